/** The player's HTTP calls for its own software, by the contracts of core/api. */
import { getDeviceRelease, getDeviceReleaseFile } from '../../core/api/releases.ts';
import { urlOf } from '../../core/api/url.ts';
import { err, ok, type Result } from '../../core/model/result.ts';
import { maxEnvelopeBytes, readEnvelope, type Envelope } from '../../core/trust/index.ts';
import type { MeteredLink } from '../cache/metered-link.ts';
import { request, requestBytes, type HttpLimits, type StreamedAnswer } from '../sync/http.ts';
import type { Session } from '../sync/session.ts';

export interface ReleaseApiError {
  code: string;
  detail: string;
}

export class ReleaseApi {
  readonly #serverUrl: URL;
  readonly #limits: HttpLimits | undefined;
  readonly #link: MeteredLink;

  constructor(serverUrl: URL, limits: HttpLimits | undefined, link: MeteredLink) {
    this.#serverUrl = serverUrl;
    this.#limits = limits;
    this.#link = link;
  }

  /** Whether a release may be fetched now. */
  get isOpen(): boolean {
    return this.#link.isOpen();
  }

  async release(session: Session, sha256: string): Promise<Result<Envelope, ReleaseApiError>> {
    const url = new URL(urlOf(getDeviceRelease, { params: { sha256 } }), this.#serverUrl);
    const answer = await requestBytes({ ...this.#base(session), url }, maxEnvelopeBytes('release'));
    if (answer.ok) this.#link.count(answer.value.length);
    return answer.ok ? readEnvelope('release', answer.value.toString('utf8')) : answer;
  }

  /** A file from `startByte` to its end; the loop over its bytes may throw an `HttpFailure`. */
  async file(
    session: Session,
    sha256: string,
    fileSha256: string,
    startByte: number,
  ): Promise<Result<StreamedAnswer, ReleaseApiError>> {
    const path = urlOf(getDeviceReleaseFile, { params: { sha256, fileSha256 } });
    const answer = await request({
      ...this.#base(session),
      url: new URL(path, this.#serverUrl),
      headers: startByte > 0 ? { range: `bytes=${startByte}-` } : {},
    });
    if (!answer.ok) return err(answer.error);
    return ok({ ...answer.value, body: this.#link.carry(answer.value.body, session.signal) });
  }

  #base(session: Session) {
    return {
      token: session.token,
      signal: session.signal,
      ...(this.#limits && { limits: this.#limits }),
    };
  }
}
