import { ok, err, type Result } from '../core/model/result.ts';
import { drawPages } from './documents/pdf.ts';
import { MAX_SIDE_PX } from './ffmpeg/whitelists.ts';
import type { Inspected } from './probe/model.ts';
import type { Rejection } from './rejections.ts';

/**
 * The file `stills/` decodes: the upload, or one page of a document drawn into `folder`, its longer side at most
 * `longSidePx`.
 * Errors: those of `drawPages`; `no_picture` for a page there is not.
 */
export async function stillFile(
  source: Inspected,
  page: number,
  longSidePx: number,
  folder: string,
  signal: AbortSignal | undefined,
): Promise<Result<string, Rejection>> {
  if (source.probe.container !== 'pdf') return ok(source.path);
  const { pages } = source.probe;
  if (page > pages) return err({ code: 'no_picture', detail: `page ${page} of ${pages}` });
  const side = Math.min(MAX_SIDE_PX, Math.round(longSidePx));
  const drawn = await drawPages(
    source.path,
    { first: page, last: page, longSidePx: side, as: 'png' },
    folder,
    signal,
  );
  return drawn.ok ? ok(drawn.value[0] ?? '') : drawn;
}
