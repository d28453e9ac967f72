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
import { chooseMono, MEASURE_CHANNELS, monoFilter, readChannels, type MonoChoice } from './to-mono.ts';

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

/** What a horn makes of it: two channels as they are put into one there, and not what cancels itself when added. */
function graphOf(streamIndex: number, channels: number, choice: MonoChoice): string {
  const curve = `[l]${MOMENTARY}`;
  const mono = `aresample=${SPECTRUM_RATE_HZ},aformat=sample_fmts=flt:channel_layouts=mono[a]`;
  if (channels !== 2) return `[0:${streamIndex}]asplit=2[s][l];${curve};[s]${mono}`;
  const stereo = 'aformat=channel_layouts=stereo';
  return `[0:${streamIndex}]${stereo},asplit=3[s][l][c];${curve};[c]${MEASURE_CHANNELS};[s]${monoFilter(choice)},${mono}`;
}

interface Drawn {
  samples: Float32Array;
  stdout: string;
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
  const { index, channels } = audio.stream;
  return inFreshFolder(workDir, async (folder) => {
    const decode = async (choice: MonoChoice): Promise<Result<Drawn, Rejection>> => {
      const rawPath = join(folder, `${choice}.f32`);
      const end = await runFfmpeg({
        inputs: [{ path: sourcePath, demuxer }],
        graph: graphOf(index, channels, choice),
        maps: ['[a]'],
        options: ['-c:a', 'pcm_f32le'],
        muxer: 'f32le',
        outputPath: rawPath,
        folder,
        signal,
      });
      if (end.stopped !== null) return err({ code: 'limit_exceeded', detail: `picture: ${end.stopped}` });
      if (end.exitCode !== 0) return err({ code: 'unreadable', detail: 'the sound cannot be decoded' });
      return ok({ samples: await readSamples(rawPath), stdout: end.stdout });
    };
    const summed = await decode('sum');
    if (!summed.ok) return summed;
    const choice = channels === 2 ? chooseMono(readChannels(summed.value.stdout)) : 'sum';
    const drawn = choice === 'sum' ? summed : await decode(choice);
    if (!drawn.ok) return drawn;
    const rgb = Buffer.alloc(3 * widthPx * heightPx);
    (await drawSpectrum(drawn.value.samples)).copy(rgb, 3 * widthPx * spectrum.topPx);
    drawLoudness(momentaryOf(drawn.value.stdout)).copy(rgb, 3 * widthPx * loudness.topPx);
    const path = join(folder, 'picture.png');
    await writeFile(path, encodePng({ widthPx, heightPx, rgb }), { flag: 'wx' });
    return ok(await finish(path, workDir, 'png'));
  });
}
