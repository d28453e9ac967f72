/** Loudness after ITU-R BS.1770 / EBU R 128, read from the frame metadata of ffmpeg's ebur128 filter. */
import { err, ok, type Result } from '../core/model/result.ts';
import { runFfmpeg, type MediaInput, type WorkOptions } from './ffmpeg/command.ts';
import { encodeRun, SHORT_RUN, type Limits } from './ffmpeg/limits.ts';
import { KnownFiles } from './known-files.ts';
import { inspectOnce } from './probe/inspect-once.ts';
import { inspect } from './probe/inspect.ts';
import type { Rejection } from './rejections.ts';

export interface Loudness {
  /** −70 when nothing passes the gate: silence. */
  integratedLufs: number;
  /** −Infinity for digital silence. */
  truePeakDbtp: number;
}

/** Peaks of the samples themselves: what lies between two may be a decibel more, seldom two. */
export type SampleLoudness = Omit<Loudness, 'truePeakDbtp'> & { samplePeakDbfs: number };

/** Loops for cars are half an hour long, uploads five minutes. */
const MAX_MEASURED_MS = 3_600_000;

const SILENCE_LUFS = -70;
/** Below this a recording holds room noise, not a voice. */
export const NEARLY_SILENT_LUFS = -50;

/** Measures the loudness of what passes through and prints it to stdout; appended to any audio chain. */
export const MEASURE_LOUDNESS = 'ebur128=metadata=1,ametadata=mode=print:key=lavfi.r128.I:file=-';

/** The same with true peaks, which take four times the rate and most of the cost. */
export const MEASURE_LOUDNESS_AND_PEAK =
  'ebur128=metadata=1:peak=true,ametadata=mode=print:key=lavfi.r128.I:file=-,' +
  'ametadata=mode=print:key=lavfi.r128.true_peak:file=-';

/** With the peaks of samples, which cost nothing. */
export const MEASURE_LOUDNESS_AND_SAMPLES =
  'ebur128=metadata=1:peak=sample,ametadata=mode=print:key=lavfi.r128.I:file=-,' +
  'ametadata=mode=print:key=lavfi.r128.sample_peak:file=-';

/** The last value printed; each is over everything up to there. */
function lastOf(stdout: string, key: string): number {
  const at = stdout.lastIndexOf(`${key}=`);
  return at === -1 ? Number.NaN : Number.parseFloat(stdout.slice(at + key.length + 1));
}

const integratedIn = (stdout: string): number => {
  const integrated = lastOf(stdout, 'lavfi.r128.I');
  return Number.isFinite(integrated) ? Math.max(SILENCE_LUFS, integrated) : SILENCE_LUFS;
};

const peakIn = (stdout: string, key: string): number => {
  const peak = lastOf(stdout, key);
  return Number.isFinite(peak) ? 20 * Math.log10(peak) : Number.NEGATIVE_INFINITY;
};

export const readLoudness = (stdout: string): Loudness => ({
  integratedLufs: integratedIn(stdout),
  truePeakDbtp: peakIn(stdout, 'lavfi.r128.true_peak'),
});

export const readSampleLoudness = (stdout: string): SampleLoudness => ({
  integratedLufs: integratedIn(stdout),
  samplePeakDbfs: peakIn(stdout, 'lavfi.r128.sample_peak'),
});

type Layout = 'mono' | 'stereo' | 'own';

/** Measures one track. `layout` is what listeners get. */
export async function measureTrack(
  input: MediaInput,
  streamIndex: number,
  layout: Layout,
  { signal }: WorkOptions = {},
): Promise<Result<Loudness, Rejection>> {
  const downmix = layout === 'own' ? '' : `aformat=channel_layouts=${layout},`;
  const heard = await listen(input, streamIndex, `${downmix}${MEASURE_LOUDNESS_AND_PEAK}`, signal);
  return heard.ok ? ok(readLoudness(heard.value)) : heard;
}

/** What a chain that ends in a meter prints. */
export async function listen(
  input: MediaInput,
  streamIndex: number,
  filters: string,
  signal: AbortSignal | undefined,
  limits: Limits = SHORT_RUN,
): Promise<Result<string, Rejection>> {
  const end = await runFfmpeg({
    inputs: [input],
    graph: `[0:${streamIndex}]${filters}[out]`,
    maps: ['[out]'],
    options: [],
    muxer: 'null',
    limits,
    signal,
  });
  if (end.stopped !== null) return err({ code: 'limit_exceeded', detail: `loudness: ${end.stopped}` });
  if (end.exitCode !== 0) return err({ code: 'unreadable', detail: 'the sound cannot be decoded' });
  return ok(end.stdout);
}

const tracks = new KnownFiles<SampleLoudness>();

/**
 * How loud a track is as stereo listeners hear it, and its highest sample; for files that do not change any more.
 * Costs half of `measureTrack`.
 */
export function trackLoudnessOnce(
  input: MediaInput,
  streamIndex: number,
  { signal }: WorkOptions = {},
): Promise<Result<SampleLoudness, Rejection>> {
  const { inMs = null, outMs = null } = input.part ?? {};
  return tracks.ask(input.path, `loudness of ${streamIndex}, ${inMs}–${outMs}`, async () => {
    const filters = `aformat=channel_layouts=stereo,${MEASURE_LOUDNESS_AND_SAMPLES}`;
    const heard = await listen(input, streamIndex, filters, signal);
    if (!heard.ok) return heard;
    return ok(readSampleLoudness(heard.value));
  });
}

/** Measures now what every rendition of a video will ask for: how loud it is. Whether it can be heard is told then. */
export async function listenAhead(path: string, options: WorkOptions = {}): Promise<void> {
  const inspected = await inspectOnce(path, { signal: options.signal });
  if (!inspected.ok) return;
  const { audio, demuxer } = inspected.value;
  if (audio !== null && demuxer !== null)
    await trackLoudnessOnce({ path, demuxer }, audio.stream.index, options);
}

/**
 * Integrated loudness and true peak of a file's first sound track, at most an hour, in its own channel layout.
 * Errors: those of `probeMedia`.
 *
 * @throws AppError `cancelled`, `ffmpeg_missing`, `ffprobe_missing`, `program_failed`
 */
export async function measureLoudness(
  path: string,
  options: WorkOptions = {},
): Promise<Result<Loudness, Rejection>> {
  const inspected = await inspect(path, { signal: options.signal, maxDurationMs: MAX_MEASURED_MS });
  if (!inspected.ok) return inspected;
  const { audio, demuxer, probe } = inspected.value;
  if (audio === null || demuxer === null) return err({ code: 'no_sound', detail: probe.kind });
  const limits = encodeRun(probe.durationMs ?? 0);
  const heard = await listen(
    { path, demuxer },
    audio.stream.index,
    MEASURE_LOUDNESS_AND_PEAK,
    options.signal,
    limits,
  );
  return heard.ok ? ok(readLoudness(heard.value)) : heard;
}
