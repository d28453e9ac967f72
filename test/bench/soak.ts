/**
 * `npm run soak`: ten thousand changes of item on a real screen, one a second in each of two zones, while a control
 * page in a browser of its own plays one file for ever. Watches that memory grows no faster than the control's, that the page's elements
 * stay as many as they were, and that nothing freezes. Takes an hour and a half; interrupted, it goes on where
 * it was when it is started again.
 *
 * `SOAK_CHANGES` sets how many (10,000), `SOAK_STATE` where it keeps what it has seen (build/soak.json), and
 * `BENCH_JSON=file` writes the table's rows.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CODED_FPS, makeCodedStill, makeCodedVideo, type CodedFile } from '../support/coded-media.ts';
import { startPlayerScreen, type PlayerScreen } from '../support/player-screen.ts';
import { captureCodes } from '../support/screen-capture.ts';
import { changesSeen, countFlaws } from '../support/screen-flaws.ts';
import { alwaysEntry, pictureItem, programmeOf, stateOf } from '../support/screen-programme.ts';
import type { BenchRow } from './row.ts';
import { browserMemoryMib } from './support/browser-memory.ts';
import { commonSlope } from './support/slope.ts';
import { keepSoak, openSoak, type SoakState } from './support/soak-state.ts';
import { table } from './table.ts';

const WANTED_CHANGES = Number(process.env['SOAK_CHANGES'] ?? 10_000);
const STATE_FILE = process.env['SOAK_STATE'] ?? join(import.meta.dirname, '../../build/soak.json');
const PANEL = { widthPx: 384, heightPx: 160 };
const ZONES = [
  { id: 'main', x: 0, y: 0, ...PANEL },
  { id: 'badge', x: 0, y: PANEL.heightPx, ...PANEL },
] as const;
const OUTPUT = { x: 0, y: 0, widthPx: PANEL.widthPx, heightPx: PANEL.heightPx * ZONES.length };
const AIR_MS = 1000;
const VIDEOS = 4;
/** A third of a second in a video; a still stands for its whole second, twice as long is frozen. */
const FREEZE_SAMPLES = { video: 20, still: 120 };
const LOOK_EVERY_CHANGES = Math.min(50, Math.ceil(WANTED_CHANGES / 20));
/** What a browser fills in its beginning is not growth. */
const WARM_UP_CHANGES = Math.min(300, WANTED_CHANGES / 4);
const MOST_TIMES_CONTROL = 1.1;

async function soak(): Promise<SoakState> {
  const state = await openSoak(STATE_FILE, WANTED_CHANGES);
  if (state.changes > 0) console.error(`goes on after ${String(state.changes)} changes`);
  const folder = await mkdtemp(join(tmpdir(), 'wawar-soak-'));
  const files = await makeItems(folder);
  const ours = await startPlayerScreen(OUTPUT.widthPx, OUTPUT.heightPx);
  await ours.show(ours.host.blankUrl);
  const control = await startPlayerScreen(PANEL.widthPx, PANEL.heightPx);
  try {
    const [one] = files;
    if (!one) throw new Error('nothing to play');
    control.host.addMedia(one);
    await control.show(control.host.controlUrl(one.sha256, 'loop'));
    await watch(state, files, ours, control);
  } finally {
    await ours.close();
    await control.close();
    await rm(folder, { recursive: true });
  }
  return state;
}

const isFreeze = ({ item, samples }: { item: number; samples: number }): boolean =>
  samples >= (item === VIDEOS ? FREEZE_SAMPLES.still : FREEZE_SAMPLES.video);

async function makeItems(folder: string): Promise<CodedFile[]> {
  const files: CodedFile[] = [];
  for (let item = 0; item < VIDEOS; item += 1) {
    files.push(await makeCodedVideo({ item, frames: (AIR_MS * CODED_FPS) / 1000, ...PANEL }, folder));
  }
  return [...files, await makeCodedStill({ item: VIDEOS, ...PANEL }, folder)];
}

