/** The player's HTTP calls, by the contracts of core/api. */
import type { z } from 'zod';
import { getDeviceMedia, getManifest, postPlays, postSnapshot, putLog } from '../../core/api/device.ts';
import { err, ok, type Result } from '../../core/model/result.ts';
import { ManifestBundle, type PlayBatch, type SnapshotSource } from '../../core/protocol/device.ts';
import {
  request,
  requestBytes,
  type HttpError,
  type HttpLimits,
  type HttpRequest,
  type StreamedAnswer,
} from './http.ts';
import type { Session } from './session.ts';

/** Largest answer with a manifest and the approvals of all it names. */
const BUNDLE_LIMIT_BYTES = 64 * 2 ** 20;
const ACK_LIMIT_BYTES = 64 * 1024;

export interface ApiError {
  /**
   * Those of `HttpError`; `unknown_schema`: not what this version understands, refused whole; `budget_spent`: the
   * month's data are, and this can wait.
   */
  code: HttpError['code'] | 'unknown_schema' | 'budget_spent';
  detail: string;
}

/** What a month may cost, and has cost: bodies of requests and answers count. */
export interface Meter {
  count(bytes: number): void;
  isSpent(): boolean;
}

export class DeviceApi {
  readonly #serverUrl: URL;
  readonly #limits: HttpLimits | undefined;
  readonly #meter: Meter;

  constructor(serverUrl: URL, limits: HttpLimits | undefined, meter: Meter) {
    this.#serverUrl = serverUrl;
    this.#limits = limits;
    this.#meter = meter;
  }

  async manifest(session: Session, rootVersion: number): Promise<Result<ManifestBundle, ApiError>> {
    const url = new URL(getManifest.path, this.#serverUrl);
    url.searchParams.set('rootVersion', String(rootVersion));
    const answer = await this.#bytes({ ...this.#base(session), url }, BUNDLE_LIMIT_BYTES);
    return answer.ok ? parse(ManifestBundle, answer.value) : answer;
  }

  /** The bytes [startByte, endByte) of a file, to its end without `endByte`; counted as they are read. */
  async media(
    session: Session,
    sha256: string,
    range: { startByte: number; endByte?: number },
    signal: AbortSignal,
  ): Promise<Result<StreamedAnswer, HttpError>> {
    const { startByte, endByte } = range;
    const isWhole = startByte === 0 && endByte === undefined;
    const answer = await request({
      ...this.#base(session),
      url: new URL(getDeviceMedia.path.replace(':sha256', sha256), this.#serverUrl),
      headers: isWhole ? {} : { range: `bytes=${startByte}-${endByte === undefined ? '' : endByte - 1}` },
      signal: AbortSignal.any([session.signal, signal]),
    });
    return answer.ok ? ok({ ...answer.value, body: this.#counted(answer.value.body) }) : answer;
  }

  /** Highest sequence up to which the server stored every play of the batch's epoch. */
  async plays(session: Session, batch: PlayBatch): Promise<Result<number, ApiError>> {
    const answer = await this.#bytes(
      {
        ...this.#base(session),
        url: new URL(postPlays.path, this.#serverUrl),
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(batch),
      },
      ACK_LIMIT_BYTES,
    );
    const parsed = answer.ok ? parse(postPlays.response, answer.value) : answer;
    return parsed.ok ? ok(parsed.value.acknowledgedSequence) : parsed;
  }

  /** Not sent once the month's data are spent. */
  async snapshot(
    session: Session,
    jpeg: Uint8Array<ArrayBuffer>,
    source: SnapshotSource,
  ): Promise<Result<null, ApiError>> {
    if (this.#meter.isSpent())
      return err({ code: 'budget_spent', detail: 'the data of this month are spent' });
    const answer = await this.#bytes(
      {
        ...this.#base(session),
        url: new URL(`${postSnapshot.path}?source=${source}`, this.#serverUrl),
        method: 'POST',
        headers: { 'content-type': 'image/jpeg' },
        body: jpeg,
      },
      ACK_LIMIT_BYTES,
    );
    return answer.ok ? ok(null) : answer;
  }

  /** Log lines, gzip-compressed; not sent once the month's data are spent. */
  async log(session: Session, packed: Uint8Array<ArrayBuffer>): Promise<Result<null, ApiError>> {
    if (this.#meter.isSpent())
      return err({ code: 'budget_spent', detail: 'the data of this month are spent' });
    const answer = await this.#bytes(
      {
        ...this.#base(session),
        url: new URL(putLog.path, this.#serverUrl),
        method: 'PUT',
        headers: { 'content-type': 'application/gzip' },
        body: packed,
      },
      ACK_LIMIT_BYTES,
    );
    return answer.ok ? ok(null) : answer;
  }

  async #bytes(given: HttpRequest, maxBytes: number): Promise<Result<Buffer, HttpError>> {
    const answer = await requestBytes(given, maxBytes);
    this.#meter.count((given.body?.length ?? 0) + (answer.ok ? answer.value.length : 0));
    return answer;
  }

  async *#counted(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const piece of body) {
      this.#meter.count(piece.length);
      yield piece;
    }
  }

  #base(session: Session) {
    return {
      token: session.token,
      signal: session.signal,
      ...(this.#limits && { limits: this.#limits }),
    };
  }
}

function parse<T>(schema: z.ZodType<T>, body: Buffer): Result<T, ApiError> {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    return err({ code: 'unknown_schema', detail: 'not JSON' });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  return err({ code: 'unknown_schema', detail: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` });
}
