/** A still over HTTP(S), as IP cameras serve it. */
import { createWriteStream } from 'node:fs';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { err, ok, type Result } from '../../core/model/result.ts';
import type { CameraTarget } from './camera-target.ts';

const WITHIN_MS = 15_000;
const LIMIT_BYTES = 16 * 2 ** 20;

export interface CameraError {
  /**
   * `address`: the host is none we talk to; `unreachable`, `refused` (status other than 200, a redirect among them),
   * `too_large`, `too_slow`, `unreadable`: what came is no picture.
   */
  code: 'address' | 'unreachable' | 'refused' | 'too_large' | 'too_slow' | 'unreadable';
  detail: string;
}

class TooLarge extends Error {}

/** Writes the answer's body to `path`. A name and password in the URL are sent as Basic authentication. */
export async function fetchStill(
  url: URL,
  target: CameraTarget,
  path: string,
): Promise<Result<null, CameraError>> {
  const deadline = AbortSignal.timeout(WITHIN_MS);
  try {
    const answer = await ask(url, target, deadline);
    if (answer.statusCode !== 200) {
      answer.destroy();
      return err({ code: 'refused', detail: `HTTP ${String(answer.statusCode)}` });
    }
    let bytes = 0;
    await pipeline(
      answer,
      async function* (source: AsyncIterable<Buffer>) {
        for await (const piece of source) {
          bytes += piece.length;
          if (bytes > LIMIT_BYTES) throw new TooLarge();
          yield piece;
        }
      },
      createWriteStream(path),
      { signal: deadline },
    );
    return ok(null);
  } catch (error) {
    if (error instanceof TooLarge)
      return err({ code: 'too_large', detail: `more than ${LIMIT_BYTES} bytes` });
    if (deadline.aborted) return err({ code: 'too_slow', detail: `not within ${WITHIN_MS} ms` });
    return err({ code: 'unreachable', detail: error instanceof Error ? error.message : String(error) });
  }
}

function ask(url: URL, { address, family }: CameraTarget, signal: AbortSignal): Promise<IncomingMessage> {
  const isNamed = isIP(url.hostname.replace(/^\[(.*)\]$/, '$1')) === 0;
  const options = {
    host: address,
    family,
    port: url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port),
    path: `${url.pathname}${url.search}`,
    headers: { host: url.host, accept: 'image/jpeg, image/*;q=0.8' },
    agent: false,
    signal,
    ...(url.username === ''
      ? {}
      : { auth: `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}` }),
    ...(isNamed ? { servername: url.hostname } : {}),
  };
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestHttps(options) : requestHttp(options);
    request.once('response', resolve).once('error', reject).end();
  });
}
