/** Looks at a finished video as a player will, before anyone is told it exists. */
import { ok, type Result } from '../core/model/result.ts';
import { runFfmpeg } from './ffmpeg/command.ts';
import { topLevelBoxes } from './probe/boxes.ts';
import { inspect } from './probe/inspect.ts';
import { frameCount, pictureObstacles, soundConforms, type PanelTarget } from './profiles.ts';
import type { Rejection } from './rejections.ts';

export interface VerifyOptions {
  /** Frames the file must have; null accepts what `pictureObstacles` accepts. */
  fps: number | null;
  signal?: AbortSignal | undefined;
}

async function decodesKeyframes(path: string, all: boolean, signal?: AbortSignal): Promise<boolean> {
  const end = await runFfmpeg({
    inputs: [{ path, demuxer: 'mov', keyframesOnly: all, strict: true }],
    maps: ['0:v:0'],
    options: all ? ['-fps_mode', 'passthrough'] : ['-frames:v', '1'],
    muxer: 'null',
    signal,
  });
  return end.exitCode === 0 && end.stopped === null;
}

/**
 * What is wrong with a rendition; an empty list when nothing is. Decodes the first frame of what we encoded
 * ourselves, and every keyframe of what was copied from an upload, where a hole may hide.
 */
export async function flawsOf(
  path: string,
  target: PanelTarget,
  options: VerifyOptions,
): Promise<Result<string[], Rejection>> {
  const { fps, signal } = options;
  const [inspected, { boxes }, isDecodable] = await Promise.all([
    inspect(path, { signal }),
    topLevelBoxes(path),
    decodesKeyframes(path, fps === null, signal),
  ]);
  if (!inspected.ok) return inspected;
  const { video } = inspected.value;
  if (video === null) return ok(['no picture']);
  const flaws = pictureObstacles(video, target).map((name) => `picture: ${name}`);
  if (!soundConforms(inspected.value, target.airDurationMs)) flaws.push('sound: codec or length');
  if (fps !== null && video.timing.frames !== frameCount(target.airDurationMs, fps)) {
    flaws.push('picture: frame count');
  }
  const order = boxes.map((box) => box.type);
  if (order.indexOf('moov') > order.indexOf('mdat')) flaws.push('index after the media');
  if (!isDecodable) flaws.push('picture: does not decode');
  return ok(flaws);
}
