/** Crews' phones that proved their keys; dies with the process, phones prove themselves again. */
import { randomBytes } from 'node:crypto';
import { newToken } from '../auth/tokens.ts';
import type { CrewIdentity } from '../http/bind.ts';

const CHALLENGE_VALID_MS = 60_000;
const SESSION_VALID_MS = 3_600_000;
/** Strangers may ask for challenges: the oldest make room. */
const MAX_CHALLENGES = 10_000;

/** Whom a phone speaks for. */
type CrewWhose = Omit<CrewIdentity, 'ended'>;

interface Session {
  whose: CrewWhose;
  expiresAtMs: number;
  ending: AbortController;
}

export class CrewSessions {
  readonly #nowMs: () => number;
  readonly #challenges = new Map<string, number>();
  readonly #sessions = new Map<string, Session>();

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  challenge(): string {
    const nonce = randomBytes(24).toString('base64');
    this.#challenges.set(nonce, this.#nowMs() + CHALLENGE_VALID_MS);
    if (this.#challenges.size > MAX_CHALLENGES) {
      const oldest = this.#challenges.keys().next();
      if (oldest.done !== true) this.#challenges.delete(oldest.value);
    }
    return nonce;
  }

  /** Uses a challenge up; false for one that is unknown, used or too old. */
  spend(nonce: string): boolean {
    const untilMs = this.#challenges.get(nonce);
    this.#challenges.delete(nonce);
    return untilMs !== undefined && untilMs > this.#nowMs();
  }

  open(whose: CrewWhose): { token: string; expiresAtMs: number } {
    const nowMs = this.#nowMs();
    for (const [token, session] of this.#sessions) {
      if (session.expiresAtMs <= nowMs) this.#sessions.delete(token);
    }
    const token = newToken();
    const expiresAtMs = nowMs + SESSION_VALID_MS;
    this.#sessions.set(token, { whose, expiresAtMs, ending: new AbortController() });
    return { token, expiresAtMs };
  }

  holderOf(token: string): CrewIdentity | null {
    const session = this.#sessions.get(token);
    if (session === undefined || session.expiresAtMs <= this.#nowMs()) return null;
    return { ...session.whose, ended: session.ending.signal };
  }

  /** Ends sessions at once, and what waits in them. */
  end(isMeant: (whose: CrewWhose) => boolean): void {
    for (const [token, { whose, ending }] of this.#sessions) {
      if (!isMeant(whose)) continue;
      this.#sessions.delete(token);
      ending.abort();
    }
  }
}
