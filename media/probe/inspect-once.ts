import type { Result } from '../../core/model/result.ts';
import { KnownFiles } from '../known-files.ts';
import type { Rejection } from '../rejections.ts';
import { inspect, MAX_DURATION_MS, type InspectOptions } from './inspect.ts';
import type { Inspected } from './model.ts';

const inspected = new KnownFiles<Inspected>();

/**
 * `inspect` for files that do not change any more: an upload is probed, gets its poster and is made into a rendition
 * for each panel size, and is looked at once for all of it.
 */
export async function inspectOnce(
  path: string,
  options: InspectOptions = {},
): Promise<Result<Inspected, Rejection>> {
  const answer = await inspected.ask(path, 'inspect', () => inspect(path, options));
  if (!answer.ok) return answer;
  // Found out under a wider limit than this caller's.
  const isTooLong = (answer.value.probe.durationMs ?? 0) > (options.maxDurationMs ?? MAX_DURATION_MS);
  return isTooLong ? inspect(path, options) : { ok: true, value: { ...answer.value, path } };
}
