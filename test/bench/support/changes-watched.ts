/** What `changes*.bench.ts` share: coded files at a size, rounds watched on a real X screen, and their rows. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CODED_FPS, joinVideos, makeCodedVideo, type CodedFile } from '../../support/coded-media.ts';
import { captureCodes, type ScreenCapture } from '../../support/screen-capture.ts';
import { changesSeen, countFlaws, type Flaws } from '../../support/screen-flaws.ts';
import type { BenchRow } from '../row.ts';

export const ITEMS = 10;
/** Whole seconds, because the peer counts in those. */
const FRAMES = CODED_FPS * Number(process.env['BENCH_SECONDS'] ?? 2);
export const AIR_MS = (FRAMES / CODED_FPS) * 1000;
const CHANGES = Number(process.env['BENCH_CHANGES'] ?? 100);
/** Ours and the control take turns this often, so that a busy minute meets both. */
export const ROUNDS = Math.max(1, Math.round(CHANGES / 50));
const CHANGES_A_ROUND = Math.ceil(CHANGES / ROUNDS);

export const FIRST_PICTURE_MS = 60_000;
/** A screen read more seldom would hide what stood too long. */
const LEAST_SAMPLES_A_SECOND = 58;

export interface Size {
  widthPx: number;
  heightPx: number;
}

/** Measures at every size asked for, with its files in a folder that is gone afterwards. */
export async function atEachSize(
  measure: (size: Size, files: readonly CodedFile[], folder: string) => Promise<BenchRow[]>,
): Promise<BenchRow[]> {
  const large = process.env['BENCH_1080P'];
  const sizes: Size[] = [
    ...(large === 'only' ? [] : [{ widthPx: 640, heightPx: 320 }]),
    ...(large ? [{ widthPx: 1920, heightPx: 1080 }] : []),
  ];
  const rows: BenchRow[] = [];
  for (const size of sizes) {
    const folder = await mkdtemp(join(tmpdir(), 'wawar-changes-'));
    try {
      const files: CodedFile[] = [];
      for (let item = 0; item < ITEMS; item += 1) {
        files.push(await makeCodedVideo({ item, frames: FRAMES, ...size }, folder));
      }
      rows.push(...(await measure(size, files, folder)));
    } finally {
      await rm(folder, { recursive: true });
    }
  }
  return rows;
}

/** All items in turn as one file, for as long as a round watches. */
export function joinLong(files: readonly CodedFile[], folder: string): Promise<CodedFile> {
  const times = Math.ceil((CHANGES_A_ROUND + 4) / ITEMS);
  return joinVideos(Array<readonly CodedFile[]>(times).fill(files).flat(), join(folder, 'control.mp4'));
}

export interface Round extends Flaws {
  samplesASecond: number;
}

/** Watches one round: from the first frame of any item until enough others have followed. */
export async function watch(
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

export async function count(capture: ScreenCapture): Promise<Round> {
  capture.forget();
  const fromMs = performance.now();
  await capture.until(changesSeen(CHANGES_A_ROUND + 1, ITEMS), CHANGES_A_ROUND * AIR_MS * 2 + 20_000);
  const samplesASecond = (capture.samples.length / (performance.now() - fromMs)) * 1000;
  return { ...countFlaws(capture.samples, ITEMS, FRAMES), samplesASecond };
}

/** Says what a round came to, so that a run that is stopped has told what it saw. */
export function tellRound(who: string, round: number, of: number, seen: Round): void {
  const { changes, black, stale, unreadable, holds, skipped } = seen;
  const where = holds
    .map(({ item, frame, samples }) => ` (item ${String(item)} frame ${String(frame)} ×${String(samples)})`)
    .join('');
  const flaws = `black ${String(black)}, stale ${String(stale)}, unreadable ${String(unreadable)}`;
  console.error(
    `round ${String(round + 1)} of ${String(of)}, ${who}: ${String(changes)} changes, ${flaws}, ` +
      `frames never seen ${String(skipped)}, holds ${String(holds.length)}${where}`,
  );
}

/** How often the screen was read. */
export function rateRow(rounds: readonly Round[]): BenchRow {
  const least = Math.min(...rounds.map(({ samplesASecond }) => samplesASecond));
  return {
    name: '… samples a second, least of a round',
    ours: least.toFixed(1),
    peer: '–',
    ratio: least / LEAST_SAMPLES_A_SECOND,
    goal: `≥ ${String(LEAST_SAMPLES_A_SECOND)}`,
    met: least >= LEAST_SAMPLES_A_SECOND,
  };
}

export function flawRows(
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
