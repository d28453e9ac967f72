/** The one long file a car can play when its head unit cannot be trusted with an order. */
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../core/model/app-error.ts';
import { mustSucceed, runFfmpeg, type WorkOptions } from './ffmpeg/command.ts';
import { encodeRun } from './ffmpeg/limits.ts';
import { within } from './ffmpeg/progress.ts';
import { id3Tag, type TrackTags } from './id3.ts';
import { MEASURE_LOUDNESS, readLoudness } from './loudness.ts';
import { CAR_SAMPLE_RATE_HZ, encodeLevelled } from './mp3.ts';
import { finish, inFreshFolder, type FinishedFile } from './output.ts';

export interface LoopItem {
  /** A clip made by `renderCarAudio`. */
  path: string;
  durationMs: number;
}

export interface LoopOrder extends WorkOptions {
  /** In the order they are heard; 1 to 100. */
  items: readonly LoopItem[];
  workDir: string;
  tags: TrackTags;
  /** Silence after each item; 4 s when left out. */
  gapMs?: number;
  /** A chime before each item; true when left out. */
  chime?: boolean;
  /** The round is repeated while whole rounds fit in this; 30 min when left out. At least one round is made. */
  lengthMs?: number;
}

export interface LoopResult extends FinishedFile {
  durationMs: number;
  rounds: number;
}

const HALF_HOUR_MS = 1_800_000;
const MAX_ITEMS = 100;
const CHIME_MS = 1800;
/** CBR at 128 kbit/s: 16 bytes a millisecond. */
const BYTES_PER_MS = 16;

/** Two falling notes (G5, D♯5) with bell-like decay. */
const CHIME =
  "aevalsrc='0.5*sin(2*PI*784*t)*exp(-3*t)+0.5*gte(t,0.6)*sin(2*PI*622*(t-0.6))*exp(-3*(t-0.6))'" +
  `:s=${CAR_SAMPLE_RATE_HZ}:d=${CHIME_MS / 1000}`;

const FORMAT = `aresample=${CAR_SAMPLE_RATE_HZ},aformat=sample_fmts=flt:channel_layouts=mono`;

/** One round: (chime) item gap, (chime) item gap, … */
function roundGraph(count: number, gapMs: number, chime: boolean): string {
  const indexes = Array.from({ length: count }, (_, i) => i);
  const items = indexes.map((i) => `[${i}:a:0]${FORMAT},apad=pad_dur=${gapMs}ms[item${i}]`);
  const chimes = `${CHIME},${FORMAT},asplit=${count}${indexes.map((i) => `[chime${i}]`).join('')}`;
  const order = indexes.map((i) => (chime ? `[chime${i}][item${i}]` : `[item${i}]`)).join('');
  const joined = `${order}concat=n=${chime ? 2 * count : count}:v=0:a=1,${MEASURE_LOUDNESS}[a]`;
  return [...(chime ? [chimes] : []), ...items, joined].join(';');
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
 * Mixes clips into one MP3: a round of all items with chimes and gaps, encoded once at −16 LUFS ±0.5 and at most
 * −1.5 dBTP, and repeated without encoding again.
 *
 * @throws AppError `loop_size` for no items or more than 100, `cancelled`, `ffmpeg_failed`, `loudness_missed`
 */
export async function mixLoop(order: LoopOrder): Promise<LoopResult> {
  const { items, workDir, signal, onProgress, gapMs = 4000, chime = true, lengthMs = HALF_HOUR_MS } = order;
  if (items.length === 0 || items.length > MAX_ITEMS) {
    throw new AppError('loop_size', `a loop takes 1 to ${MAX_ITEMS} items`, {
      context: { items: items.length },
    });
  }
  return inFreshFolder(workDir, async (folder) => {
    const wavPath = join(folder, 'round.wav');
    const durationMs = items.reduce((sum, item) => sum + item.durationMs + gapMs + (chime ? CHIME_MS : 0), 0);
    const end = await runFfmpeg({
      inputs: items.map((item) => ({ path: item.path, demuxer: 'mp3' })),
      graph: roundGraph(items.length, gapMs, chime),
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
      { wavPath, durationMs, integratedLufs: readLoudness(end.stdout).integratedLufs },
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
