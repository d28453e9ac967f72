import type { IncomingMessage } from 'node:http';
import { Refusal } from './refusal.ts';

/**
 * A request's raw body. Refuses with `invalid_request` for another type, `too_large` at the first byte too many; what
 * still comes is then read and dropped, since a caller whose line is cut never hears why.
 */
export async function readBody(
  req: IncomingMessage,
  contentType: string,
  limitBytes: number,
): Promise<Buffer> {
  if (req.headers['content-type'] !== contentType)
    throw new Refusal('invalid_request', { detail: contentType });
  const parts: Buffer[] = [];
  let bytes = 0;
  const incoming: AsyncIterable<Buffer> = req.iterator({ destroyOnReturn: false });
  for await (const part of incoming) {
    bytes += part.length;
    if (bytes > limitBytes) {
      req.resume();
      throw new Refusal('too_large');
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}
