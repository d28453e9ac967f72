/** Photos of phones in HEIC, opened by libheif's converter where it is installed: in the sandbox. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok, type Result } from '../core/model/result.ts';
import { findOnPath } from './ffmpeg/binaries.ts';
import type { Limits } from './ffmpeg/limits.ts';
import { runProgram } from './ffmpeg/run.ts';
import { MAX_STILL_PIXELS } from './ffmpeg/whitelists.ts';
import { checkStillPixels } from './probe/model.ts';
import type { Rejection } from './rejections.ts';
import { InspectAnswer } from './stills/jobs.ts';
import { runStill } from './stills/run.ts';

const GIB = 2 ** 30;
const HEIC_RUN: Limits = { wallMs: 60_000, cpuSeconds: 60, memoryBytes: 4 * GIB, fileBytes: GIB / 2 };

/**
 * Writes the first picture of a HEIC file, upright, as PNG into `folder` and answers its path.
 * Errors: `heic` without a converter, `too_many_pixels` (before anything is decoded), `unreadable`, `limit_exceeded`.
 *
 * @throws AppError `cancelled`, `program_failed`
 */
export async function heicToPng(
  path: string,
  folder: string,
  signal?: AbortSignal,
): Promise<Result<string, Rejection>> {
  const looked = await runStill(
    { job: 'inspect', sourcePath: path, maxPixels: MAX_STILL_PIXELS },
    InspectAnswer,
    { signal },
  );
  if (!looked.ok) return looked;
  const { header } = looked.value;
  if (header === null) return err({ code: 'unreadable', detail: 'HEIC' });
  const pixels = checkStillPixels(header.widthPx, header.heightPx);
  if (pixels !== null) return err(pixels);
  const program = await findOnPath('heif-convert');
  if (program === undefined) return err({ code: 'heic', detail: 'heif-convert is not installed' });
  const args = [path, join(folder, 'photo.png')];
  const end = await runProgram({ program, args, reads: [path], writes: folder, limits: HEIC_RUN, signal });
  if (end.stopped !== null) return err({ code: 'limit_exceeded', detail: `HEIC: ${end.stopped}` });
  // A file of several pictures is written as photo-1.png, photo-2.png …
  const [first] = (await readdir(folder)).filter((name) => /^photo(?:-1)?\.png$/.test(name));
  if (end.exitCode !== 0 || first === undefined) return err({ code: 'unreadable', detail: 'HEIC' });
  return ok(join(folder, first));
}
