import { ok, type Result } from '../../core/model/result.ts';
import { inspectPdf } from '../documents/pdf.ts';
import type { Rejection } from '../rejections.ts';
import type { Inspected } from './model.ts';

/** A page has no pixels of its own; it is described by what it has at this many to a point of 1/72 inch. */
const PX_PER_POINT = 2;

/** Errors: those of `inspectPdf`. */
export async function inspectDocument(
  path: string,
  signal?: AbortSignal,
): Promise<Result<Inspected, Rejection>> {
  const facts = await inspectPdf(path, signal);
  if (!facts.ok) return facts;
  const { pages, widthPt, heightPt } = facts.value;
  return ok({
    path,
    demuxer: null,
    video: null,
    audio: null,
    probe: {
      kind: 'image',
      container: 'pdf',
      durationMs: null,
      video: {
        codec: 'pdf',
        profile: null,
        pixelFormat: null,
        widthPx: PX_PER_POINT * widthPt,
        heightPx: PX_PER_POINT * heightPt,
        frameRate: null,
        rotationDeg: 0,
        sampleAspect: { num: 1, den: 1 },
        transfer: null,
        hasBFrames: false,
      },
      audio: null,
      pages,
    },
  });
}
