/**
 * Changes of item as a passer-by sees them: real Chromium full-screen, the X screen read sixty times a second. Beside
 * it, in the same run and by turns: the same frames as one long file in a bare `<video>` (what it holds, the machine
 * holds), and `@xiboplayer/renderer` playing the same files, for a tenth of the changes.
 * `BENCH_CHANGES` sets how many changes are watched (100), `BENCH_SECONDS` how long an item is (2); `BENCH_1080P=1`
 * watches them at 1920×1080 as well, `BENCH_1080P=only` at that size alone.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CODED_FPS, joinVideos, makeCodedVideo, type CodedFile } from '../support/coded-media.ts';
import { startPlayerScreen, type PlayerScreen } from '../support/player-screen.ts';
import { captureCodes } from '../support/screen-capture.ts';
import { changesSeen, countFlaws, type Flaws } from '../support/screen-flaws.ts';
import { inTurn, pictureItem, programmeOf, stateOf } from '../support/screen-programme.ts';
import type { BenchRow } from './row.ts';
import { serveXibo } from './support/xibo.ts';

const ITEMS = 10;
/** Whole seconds, because the peer counts in those. */
const FRAMES = CODED_FPS * Number(process.env['BENCH_SECONDS'] ?? 2);
const AIR_MS = (FRAMES / CODED_FPS) * 1000;
const CHANGES = Number(process.env['BENCH_CHANGES'] ?? 100);
/** Ours and the control take turns this often, so that a busy minute meets both. */
const ROUNDS = Math.max(1, Math.round(CHANGES / 50));
const CHANGES_A_ROUND = Math.ceil(CHANGES / ROUNDS);

interface Size {
  widthPx: number;
  heightPx: number;
}

export default async function changes(): Promise<BenchRow[]> {
  const large = process.env['BENCH_1080P'];
  const sizes: Size[] = [
    ...(large === 'only' ? [] : [{ widthPx: 640, heightPx: 320 }]),
    ...(large ? [{ widthPx: 1920, heightPx: 1080 }] : []),
  ];
  const rows: BenchRow[] = [];
  for (const size of sizes) rows.push(...(await measure(size)));
  return rows;
}

async function measure(size: Size): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'wawar-changes-'));
  const screen = await startPlayerScreen(size.widthPx, size.heightPx);
  try {
    const files: CodedFile[] = [];
    for (let item = 0; item < ITEMS; item += 1) {
      files.push(await makeCodedVideo({ item, frames: FRAMES, ...size }, folder));
    }
    const times = Math.ceil((CHANGES_A_ROUND + 4) / ITEMS);
    const control = await joinVideos(
      Array<(typeof files)[number][]>(times).fill(files).flat(),
      join(folder, 'control.mp4'),
    );
    for (const file of [...files, control]) screen.host.addMedia(file);
    const xibo = await serveXibo(screen.host, size);
    const seen: Seen = { ours: [], control: [], xibo: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      console.error(
        `${String(size.widthPx)}×${String(size.heightPx)}: round ${String(round + 1)} of ${String(ROUNDS)}`,
      );
      seen.control.push(await watch(screen, () => screen.show(screen.host.controlUrl(control.sha256))));
      seen.ours.push(
        await watch(screen, async () => {
          await screen.show(`${screen.host.url}/`);
          const items = files.map((file, item) => pictureItem(`item-${String(item)}`, file, AIR_MS));
          screen.host.send(stateOf(programmeOf(size, Date.now() + 1500, inTurn(...items))));
        }),
      );
      if (round % 10 !== 0) continue;
      const url = xibo(
        files.map(({ sha256 }) => sha256),
        AIR_MS / 1000,
      );
      seen.xibo.push(await watch(screen, () => screen.show(url)));
    }
    return rowsOf(size, seen);
  } finally {
    await screen.close();
    await rm(folder, { recursive: true });
  }
}

interface Seen {
  ours: Flaws[];
  control: Flaws[];
  xibo: Flaws[];
}

/** Watches one round: from the first frame of any item until enough others have followed. */
async function watch(screen: PlayerScreen, start: () => Promise<void>): Promise<Flaws> {
  screen.host.forget();
  await screen.show(screen.host.blankUrl);
  const capture = await captureCodes(screen.desktop.display, 0, 0);
  try {
    await capture.until((samples) => samples.at(-1)?.kind === 'black');
    capture.forget();
    await start();
    await capture.until(changesSeen(CHANGES_A_ROUND + 1, ITEMS), CHANGES_A_ROUND * AIR_MS * 2 + 20_000);
  } finally {
    await capture.stop();
  }
  return countFlaws(capture.samples, ITEMS);
}

const total = (rounds: readonly Flaws[], count: (flaws: Flaws) => number): number =>
  rounds.reduce((sum, flaws) => sum + count(flaws), 0);

function rowsOf(size: Size, { ours, control, xibo }: Seen): BenchRow[] {
  const changesOf = (rounds: readonly Flaws[]) => total(rounds, ({ changes }) => changes);
  const at = `${String(changesOf(ours))} changes at ${String(size.widthPx)}×${String(size.heightPx)}`;
  const row = (name: string, count: (flaws: Flaws) => number, allowed: number, goal: string): BenchRow => {
    const [mine, one, other] = [ours, control, xibo].map((rounds) => total(rounds, count));
    return {
      name: `${at}: ${name}`,
      ours: String(mine),
      peer: `one file ${String(one)}; xibo ${String(other)} in ${String(changesOf(xibo))} changes`,
      ratio: (allowed + 1) / ((mine ?? 0) + 1),
      goal,
      met: (mine ?? 0) <= allowed,
    };
  };
  const holds = ({ holds: { length } }: Flaws) => length;
  return [
    row('black samples', ({ black }) => black, 0, '0'),
    row('stale samples', ({ stale }) => stale, 0, '0'),
    row('holds of 4 samples and more', holds, total(control, holds), 'no more than one long file'),
    row(
      'frames never seen',
      ({ skipped }) => skipped,
      total(control, ({ skipped }) => skipped),
      'no more than one long file',
    ),
  ];
}
