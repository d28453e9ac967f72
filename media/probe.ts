import type { MediaProbe } from '../core/model/catalogue.ts';
import { err, type Result } from '../core/model/result.ts';
import { inspectOnce } from './probe/inspect-once.ts';
import type { Rejection } from './rejections.ts';

export interface ProbeOptions {
  signal?: AbortSignal;
  /** What the file is for: something to look at, or something to hear. */
  purpose?: 'picture' | 'sound';
  /** Longest that is accepted; five minutes when left out. */
  maxDurationMs?: number;
}

/**
 * What an uploaded file is: identified by content, headers and packet index read in the sandbox, nothing written.
 * Errors: every code of `RejectionCode` but `silent`; `no_picture` and `no_sound` depend on `purpose`.
 *
 * @throws AppError `cancelled`, `ffmpeg_missing`, `ffprobe_missing`, `program_failed`
 */
export async function probeMedia(
  path: string,
  options: ProbeOptions = {},
): Promise<Result<MediaProbe, Rejection>> {
  const inspected = await inspectOnce(path, options);
  if (!inspected.ok) return inspected;
  const { probe } = inspected.value;
  if (options.purpose === 'picture' && probe.video === null)
    return err({ code: 'no_picture', detail: probe.kind });
  if (options.purpose === 'sound' && probe.audio === null)
    return err({ code: 'no_sound', detail: probe.kind });
  return { ok: true, value: probe };
}
