import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { LOG_LIMIT_BYTES } from '../../core/protocol/device.ts';
import { readBody } from '../http/read-body.ts';
import { Refusal } from '../http/refusal.ts';

/** A player keeps about 200 kB of lines; more, unpacked, is no log of ours. */
const UNPACKED_LIMIT_BYTES = 2 ** 20;

/** The log in a request's body, still packed. Refuses with `too_large` or `invalid_request`. */
export async function readLog(req: IncomingMessage): Promise<Buffer> {
  const packed = await readBody(req, 'application/gzip', LOG_LIMIT_BYTES);
  try {
    await promisify(gunzip)(packed, { maxOutputLength: UNPACKED_LIMIT_BYTES });
  } catch (cause) {
    if (cause instanceof RangeError) throw new Refusal('too_large');
    throw new Refusal('invalid_request', { detail: 'not a gzip file' });
  }
  return packed;
}
