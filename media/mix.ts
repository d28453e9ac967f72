/** The one long file a car can play when its head unit cannot be trusted with an order. */
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../core/model/app-error.ts';
import { mustSucceed, runFfmpeg, type WorkOptions } from './ffmpeg/command.ts';
import { encodeRun } from './ffmpeg/limits.ts';
import { within } from './ffmpeg/progress.ts';
import { id3Tag, type TrackTags } from './id3.ts';
import { MEASURE_LOUDNESS_AND_SAMPLES, readSampleLoudness } from './loudness.ts';
import { CAR_SAMPLE_RATE_HZ, encodeLevelled } from './mp3.ts';
import { finish, inFreshFolder, type FinishedFile } from './output.ts';

export interface LoopItem {
  /** A clip, or what is heard around it, made by `renderCarAudio`. */
  path: string;
  durationMs: number;
  /** Silence after it. */
  gapMs: number;
}

export interface LoopOrder extends WorkOptions {
  /** In the order they are heard, 1 to 500; one file may come often. */
  items: readonly LoopItem[];
  workDir: string;
  tags: TrackTags;
  /** The round is repeated while whole rounds fit in this; 30 min when left out. At least one round is made. */
  lengthMs?: number;
}

export interface LoopResult extends FinishedFile {
  durationMs: number;
  rounds: number;
}

const HALF_HOUR_MS = 1_800_000;
const MAX_ITEMS = 500;
/** CBR at 128 kbit/s: 16 bytes a millisecond. */
const BYTES_PER_MS = 16;

const FORMAT = `aresample=${CAR_SAMPLE_RATE_HZ},aformat=sample_fmts=flt:channel_layouts=mono`;

/** One round: each item and its silence in order, each file opened and decoded once however often it comes. */
function roundGraph(items: readonly LoopItem[], files: readonly string[]): string {
  const uses = files.map((file) => items.flatMap((item, at) => (item.path === file ? [at] : [])));
  const opened = uses.map(
    (own, input) => `[${input}:a:0]${FORMAT},asplit=${own.length}${own.map((at) => `[file${at}]`).join('')}`,
  );
  const padded = items.map(({ gapMs }, at) => `[file${at}]apad=pad_dur=${gapMs}ms[item${at}]`);
  const order = items.map((_, at) => `[item${at}]`).join('');
  return [
    ...opened,
    ...padded,
    `${order}concat=n=${items.length}:v=0:a=1,${MEASURE_LOUDNESS_AND_SAMPLES}[a]`,
  ].join(';');
}

/** Whole rounds one after another: MP3 frames of one encoding may follow themselves, and silence hides the seam. */
async function writeRounds(path: string, tag: Buffer, round: Buffer, rounds: number): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(tag);
    for (let i = 0; i < rounds; i += 1) await file.writeFile(round);
  } finally {
    await file.close();
  }
}

/**
 * Mixes clips into one MP3: a round of all items and gaps, encoded once at −16 LUFS ±0.5 and at most
 * −1.5 dBTP, and repeated without encoding again.
 *
 * @throws AppError `loop_size` for no items or more than 500, `cancelled`, `ffmpeg_failed`, `loudness_missed`
 */
export async function mixLoop(order: LoopOrder): Promise<LoopResult> {
  const { items, workDir, signal, onProgress, lengthMs = HALF_HOUR_MS } = order;
  if (items.length === 0 || items.length > MAX_ITEMS) {
    throw new AppError('loop_size', `a loop takes 1 to ${MAX_ITEMS} items`, {
      context: { items: items.length },
    });
  }
  return inFreshFolder(workDir, async (folder) => {
    const wavPath = join(folder, 'round.wav');
    const durationMs = items.reduce((sum, item) => sum + item.durationMs + item.gapMs, 0);
    const files = [...new Set(items.map((item) => item.path))];
    const end = await runFfmpeg({
      inputs: files.map((path) => ({ path, demuxer: 'mp3' })),
      graph: roundGraph(items, files),
      maps: ['[a]'],
      options: ['-c:a', 'pcm_f32le'],
      muxer: 'wav',
      outputPath: wavPath,
      folder,
      durationMs,
      limits: encodeRun(durationMs),
      signal,
      onProgress: within(onProgress, 0, 0.5),
    });
    mustSucceed(end, 'mixing the loop');
    const mp3 = await encodeLevelled(
      { wavPath, durationMs, ...readSampleLoudness(end.stdout) },
      folder,
      signal,
    );
    onProgress?.(0.9);
    const round = await readFile(mp3.path);
    const roundMs = round.length / BYTES_PER_MS;
    const rounds = Math.max(1, Math.floor(lengthMs / roundMs));
    const path = join(folder, 'loop.mp3');
    await writeRounds(path, id3Tag(order.tags), round, rounds);
    const file = await finish(path, workDir, 'mp3');
    onProgress?.(1);
    return { ...file, durationMs: Math.round(rounds * roundMs), rounds };
  });
}
