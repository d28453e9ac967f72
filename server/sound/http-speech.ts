/** A speech engine elsewhere: POST of JSON `{ text, language }`, answered with WAV, MP3 or OGG. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../core/model/app-error.ts';
import { err, ok, type Result } from '../../core/model/result.ts';
import { normaliseSpeech } from '../../core/speech/index.ts';
import { finishFile, type Rejection, type SpeechEngine, type SpeechOrder } from '../../media/index.ts';
import { findTarget, type CameraTarget } from '../eyes/camera-target.ts';

/** Five minutes of speech from an engine that is about as fast as a person speaks. */
const WITHIN_MS = 300_000;
/** Five minutes of stereo WAV at 48 kHz are 58 MB. */
const LIMIT_BYTES = 64 * 2 ** 20;
const EXTENSION_OF: Record<string, string> = {
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/wave': 'wav',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
};

class TooLarge extends Error {}

const refused = (detail: string): Result<never, Rejection> => err({ code: 'speech_unavailable', detail });

/**
 * The engine at this URL. Its host is looked up once and connected to as found; the link's own addresses are never
 * asked, redirects are refusals, the answer is at most 64 MiB within five minutes if nothing else is said, and it is
 * only a file until the sandbox has looked at it like at any upload.
 * Errors: `speech_unavailable`.
 *
 * @throws AppError `cancelled`
 */
export function httpSpeech(address: string, withinMs = WITHIN_MS): SpeechEngine {
  return {
    name: `http ${address}`,
    async speak(order) {
      const url = new URL(address);
      const deadline = AbortSignal.timeout(withinMs);
      // Without a network a look-up alone may take minutes, and cannot be stopped.
      const target = await Promise.race([
        findTarget(url.hostname, { allowLoopback: true }),
        once(deadline, 'abort').then(() => null),
      ]);
      if (deadline.aborted) return refused(`not within ${withinMs} ms`);
      if (target === null) return refused('address not allowed or not found');
      return fetchSpeech(url, target, order, { deadline, withinMs });
    },
  };
}

async function fetchSpeech(
  url: URL,
  target: CameraTarget,
  { text, language, workDir, signal }: SpeechOrder,
  { deadline, withinMs }: { deadline: AbortSignal; withinMs: number },
): ReturnType<SpeechEngine['speak']> {
  const stop = signal === undefined ? deadline : AbortSignal.any([deadline, signal]);
  const said = language === 'id' ? normaliseSpeech(text) : text;
  try {
    const answer = await ask(url, target, JSON.stringify({ text: said, language }), stop);
    const type = (answer.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    const extension = EXTENSION_OF[type];
    if (answer.statusCode !== 200 || extension === undefined) {
      answer.destroy();
      return refused(
        answer.statusCode === 200 ? 'the answer is no sound' : `HTTP ${String(answer.statusCode)}`,
      );
    }
    const path = join(workDir, 'spoken');
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
      createWriteStream(path, { flags: 'wx' }),
      { signal: stop },
    );
    return bytes === 0 ? refused('the answer is empty') : ok(await finishFile(path, workDir, extension));
  } catch (error) {
    if (signal?.aborted === true) throw new AppError('cancelled', 'the work was cancelled');
    if (error instanceof TooLarge) return refused(`more than ${LIMIT_BYTES} bytes`);
    if (deadline.aborted) return refused(`not within ${withinMs} ms`);
    return refused(error instanceof Error && 'code' in error ? String(error.code) : 'connection failed');
  }
}

function ask(
  url: URL,
  { address, family }: CameraTarget,
  body: string,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const isNamed = isIP(url.hostname.replace(/^\[(.*)\]$/, '$1')) === 0;
  const options = {
    method: 'POST',
    host: address,
    family,
    port: url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port),
    path: `${url.pathname}${url.search}`,
    headers: {
      host: url.host,
      accept: 'audio/wav, audio/mpeg, audio/ogg',
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
    },
    agent: false,
    signal,
    ...(isNamed ? { servername: url.hostname } : {}),
  };
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestHttps(options) : requestHttp(options);
    request.once('response', resolve).once('error', reject).end(body);
  });
}
