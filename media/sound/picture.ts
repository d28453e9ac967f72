/** A recording as a picture: what is in it and how loud it is, at a glance. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../core/model/app-error.ts';
import { err, ok, type Result } from '../../core/model/result.ts';
import { SOUND_PICTURE } from '../../core/sound/picture-frame.ts';
import { runFfmpeg, type WorkOptions } from '../ffmpeg/command.ts';
import { finish, inFreshFolder, type FinishedFile } from '../output.ts';
import { inspect } from '../probe/inspect.ts';
import type { Rejection } from '../rejections.ts';
import { drawLoudness } from './loudness-curve.ts';
import { encodePng } from './png.ts';

export interface SoundPictureOrder extends WorkOptions {
  sourcePath: string;
  /** Existing folder; the PNG is left in it, named by hash. */
  workDir: string;
}

const { widthPx, heightPx, spectrum, loudness } = SOUND_PICTURE;
/** Twice the highest frequency shown (Nyquist). */
const SAMPLE_RATE_HZ = 2 * spectrum.toHz;
const SPECTRUM =
  `showspectrumpic=s=${widthPx}x${spectrum.heightPx}:legend=0:mode=combined:color=magma:scale=log:drange=90` +
  `:fscale=log:start=${spectrum.fromHz}:stop=${spectrum.toHz},format=rgb24`;
const MOMENTARY = 'ebur128=metadata=1,ametadata=mode=print:key=lavfi.r128.M:file=-,anullsink';

function momentaryOf(stdout: string): number[] {
  return [...stdout.matchAll(/lavfi\.r128\.M=(\S+)/g)].map((match) => Number(match[1]));
}

/**
 * Draws a file's first sound track as `SOUND_PICTURE` lays it out: spectrum above, momentary loudness below.
 * Errors: those of `probeMedia`; `no_sound`.
 *
 * @throws AppError `cancelled`, `rendition_invalid`, `ffmpeg_missing`, `ffprobe_missing`, `program_failed`
 */
export async function drawSound(order: SoundPictureOrder): Promise<Result<FinishedFile, Rejection>> {
  const { sourcePath, workDir, signal } = order;
  const inspected = await inspect(sourcePath, { signal });
  if (!inspected.ok) return inspected;
  const { audio, demuxer, probe } = inspected.value;
  if (audio === null || demuxer === null) return err({ code: 'no_sound', detail: probe.kind });
  return inFreshFolder(workDir, async (folder) => {
    const rawPath = join(folder, 'spectrum.rgb');
    const end = await runFfmpeg({
      inputs: [{ path: sourcePath, demuxer }],
      graph:
        `[0:${audio.stream.index}]aresample=${SAMPLE_RATE_HZ},aformat=channel_layouts=mono,asplit=2[s][l];` +
        `[s]${SPECTRUM}[v];[l]${MOMENTARY}`,
      maps: ['[v]'],
      options: ['-c:v', 'rawvideo'],
      muxer: 'rawvideo',
      outputPath: rawPath,
      folder,
      signal,
    });
    if (end.stopped !== null) return err({ code: 'limit_exceeded', detail: `picture: ${end.stopped}` });
    if (end.exitCode !== 0) return err({ code: 'unreadable', detail: 'the sound cannot be decoded' });
    const upper = await readFile(rawPath);
    if (upper.length !== 3 * widthPx * spectrum.heightPx)
      throw new AppError('rendition_invalid', 'a spectrum has another size than ordered');
    const rgb = Buffer.alloc(3 * widthPx * heightPx);
    upper.copy(rgb, 3 * widthPx * spectrum.topPx);
    drawLoudness(momentaryOf(end.stdout)).copy(rgb, 3 * widthPx * loudness.topPx);
    const path = join(folder, 'picture.png');
    await writeFile(path, encodePng({ widthPx, heightPx, rgb }));
    return ok(await finish(path, workDir, 'png'));
  });
}
