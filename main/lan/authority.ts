import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import {
  formatLanAuthorization,
  LAN_CLOCK_TOLERANCE_MS,
  lanRequestBytes,
  parseLanAuthorization,
} from '../../core/protocol/lan.ts';
import { fromBase64, toBase64, type Signer } from '../../core/trust/index.ts';
import { nodeVerifier } from '../sync/verifier.ts';

/** Requests of enrolled neighbours remembered against repetition; more within ten minutes are refused. */
const REMEMBERED = 100_000;

/** The header by which this player asks a neighbour. */
export function authorizationFor(
  signer: Signer,
  request: { to: string; method: string; path: string; nowMs: number },
): string {
  const said = {
    publicKey: signer.publicKey.ed25519,
    atMs: Math.round(request.nowMs),
    nonce: toBase64(randomBytes(16)),
  };
  const signature = toBase64(signer.sign(lanRequestBytes({ ...request, ...said })));
  return formatLanAuthorization({ ...said, signature });
}

export interface DoorkeeperOptions {
  /** This player's own key: requests are signed for it and no other. */
  publicKey(): string;
  isEnrolled(publicKey: string): boolean;
  nowMs(): number;
}

/** Lets in what an enrolled neighbour signed for this player, this path and this moment, once. */
export class Doorkeeper {
  readonly #options: DoorkeeperOptions;
  readonly #seen = new Map<string, number>();

  constructor(options: DoorkeeperOptions) {
    this.#options = options;
  }

  admits({ headers, method = '', url = '' }: IncomingMessage): boolean {
    const { publicKey, isEnrolled, nowMs } = this.#options;
    const said = parseLanAuthorization(headers.authorization);
    if (said === null || !isEnrolled(said.publicKey)) return false;
    const atMs = nowMs();
    if (Math.abs(said.atMs - atMs) > LAN_CLOCK_TOLERANCE_MS) return false;
    this.#forgetBefore(atMs);
    if (this.#seen.has(said.nonce) || this.#seen.size >= REMEMBERED) return false;
    const key = fromBase64(said.publicKey);
    const signature = fromBase64(said.signature);
    const message = lanRequestBytes({ to: publicKey(), method, path: url, ...said });
    if (key === null || signature === null || !nodeVerifier.verify(signature, message, key)) return false;
    this.#seen.set(said.nonce, atMs + 2 * LAN_CLOCK_TOLERANCE_MS);
    return true;
  }

  #forgetBefore(atMs: number): void {
    for (const [nonce, untilMs] of this.#seen) {
      if (untilMs >= atMs) return;
      this.#seen.delete(nonce);
    }
  }
}
