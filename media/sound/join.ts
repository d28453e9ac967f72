import { join } from 'node:path';
import { mustSucceed, runFfmpeg } from '../ffmpeg/command.ts';
import { encodeRun } from '../ffmpeg/limits.ts';
import { MEASURE_LOUDNESS_AND_SAMPLES, readSampleLoudness } from '../loudness.ts';
import type { LevelledSource } from '../mp3.ts';
import { BEFORE_COMPRESSION_LUFS } from './voicings.ts';

/**
 * Recordings one after another with silence between, each brought to the same loudness first.
 *
 * @throws AppError `cancelled`, `ffmpeg_failed`
 */
export async function joinLevelled(
  parts: readonly LevelledSource[],
  pauseMs: number,
  folder: string,
  signal: AbortSignal | undefined,
): Promise<LevelledSource> {
  const wavPath = join(folder, 'joined.wav');
  const durationMs = parts.reduce((sum, part) => sum + part.durationMs, (parts.length - 1) * pauseMs);
  const levelled = parts.map(({ integratedLufs }, i) => {
    const pad = i < parts.length - 1 ? `,apad=pad_dur=${pauseMs}ms` : '';
    return `[${i}:a:0]volume=${(BEFORE_COMPRESSION_LUFS - integratedLufs).toFixed(3)}dB${pad}[p${i}]`;
  });
  const labels = parts.map((_, i) => `[p${i}]`).join('');
  const end = await runFfmpeg({
    inputs: parts.map((part) => ({ path: part.wavPath, demuxer: 'wav' })),
    graph: [...levelled, `${labels}concat=n=${parts.length}:v=0:a=1,${MEASURE_LOUDNESS_AND_SAMPLES}[a]`].join(
      ';',
    ),
    maps: ['[a]'],
    options: ['-c:a', 'pcm_f32le'],
    muxer: 'wav',
    outputPath: wavPath,
    folder,
    limits: encodeRun(durationMs),
    signal,
  });
  mustSucceed(end, 'joining two recordings');
  return { wavPath, durationMs, ...readSampleLoudness(end.stdout) };
}
