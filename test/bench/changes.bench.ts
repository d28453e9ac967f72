/**
 * Changes of item as a passer-by sees them: real Chromium full-screen, the X screen read sixty times a second. Beside
 * it, in the same run and by turns: the same frames as one long file in a bare `<video>` (what it holds, the machine
 * holds), and `@xiboplayer/renderer` playing the same files, for a tenth of the changes. After them up to 200 changes
 * by the whole player with its server: what verifying and looking cost.
 * `BENCH_CHANGES` sets how many changes are watched (100), `BENCH_SECONDS` how long an item is (2); `BENCH_1080P=1`
 * watches them at 1920×1080 as well, `BENCH_1080P=only` at that size alone.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CODED_FPS, joinVideos, makeCodedVideo, type CodedFile } from '../support/coded-media.ts';
import { startKiosk } from '../e2e/support/kiosk.ts';
import { startDesktop } from '../support/desktop.ts';
import { MiniDirector, type Wanted } from '../support/mini-director.ts';
import { startPlayerScreen } from '../support/player-screen.ts';
import { captureCodes, type ScreenCapture } from '../support/screen-capture.ts';
import { changesSeen, countFlaws, type Flaws } from '../support/screen-flaws.ts';
import { alwaysEntry, inTurn, pictureItem, programmeOf, stateOf } from '../support/screen-programme.ts';
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

/** Watched after the page alone. */
const WHOLE_PLAYER_ROUNDS = Math.min(4, ROUNDS);
const FIRST_PICTURE_MS = 60_000;
/** A screen read more seldom would hide what stood too long. */
const LEAST_SAMPLES_A_SECOND = 58;

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
  try {
    const files: CodedFile[] = [];
    for (let item = 0; item < ITEMS; item += 1) {
      files.push(await makeCodedVideo({ item, frames: FRAMES, ...size }, folder));
    }
    const seen = await watchPages(size, files, folder);
    return rowsOf(size, { ...seen, whole: await watchWholePlayer(size, files, folder) });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The page alone, the control and the peer, by turns in one browser. */
async function watchPages(
  size: Size,
  files: readonly CodedFile[],
  folder: string,
): Promise<Omit<Seen, 'whole'>> {
  const screen = await startPlayerScreen(size.widthPx, size.heightPx);
  const seen: Omit<Seen, 'whole'> = { ours: [], control: [], xibo: [] };
  const watched = (start: () => Promise<void>) => {
    screen.host.forget();
    return watch(screen.desktop.display, () => screen.show(screen.host.blankUrl), start);
  };
  try {
    const times = Math.ceil((CHANGES_A_ROUND + 4) / ITEMS);
    const control = await joinVideos(
      Array<readonly CodedFile[]>(times).fill(files).flat(),
      join(folder, 'control.mp4'),
    );
    for (const file of [...files, control]) screen.host.addMedia(file);
    const xibo = await serveXibo(screen.host, size);
    for (let round = 0; round < ROUNDS; round += 1) {
      console.error(
        `${String(size.widthPx)}×${String(size.heightPx)}: round ${String(round + 1)} of ${String(ROUNDS)}`,
      );
      seen.control.push(await watched(() => screen.show(screen.host.controlUrl(control.sha256))));
      seen.ours.push(
        await watched(async () => {
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
      seen.xibo.push(await watched(() => screen.show(url)));
    }
    return seen;
  } finally {
    await screen.close();
  }
}

interface Round extends Flaws {
  samplesASecond: number;
}

interface Seen {
  /** The page alone, fed its programme. */
  ours: Round[];
  /** The page in its player. */
  whole: Round[];
  control: Round[];
  xibo: Round[];
}

/** Watches one round: from the first frame of any item until enough others have followed. */
async function watch(
  display: string,
  blank: () => Promise<void>,
  start: () => Promise<void>,
): Promise<Round> {
  await blank();
  const capture = await captureCodes(display, 0, 0);
  try {
    await capture.until((samples) => samples.at(-1)?.kind !== 'frame');
    capture.forget();
    await start();
    await capture.until((samples) => samples.at(-1)?.kind === 'frame', FIRST_PICTURE_MS);
    return await count(capture);
  } finally {
    await capture.stop();
  }
}

async function count(capture: ScreenCapture): Promise<Round> {
  capture.forget();
  const fromMs = performance.now();
  await capture.until(changesSeen(CHANGES_A_ROUND + 1, ITEMS), CHANGES_A_ROUND * AIR_MS * 2 + 20_000);
  const samplesASecond = (capture.samples.length / (performance.now() - fromMs)) * 1000;
  return { ...countFlaws(capture.samples, ITEMS, FRAMES), samplesASecond };
}

/**
 * The bundled kiosk program with its server beside it: every chunk verified while it is served, and the eye looking at
 * the screen after every change. On a display of its own.
 */
async function watchWholePlayer(size: Size, files: readonly CodedFile[], folder: string): Promise<Round[]> {
  const desktop = await startDesktop(size.widthPx, size.heightPx);
  const director = new MiniDirector();
  await director.start();
  const kiosk = startKiosk({
    ...{ serverUrl: director.url, dataDir: join(folder, 'kiosk'), display: desktop.display },
  });
  try {
    await director.until(() => director.codeShown !== null, 'hello', FIRST_PICTURE_MS);
    director.pair();
    const wanted: Wanted[] = [];
    for (const [item, { path }] of files.entries()) {
      const bytes = await readFile(path);
      wanted.push({ id: `item-${String(item)}`, bytes, type: 'video/mp4', airDurationMs: AIR_MS, size });
    }
    const { programme } = director.publish(wanted);
    const zone = { x: 0, y: 0, ...size };
    director.publish(wanted, {
      output: zone,
      programme: {
        ...programme,
        zones: [{ id: 'main', ...zone }],
        entries: [
          alwaysEntry(
            'all',
            wanted.map(({ id }) => id),
          ),
        ],
      },
    });
    const capture = await captureCodes(desktop.display, 0, 0);
    try {
      await capture.until((samples) => samples.at(-1)?.kind === 'frame', FIRST_PICTURE_MS);
      // The first turn of the items is over: what is loaded for the first time is.
      await capture.until(changesSeen(ITEMS, ITEMS), FIRST_PICTURE_MS);
      const rounds: Round[] = [];
      while (rounds.length < WHOLE_PLAYER_ROUNDS) rounds.push(await count(capture));
      return rounds;
    } finally {
      await capture.stop();
    }
  } finally {
    await kiosk.stop();
    await director.stop();
    await desktop.close();
  }
}

function rowsOf(size: Size, { ours, whole, control, xibo }: Seen): BenchRow[] {
  const at = `at ${String(size.widthPx)}×${String(size.heightPx)}`;
  const rates = [...ours, ...whole, ...control].map(({ samplesASecond }) => samplesASecond);
  return [
    ...flawRows(`changes ${at}`, ours, control, xibo),
    ...flawRows(`changes ${at} by the whole player`, whole, control.slice(0, whole.length)),
    {
      name: `… samples a second, least of a round`,
      ours: Math.min(...rates).toFixed(1),
      peer: '–',
      ratio: Math.min(...rates) / LEAST_SAMPLES_A_SECOND,
      goal: `≥ ${String(LEAST_SAMPLES_A_SECOND)}`,
      met: Math.min(...rates) >= LEAST_SAMPLES_A_SECOND,
    },
  ];
}

function flawRows(
  what: string,
  ours: readonly Round[],
  control: readonly Round[],
  xibo: readonly Round[] = [],
): BenchRow[] {
  const total = (rounds: readonly Round[], of: (round: Round) => number): number =>
    rounds.reduce((sum, round) => sum + of(round), 0);
  const changesOf = (rounds: readonly Round[]) => total(rounds, ({ changes }) => changes);
  const row = (name: string, of: (round: Round) => number, isNone = false): BenchRow => {
    const [mine, one] = [total(ours, of), total(control, of)];
    const other = `; xibo ${String(total(xibo, of))} in ${String(changesOf(xibo))} changes`;
    const allowed = isNone ? 0 : one;
    return {
      name: `${String(changesOf(ours))} ${what}: ${name}`,
      ours: String(mine),
      peer: `one file ${String(one)}${xibo.length > 0 ? other : ''}`,
      ratio: (allowed + 1) / (mine + 1),
      goal: isNone ? '0' : 'no more than one long file',
      met: mine <= allowed,
    };
  };
  return [
    row('black samples', ({ black }) => black, true),
    row('stale samples', ({ stale }) => stale, true),
    row('samples neither black nor a picture', ({ unreadable }) => unreadable),
    row('holds of 4 samples and more', ({ holds }) => holds.length),
    row('frames never seen', ({ skipped }) => skipped),
  ];
}
