import type { ManifestMedia } from '../../core/model/programme.ts';
import { err, ok, type Result } from '../../core/model/result.ts';
import { CHUNK_BYTES } from '../../core/trust/index.ts';
import type { DeviceApi } from '../sync/device-api.ts';
import { HttpFailure, type HttpError } from '../sync/http.ts';
import type { Session } from '../sync/session.ts';
import type { Bandwidth } from './bandwidth.ts';
import type { DownloadRules } from './rules.ts';

/** Bytes of a file as they come; the loop over them may throw an `HttpFailure`. */
export interface Incoming {
  /** They begin at the file's first byte, whatever was asked for. */
  fromStart: boolean;
  body: AsyncIterable<Uint8Array>;
}

/** Where a file's missing bytes come from. */
export interface MediaSource {
  /** Whether some of it may come without costing the link, also while the rules hold the file back. */
  mayBeFree(): boolean;
  open(
    file: ManifestMedia,
    startByte: number,
    session: Session,
    signal: AbortSignal,
  ): Promise<Result<Incoming, HttpError>>;
}

export interface OriginOptions {
  api: Pick<DeviceApi, 'media'>;
  bandwidth: Bandwidth;
  rules: DownloadRules;
}

/** The server, as fast as the manifest's cap allows. */
export class Origin implements MediaSource {
  readonly #options: OriginOptions;

  constructor(options: OriginOptions) {
    this.#options = options;
  }

  mayBeFree(): boolean {
    return false;
  }

  async open(
    file: ManifestMedia,
    startByte: number,
    session: Session,
    signal: AbortSignal,
  ): Promise<Result<Incoming, HttpError>> {
    const answer = await this.#options.api.media(session, file.sha256, { startByte }, signal);
    if (!answer.ok) return answer;
    const body = this.#capped(file.sha256, answer.value.body, AbortSignal.any([session.signal, signal]));
    return ok({ fromStart: answer.value.status !== 206, body });
  }

  /** One chunk, not verified yet. Errors: those of HTTP, `network` for another length than the chunk's. */
  async chunk(
    file: ManifestMedia,
    chunk: number,
    session: Session,
    signal: AbortSignal,
  ): Promise<Result<Uint8Array, HttpError>> {
    const startByte = chunk * CHUNK_BYTES;
    const endByte = Math.min(startByte + CHUNK_BYTES, file.bytes);
    const answer = await this.#options.api.media(session, file.sha256, { startByte, endByte }, signal);
    if (!answer.ok) return answer;
    const bytes = new Uint8Array(endByte - startByte);
    let filled = 0;
    try {
      const either = AbortSignal.any([session.signal, signal]);
      for await (const piece of this.#capped(file.sha256, answer.value.body, either)) {
        if (filled + piece.length > bytes.length) return wrongLength(chunk);
        bytes.set(piece, filled);
        filled += piece.length;
      }
    } catch (error) {
      if (error instanceof HttpFailure) return err(error.error);
      throw error;
    }
    return filled === bytes.length ? ok(bytes) : wrongLength(chunk);
  }

  async *#capped(
    sha256: string,
    body: AsyncIterable<Uint8Array>,
    signal: AbortSignal,
  ): AsyncGenerator<Uint8Array> {
    const { bandwidth, rules } = this.#options;
    for await (const piece of body) {
      yield piece;
      try {
        await bandwidth.take(piece.length, rules.capKbps(sha256), signal);
      } catch (error) {
        if (!signal.aborted) throw error;
        throw new HttpFailure({ code: 'network', detail: 'given up' });
      }
    }
  }
}

const wrongLength = (chunk: number): Result<never, HttpError> =>
  err({ code: 'network', detail: `chunk ${chunk} came with another length` });
