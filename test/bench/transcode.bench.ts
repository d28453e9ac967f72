/** What sandbox, measuring, verifying and hashing cost on top of the plain ffmpeg command, and what copying saves. */
import { execFile } from 'node:child_process';
import { mkdtemp, rename, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { findBinaries } from '../../media/ffmpeg/binaries.ts';
import { ffmpegArguments, mustSucceed, runFfmpeg, type FfmpegJob } from '../../media/ffmpeg/command.ts';
import { encodeRun } from '../../media/ffmpeg/limits.ts';
import { listenAhead, probeMedia, renderVideo, sandboxState } from '../../media/index.ts';
import type { BenchRow } from './row.ts';

const PANEL = { widthPx: 1920, heightPx: 1080, fit: 'contain' as const };
/** First of each pair starts in turns, so that what else the machine does meets both alike. */
const REPETITIONS = 3;
/** A hundredth is looked for, so more often. */
const SANDBOX_REPETITIONS = 5;

const run = promisify(execFile);
const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

type Work = () => Promise<unknown>;

async function interleaved(ours: Work, peer: Work, repetitions: number) {
  const times = { ours: [] as number[], peer: [] as number[] };
  for (let i = 0; i < repetitions; i += 1) {
    const order = i % 2 === 0 ? (['ours', 'peer'] as const) : (['peer', 'ours'] as const);
    for (const side of order) times[side].push(await timed(side === 'ours' ? ours : peer));
  }
  return { oursMs: median(times.ours), peerMs: median(times.peer) };
}

async function value<T>(
  outcome: Promise<{ ok: true; value: T } | { ok: false; error: { code: string; detail: string } }>,
): Promise<T> {
  const settled = await outcome;
  if (!settled.ok) throw new Error(`${settled.error.code}: ${settled.error.detail}`);
  return settled.value;
}

/** Ten or thirty seconds as a camera delivers it: detail, grain, B-frames, sound. */
async function makeSource(ffmpeg: string, folder: string, durationS: number): Promise<string> {
  const path = join(folder, `source-${durationS}.mp4`);
  const picture = `testsrc2=size=1920x1080:rate=30:duration=${durationS},noise=alls=6:allf=t`;
  const sound = `anoisesrc=color=pink:seed=1:sample_rate=48000:duration=${durationS},tremolo=f=4:d=0.9`;
  await run(ffmpeg, [
    ...['-v', 'error', '-y', '-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', sound],
    ...[
      '-c:v',
      'libx264',
      '-preset',
      'veryfast',
      '-crf',
      '20',
      '-pix_fmt',
      'yuv420p',
      '-c:a',
      'aac',
      '-ac',
      '2',
      path,
    ],
  ]);
  return path;
}

/** What a person would type for the same file: the same encoder settings, level given, nothing checked. */
const plainCommand = (source: string, output: string): string[] => [
  ...['-v', 'error', '-y', '-i', source],
  ...[
    '-vf',
    'scale=1920:1080:flags=bicubic:out_color_matrix=bt709:out_range=tv,format=yuv420p,setsar=1,fps=30',
  ],
  ...['-c:v', 'libx264', '-preset', 'fast', '-crf', '20', '-profile:v', 'high', '-bf', '0', '-g', '30'],
  ...['-keyint_min', '30', '-sc_threshold', '0', '-maxrate', '12441600', '-bufsize', '12441600'],
  ...['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709', '-color_range', 'tv'],
  ...[
    '-af',
    'volume=10dB,alimiter=limit=0.79:level=false',
    '-c:a',
    'aac',
    '-aac_coder',
    'fast',
    '-b:a',
    '128k',
    '-ar',
    '48000',
    '-ac',
    '2',
  ],
  ...['-t', '10', '-movflags', '+faststart', output],
];

async function transcodeRow(ffmpeg: string, folder: string): Promise<BenchRow> {
  const sourcePath = await makeSource(ffmpeg, folder, 10);
  const order = { sourcePath, workDir: folder, ...PANEL, airDurationMs: 10_000 };
  const ours = async (): Promise<void> => {
    // Nothing is known about it yet, as of a file that was just uploaded.
    await utimes(sourcePath, new Date(), new Date());
    const { how } = await value(renderVideo(order));
    if (how.kind !== 'encode') throw new Error('nothing was encoded');
  };
  const peer = (): Promise<unknown> => run(ffmpeg, plainCommand(sourcePath, join(folder, 'plain.mp4')));
  await ours();
  const { oursMs, peerMs } = await interleaved(ours, peer, REPETITIONS);
  const ratio = peerMs / oursMs;
  return {
    name: 'transcode 1080p30, 10 s: probed, levelled, verified, hashed',
    ours: seconds(oursMs),
    peer: `plain ffmpeg ${seconds(peerMs)}`,
    ratio,
    goal: '≥ 0.95×',
    met: ratio >= 0.95,
  };
}

async function copyRow(ffmpeg: string, folder: string): Promise<BenchRow> {
  const camera = await makeSource(ffmpeg, folder, 30);
  const order = { workDir: folder, ...PANEL };
  const conforming = await value(renderVideo({ ...order, sourcePath: camera, airDurationMs: 30_000 }));
  // As it lies in the store: looked at and listened to when it was accepted.
  const sourcePath = join(folder, 'accepted');
  await rename(conforming.path, sourcePath);
  await value(probeMedia(sourcePath));
  await listenAhead(sourcePath);
  const copy = async (): Promise<void> => {
    const { how } = await value(renderVideo({ ...order, sourcePath, airDurationMs: 30_000 }));
    if (how.kind !== 'copy') throw new Error('nothing was copied');
  };
  // A tenth of a second less cannot be copied to the frame, so the same file is encoded.
  const encode = (): Promise<unknown> => value(renderVideo({ ...order, sourcePath, airDurationMs: 29_900 }));
  const { oursMs, peerMs } = await interleaved(copy, encode, REPETITIONS);
  const ratio = peerMs / oursMs;
  return {
    name: 'an accepted, conforming 1080p30 of 30 s: copied, keyframes decoded, hashed',
    ours: seconds(oursMs),
    peer: `its transcode ${seconds(peerMs)}`,
    ratio,
    goal: '≥ 50×',
    met: ratio >= 50,
  };
}

/** The same command of ffmpeg in the box and outside it; CPU limits, system call filter and all. */
async function sandboxRow(ffmpeg: string, folder: string): Promise<BenchRow> {
  const path = await makeSource(ffmpeg, folder, 10);
  const outputPath = join(folder, 'boxed.mp4');
  const job: FfmpegJob = {
    inputs: [{ path, demuxer: 'mov' }],
    maps: ['0:v:0', '0:a:0'],
    options: ['-c:v', 'libx264', '-preset', 'fast', '-crf', '20', '-c:a', 'aac'],
    muxer: 'mp4',
    outputPath,
    folder,
    limits: encodeRun(10_000),
  };
  const boxed = async (): Promise<void> => void mustSucceed(await runFfmpeg(job), 'measuring the sandbox');
  const args = ffmpegArguments(job).map((arg) => (arg === 'pipe:3' ? 'pipe:1' : arg));
  const bare = (): Promise<unknown> => run(ffmpeg, args);
  await boxed();
  const { oursMs, peerMs } = await interleaved(boxed, bare, SANDBOX_REPETITIONS);
  const ratio = peerMs / oursMs;
  const state = await sandboxState();
  return {
    name: `the sandbox (${state.kind}${state.kind === 'bubblewrap' ? `, calls ${state.syscalls}` : ''}) around a transcode of 10 s`,
    ours: seconds(oursMs),
    peer: `the same ffmpeg outside it ${seconds(peerMs)}`,
    ratio,
    goal: '≥ 0.98×',
    met: ratio >= 0.98,
  };
}

export default async (): Promise<BenchRow[]> => {
  const { ffmpeg } = await findBinaries();
  const folder = await mkdtemp(join(tmpdir(), 'wawar-bench-'));
  try {
    return [
      await transcodeRow(ffmpeg, folder),
      await copyRow(ffmpeg, folder),
      await sandboxRow(ffmpeg, folder),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
