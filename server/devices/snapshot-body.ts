import type { IncomingMessage } from 'node:http';
import { SNAPSHOT_LIMIT_BYTES } from '../../core/protocol/device.ts';
import { readBody } from '../http/read-body.ts';
import { Refusal } from '../http/refusal.ts';

/** Start and end of a JPEG stream (ITU-T T.81 §B.1.1.3: SOI followed by a marker, EOI). */
const START = Buffer.from([0xff, 0xd8, 0xff]);
const END = Buffer.from([0xff, 0xd9]);

/** The JPEG in a request's body. Refuses with `too_large` or `invalid_request`. */
export async function readSnapshot(req: IncomingMessage): Promise<Buffer> {
  const jpeg = await readBody(req, 'image/jpeg', SNAPSHOT_LIMIT_BYTES);
  const isJpeg = jpeg.subarray(0, START.length).equals(START) && jpeg.subarray(-END.length).equals(END);
  if (!isJpeg) throw new Refusal('invalid_request', { detail: 'not a JPEG' });
  return jpeg;
}
