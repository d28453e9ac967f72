import { join } from 'node:path';
import { err, ok, type Result } from '../../core/model/result.ts';
import { grabFrame } from '../../media/index.ts';
import { fetchStill, type CameraError } from './camera-still.ts';
import { findTarget, type TargetRules } from './camera-target.ts';

/** A file in `folder` with what the camera shows now; whether it is a picture is for the still worker to say. */
export async function askCamera(
  cameraUrl: string,
  folder: string,
  rules: TargetRules,
): Promise<Result<string, CameraError>> {
  const url = new URL(cameraUrl);
  const target = await findTarget(url.hostname, rules);
  if (target === null) return err({ code: 'address', detail: 'no address a camera may have' });
  if (url.protocol !== 'rtsp:') {
    const path = join(folder, 'still');
    const fetched = await fetchStill(url, target, path);
    return fetched.ok ? ok(path) : fetched;
  }
  // The address that was judged, so that nothing is asked for it again.
  url.hostname = target.family === 6 ? `[${target.address}]` : target.address;
  const frame = await grabFrame({ url: url.href, folder });
  if (frame.ok) return frame;
  const code = frame.error.code === 'limit_exceeded' ? 'too_slow' : 'unreachable';
  return err({ code, detail: frame.error.detail });
}
