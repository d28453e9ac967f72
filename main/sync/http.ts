import { err, ok, type Result } from '../../core/model/result.ts';

export interface HttpError {
  /**
   * `network`: no connection or cut off; `status`: refused by the server, see `status`; `too_large`: more than the
   * limit; `too_slow`: fewer bytes than a working connection brings.
   */
  code: 'network' | 'status' | 'too_large' | 'too_slow';
  detail: string;
  status?: number;
}

export interface HttpLimits {
  /** Wait for the answer to begin. */
  headersMs: number;
  /** Body bytes that have to come in each such time of waiting for them, or the server is taken for hung. */
  leastBytes: number;
  windowMs: number;
}

/** A prepaid 4G link at its worst still brings 1 KiB/s. */
const DEFAULT_LIMITS: HttpLimits = { headersMs: 15_000, leastBytes: 16 * 1024, windowMs: 16_000 };

export interface HttpRequest {
  url: URL;
  token: string;
  method?: 'GET' | 'POST' | 'PUT';
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array<ArrayBuffer>;
  limits?: HttpLimits;
  /** Aborted when the player stops or the connection it belongs to is gone. */
  signal: AbortSignal;
}

export interface StreamedAnswer {
  status: number;
  /** Throws `HttpFailure` when the body stalls or is cut off. */
  body: AsyncIterable<Uint8Array>;
}

/** Carries an `HttpError` through a stream. */
export class HttpFailure extends Error {
  readonly error: HttpError;
  constructor(error: HttpError) {
    super(error.detail);
    this.name = 'HttpFailure';
    this.error = error;
  }
}

/** One request; redirects are refused, since a server of ours sends none. Errors: `network`, `status`, `too_slow`. */
export async function request(given: HttpRequest): Promise<Result<StreamedAnswer, HttpError>> {
  const limits = given.limits ?? DEFAULT_LIMITS;
  const guard = new AbortController();
  const stop = () => {
    guard.abort();
  };
  given.signal.addEventListener('abort', stop, { once: true });
  const patience = setTimeout(stop, limits.headersMs);
  const release = () => {
    given.signal.removeEventListener('abort', stop);
  };
  try {
    const response = await fetch(given.url, {
      method: given.method ?? 'GET',
      headers: { authorization: `Bearer ${given.token}`, ...given.headers },
      body: given.body ?? null,
      redirect: 'error',
      signal: AbortSignal.any([guard.signal, given.signal]),
    });
    clearTimeout(patience);
    if (!response.ok) {
      stop();
      release();
      return err({ code: 'status', detail: `HTTP ${response.status}`, status: response.status });
    }
    return ok({ status: response.status, body: paced(response, limits, guard, release) });
  } catch (error) {
    release();
    if (guard.signal.aborted && !given.signal.aborted)
      return err({ code: 'too_slow', detail: 'no answer in time' });
    return err({ code: 'network', detail: describe(error) });
  } finally {
    clearTimeout(patience);
  }
}

/** The whole body as bytes. Errors: `network`, `status`, `too_slow`, `too_large` at the first byte over `maxBytes`. */
export async function requestBytes(given: HttpRequest, maxBytes: number): Promise<Result<Buffer, HttpError>> {
  const answer = await request(given);
  if (!answer.ok) return answer;
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const piece of answer.value.body) {
      bytes += piece.length;
      if (bytes > maxBytes) return err({ code: 'too_large', detail: `more than ${maxBytes} bytes` });
      pieces.push(piece);
    }
  } catch (error) {
    if (error instanceof HttpFailure) return err(error.error);
    throw error;
  }
  return ok(Buffer.concat(pieces));
}

/**
 * Passes the body on while it keeps coming; leaving the loop early ends the request. Only the time spent waiting for
 * the sender counts against it: a reader that keeps to a cap is slow on purpose.
 */
async function* paced(
  // Held whole: fetch cancels the body of a response that is collected before anybody reads it.
  response: Response,
  limits: HttpLimits,
  guard: AbortController,
  release: () => void,
): AsyncGenerator<Uint8Array> {
  let inWindow = 0;
  let isTooSlow = false;
  let waitedMs = 0;
  let sinceMs = 0;
  let timer: NodeJS.Timeout | undefined;
  const wait = () => {
    sinceMs = performance.now();
    timer = setTimeout(judge, Math.max(0, limits.windowMs - waitedMs));
  };
  const arrived = () => {
    clearTimeout(timer);
    waitedMs += performance.now() - sinceMs;
  };
  const judge = () => {
    if (inWindow < limits.leastBytes) {
      isTooSlow = true;
      guard.abort();
    }
    inWindow = 0;
    waitedMs = 0;
    wait();
  };
  try {
    wait();
    for await (const piece of response.body ?? []) {
      arrived();
      inWindow += piece.length;
      yield piece;
      wait();
    }
  } catch (error) {
    throw new HttpFailure(
      isTooSlow
        ? { code: 'too_slow', detail: `less than ${limits.leastBytes} bytes in ${limits.windowMs} ms` }
        : { code: 'network', detail: describe(error) },
    );
  } finally {
    clearTimeout(timer);
    release();
    guard.abort();
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