async function watch(
  state: SoakState,
  files: readonly CodedFile[],
  ours: PlayerScreen,
  control: PlayerScreen,
): Promise<void> {
  for (const file of files) ours.host.addMedia(file);
  const captures = await Promise.all(ZONES.map(({ x, y }) => captureCodes(ours.desktop.display, x, y)));
  await ours.show(`${ours.host.url}/`);
  const items = files.map((file, item) => pictureItem(`item-${String(item)}`, file, AIR_MS));
  const inOrder = items.map(({ id }) => id);
  const programme = programmeOf(PANEL, Date.now() + 1500, {
    zones: [...ZONES],
    items,
    entries: ZONES.map(({ id }) => alwaysEntry(id, inOrder, id)),
  });
  ours.host.send(stateOf(programme, { output: OUTPUT }));
  const run: SoakState['runs'][number] = [];
  state.runs.push(run);
  let changes = 0;
  try {
    while (state.changes < WANTED_CHANGES) {
      await Promise.all(
        captures.map((capture) =>
          capture.until(
            changesSeen(LOOK_EVERY_CHANGES, files.length),
            LOOK_EVERY_CHANGES * AIR_MS * 3 + 60_000,
          ),
        ),
      );
      for (const capture of captures) {
        const flaws = countFlaws(capture.samples, files.length);
        capture.forget();
        changes += flaws.changes;
        state.changes += flaws.changes;
        state.samples += flaws.samples;
        state.black += flaws.black;
        state.stale += flaws.stale;
        state.freezes += flaws.holds.filter(isFreeze).length;
        state.unreadable += flaws.unreadable;
      }
      const told = ours.host.received.splice(0);
      for (const message of told) {
        if (message.type === 'failed') state.failed.push(`${message.itemId}: ${message.detail}`);
      }
      run.push({
        changes,
        oursMib: await browserMemoryMib(ours.desktop.display),
        controlMib: await browserMemoryMib(control.desktop.display),
        elements: Math.max(...told.map((message) => (message.type === 'alive' ? message.elements : 0))),
      });
      await keepSoak(STATE_FILE, state);
      console.error(`${String(state.changes)} changes: ${JSON.stringify(run.at(-1))}`);
    }
  } finally {
    for (const capture of captures) await capture.stop();
  }
}

function rowsOf(state: SoakState): BenchRow[] {
  const settled = state.runs.map((run) => run.filter(({ changes }) => changes >= WARM_UP_CHANGES));
  const slopeOf = (which: 'oursMib' | 'controlMib') =>
    commonSlope(settled.map((run) => run.map((point) => ({ x: point.changes / 1000, y: point[which] }))));
  const [mine, theirs] = [slopeOf('oursMib'), slopeOf('controlMib')];
  const said = ({ slope, error }: typeof mine) => `${slope.toFixed(2)} ± ${error.toFixed(2)} MiB per 1,000`;
  const elements = state.runs.flatMap((run) => run.map((point) => point.elements));
  const name = (what: string) => `${String(state.changes)} changes: ${what}`;
  const none = (what: string, count: number): BenchRow => ({
    ...{
      name: name(what),
      ours: String(count),
      peer: '–',
      ratio: 1 / (count + 1),
      goal: '0',
      met: count === 0,
    },
  });
  // Growth below what the measurement can tell from none is none.
  const allowed = Math.max(0, theirs.slope) * MOST_TIMES_CONTROL + 2 * Math.hypot(mine.error, theirs.error);
  return [
    {
      name: name('memory slope'),
      ours: said(mine),
      peer: said(theirs),
      ratio: allowed / Math.max(mine.slope, Number.EPSILON),
      goal: `≤ ${String(MOST_TIMES_CONTROL)}× the control page, to two standard errors`,
      met: mine.slope <= allowed,
    },
    {
      name: name('elements of the page, least and most'),
      ours: `${String(Math.min(...elements))}, ${String(Math.max(...elements))}`,
      peer: '–',
      ratio: Math.min(...elements) / Math.max(...elements),
      goal: 'the same',
      met: Math.min(...elements) === Math.max(...elements),
    },
    none('frozen: a video for a third of a second, a still for two', state.freezes),
    none('black samples', state.black),
    none('stale samples', state.stale),
    none('samples that are neither black nor a picture', state.unreadable),
    none('items the page gave up', state.failed.length),
  ];
}

const rows = rowsOf(await soak());
console.log(table(rows));
const reportFile = process.env['BENCH_JSON'];
if (reportFile !== undefined) await writeFile(reportFile, `${JSON.stringify(rows, null, 2)}\n`);
