import type { IncomingMessage } from 'node:http';
import { SNAPSHOT_LIMIT_BYTES } from '../../core/protocol/device.ts';
import { Refusal } from '../http/refusal.ts';

/** Start and end of a JPEG stream (ITU-T T.81 §B.1.1.3: SOI followed by a marker, EOI). */
const START = Buffer.from([0xff, 0xd8, 0xff]);
const END = Buffer.from([0xff, 0xd9]);

/** The JPEG in a request's body. Refuses with `too_large` at the first byte too many, or `invalid_request`. */
export async function readSnapshot(req: IncomingMessage): Promise<Buffer> {
  if (req.headers['content-type'] !== 'image/jpeg')
    throw new Refusal('invalid_request', { detail: 'image/jpeg' });
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of req as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > SNAPSHOT_LIMIT_BYTES) throw new Refusal('too_large');
    parts.push(part);
  }
  const jpeg = Buffer.concat(parts);
  const isJpeg = jpeg.subarray(0, START.length).equals(START) && jpeg.subarray(-END.length).equals(END);
  if (!isJpeg) throw new Refusal('invalid_request', { detail: 'not a JPEG' });
  return jpeg;
}
