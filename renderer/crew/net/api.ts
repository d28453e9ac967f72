/** The phone's line to the server: proves its key when it has to, and tells refusals from having no network. */
import { crewChallenge, crewSession } from '../../../core/api/crew.ts';
import type { Contract, RequestOf, ResponseOf } from '../../../core/api/contract.ts';
import { Problem } from '../../../core/api/problems.ts';
import { urlOf } from '../../../core/api/url.ts';
import { CREW_SESSION_CONTEXT } from '../../../core/protocol/crew.ts';
import type { Phone, PhoneKey } from '../store/database.ts';
import { signLines } from './phone-key.ts';

/** The server said no. */
export class RefusedError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.name = 'RefusedError';
    this.problem = problem;
  }
}

/** No answer: no network, a portal in between, or the server is down. */
export class OfflineError extends Error {
  constructor(cause: unknown) {
    super('no answer', { cause });
    this.name = 'OfflineError';
  }
}

/** A small answer that takes longer than this does not come. */
const TIMEOUT_MS = 20_000;

/** Asked for a session, the server said that this phone has no rights: only a new QR code brings them back. */
export class RevokedError extends Error {
  constructor(cause: unknown) {
    super('revoked', { cause });
    this.name = 'RevokedError';
  }
}

async function send(url: string, init: RequestInit, timeoutMs: number | null): Promise<Response> {
  const signals = [init.signal, timeoutMs === null ? null : AbortSignal.timeout(timeoutMs)];
  let response: Response;
  try {
    const signal = AbortSignal.any(signals.filter((one) => one !== null && one !== undefined));
    response = await fetch(url, { ...init, signal, cache: 'no-store' });
  } catch (cause) {
    throw new OfflineError(cause);
  }
  if (response.ok) return response;
  let body: unknown;
  try {
    body = await response.json();
  } catch (cause) {
    throw new OfflineError(cause);
  }
  const problem = Problem.safeParse(body);
  if (!problem.success) throw new OfflineError(problem.error);
  throw new RefusedError(problem.data);
}

/** A public route. Throws `RefusedError` or `OfflineError`. */
export async function callPublic<C extends Contract>(
  contract: C,
  request: RequestOf<C>,
): Promise<ResponseOf<C>> {
  return await readAnswer(
    contract,
    await send(urlOf(contract, request), initOf(contract, request), TIMEOUT_MS),
  );
}

function initOf(contract: Contract, request: object): RequestInit {
  const body = (request as { body?: unknown }).body;
  return {
    method: contract.method.toUpperCase(),
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  };
}

async function readAnswer<C extends Contract>(contract: C, response: Response): Promise<ResponseOf<C>> {
  const { response: expected } = contract;
  if (expected === null) return undefined as ResponseOf<C>;
  if ('mediaTypes' in expected) throw new TypeError('a file is not read like this');
  let answer: unknown;
  try {
    answer = await response.json();
  } catch (cause) {
    throw new OfflineError(cause);
  }
  const parsed = expected.safeParse(answer);
  if (!parsed.success) throw new OfflineError(parsed.error);
  return parsed.data as ResponseOf<C>;
}

export class Line {
  readonly #phone: Phone;
  readonly #key: PhoneKey;
  #session: Promise<string> | null = null;

  constructor(phone: Phone, key: PhoneKey) {
    this.#phone = phone;
    this.#key = key;
  }

  /** A JSON route of this phone. Throws `RefusedError`, `RevokedError` or `OfflineError`. */
  async call<C extends Contract>(
    contract: C,
    request: RequestOf<C>,
    options: { signal?: AbortSignal; timeoutMs?: number } = {},
  ): Promise<ResponseOf<C>> {
    const init = { ...initOf(contract, request), ...(options.signal && { signal: options.signal }) };
    const response = await this.#authorised(urlOf(contract, request), init, options.timeoutMs ?? TIMEOUT_MS);
    return await readAnswer(contract, response);
  }

  /** A file from this byte on. */
  async fetchFrom(url: string, fromByte: number, signal: AbortSignal): Promise<Response> {
    const headers = fromByte === 0 ? {} : { range: `bytes=${String(fromByte)}-` };
    return await this.#authorised(url, { headers, signal }, null);
  }

  async #authorised(url: string, init: RequestInit, timeoutMs: number | null): Promise<Response> {
    const withToken = async (): Promise<RequestInit> => {
      const headers = new Headers(init.headers);
      headers.set('authorization', `Bearer ${await this.#token()}`);
      return { ...init, headers };
    };
    try {
      return await send(url, await withToken(), timeoutMs);
    } catch (error) {
      // Sessions end by the hour, and with the server's process: prove the key again, once.
      if (!(error instanceof RefusedError && error.problem.code === 'device_unknown')) throw error;
      this.#session = null;
      return await send(url, await withToken(), timeoutMs);
    }
  }

  #token(): Promise<string> {
    this.#session ??= this.#open().catch((error: unknown) => {
      this.#session = null;
      throw error;
    });
    return this.#session;
  }

  async #open(): Promise<string> {
    const { deviceId } = this.#phone;
    const { nonce } = await callPublic(crewChallenge, {});
    const signature = await signLines(this.#key.privateKey, [CREW_SESSION_CONTEXT, nonce]);
    try {
      const { token } = await callPublic(crewSession, { body: { deviceId, nonce, signature } });
      return token;
    } catch (error) {
      const isOut =
        error instanceof RefusedError && ['device_revoked', 'device_unknown'].includes(error.problem.code);
      throw isOut ? new RevokedError(error) : error;
    }
  }
}
