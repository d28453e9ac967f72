/** A stored file with Range (RFC 9110 §14), every chunk checked against its hash before it leaves. */
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { HashStore } from '../../media/store/index.ts';
import type { MediaFile } from '../store/media-files.ts';
import { Refusal } from './refusal.ts';

interface ByteRange {
  startByte: number;
  endByte: number;
}

/** The one range asked for; `whole` without a usable Range header (several ranges are answered as none). */
function rangeOf(req: Request, bytes: number): ByteRange | 'whole' | 'unsatisfiable' {
  const ranges = req.range(bytes, { combine: true });
  if (ranges === -1) return 'unsatisfiable';
  const [only] =
    ranges === undefined || ranges === -2 || ranges.type !== 'bytes' || ranges.length !== 1 ? [] : ranges;
  return only === undefined ? 'whole' : { startByte: only.start, endByte: only.end + 1 };
}

const endedEarly = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';

/** Nobody reads the answer any more. */
const hasLeft = (res: Response): boolean => res.destroyed || res.closed;

/**
 * Sends `file`, or the range of it that was asked for. The name is its hash, so it never changes.
 * Refuses with `not_found` when the store does not have it whole; a chunk found damaged later breaks the answer off.
 */
export async function sendStoredFile(
  store: HashStore,
  file: MediaFile,
  req: Request,
  res: Response,
  onCorrupt: (fault: { sha256: string; chunk: number }) => void,
): Promise<void> {
  const etag = `"${file.sha256}"`;
  res.set({
    'Content-Type': file.mimeType,
    'Accept-Ranges': 'bytes',
    ETag: etag,
    'Cache-Control': 'private, max-age=31536000, immutable',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; sandbox",
  });
  // The name is the hash of the content: who has it has the newest, whatever else the request asks of caches.
  if (req.headers['if-none-match'] === etag) {
    res.status(304).end();
    return;
  }
  const asked = rangeOf(req, file.bytes);
  if (asked === 'unsatisfiable') {
    res.status(416).set('Content-Range', `bytes */${file.bytes}`).end();
    return;
  }
  const range = asked === 'whole' ? { startByte: 0, endByte: file.bytes } : asked;
  const opened = await store.openRange({ ...file, chunkSha256: [...file.chunkSha256] }, range, onCorrupt);
  if (!opened.ok) throw new Refusal('not_found');
  res.status(asked === 'whole' ? 200 : 206).set('Content-Length', String(range.endByte - range.startByte));
  if (asked !== 'whole') {
    res.set('Content-Range', `bytes ${range.startByte}-${range.endByte - 1}/${file.bytes}`);
  }
  if (req.method === 'HEAD' || hasLeft(res)) {
    opened.value.destroy();
    res.end();
    return;
  }
  try {
    await pipeline(opened.value, res);
  } catch (error) {
    // The reader went away, as video elements do when they seek.
    if (!endedEarly(error)) throw error;
  }
}
