/** A recording as a picture: what is in it and how loud it is, at a glance. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok, type Result } from '../../core/model/result.ts';
import { SOUND_PICTURE } from '../../core/sound/picture-frame.ts';
import { runFfmpeg, type WorkOptions } from '../ffmpeg/command.ts';
import { finish, inFreshFolder, type FinishedFile } from '../output.ts';
import { inspect } from '../probe/inspect.ts';
import type { Rejection } from '../rejections.ts';
import { drawLoudness } from './loudness-curve.ts';
import { encodePng } from './png.ts';
import { drawSpectrum, SPECTRUM_RATE_HZ } from './spectrum.ts';

export interface SoundPictureOrder extends WorkOptions {
  sourcePath: string;
  /** Existing folder; the PNG is left in it, named by hash. */
  workDir: string;
}

const { widthPx, heightPx, spectrum, loudness } = SOUND_PICTURE;
const MOMENTARY = 'ebur128=metadata=1,ametadata=mode=print:key=lavfi.r128.M:file=-,anullsink';

function momentaryOf(stdout: string): number[] {
  return [...stdout.matchAll(/lavfi\.r128\.M=(\S+)/g)].map((match) => Number(match[1]));
}

async function readSamples(path: string): Promise<Float32Array> {
  const bytes = new Uint8Array(await readFile(path));
  return new Float32Array(bytes.buffer, 0, Math.floor(bytes.length / Float32Array.BYTES_PER_ELEMENT));
}

/**
 * Draws a file's first sound track as `SOUND_PICTURE` lays it out: spectrum above, momentary loudness below.
 * Errors: those of `probeMedia`; `no_sound`.
 *
 * @throws AppError `cancelled`, `ffmpeg_missing`, `ffprobe_missing`, `program_failed`
 */
export async function drawSound(order: SoundPictureOrder): Promise<Result<FinishedFile, Rejection>> {
  const { sourcePath, workDir, signal } = order;
  const inspected = await inspect(sourcePath, { signal });
  if (!inspected.ok) return inspected;
  const { audio, demuxer, probe } = inspected.value;
  if (audio === null || demuxer === null) return err({ code: 'no_sound', detail: probe.kind });
  return inFreshFolder(workDir, async (folder) => {
    const rawPath = join(folder, 'mono.f32');
    const end = await runFfmpeg({
      inputs: [{ path: sourcePath, demuxer }],
      graph:
        `[0:${audio.stream.index}]asplit=2[s][l];[l]${MOMENTARY};` +
        `[s]aresample=${SPECTRUM_RATE_HZ},aformat=sample_fmts=flt:channel_layouts=mono[a]`,
      maps: ['[a]'],
      options: ['-c:a', 'pcm_f32le'],
      muxer: 'f32le',
      outputPath: rawPath,
      folder,
      signal,
    });
    if (end.stopped !== null) return err({ code: 'limit_exceeded', detail: `picture: ${end.stopped}` });
    if (end.exitCode !== 0) return err({ code: 'unreadable', detail: 'the sound cannot be decoded' });
    const rgb = Buffer.alloc(3 * widthPx * heightPx);
    (await drawSpectrum(await readSamples(rawPath))).copy(rgb, 3 * widthPx * spectrum.topPx);
    drawLoudness(momentaryOf(end.stdout)).copy(rgb, 3 * widthPx * loudness.topPx);
    const path = join(folder, 'picture.png');
    await writeFile(path, encodePng({ widthPx, heightPx, rgb }));
    return ok(await finish(path, workDir, 'png'));
  });
}
