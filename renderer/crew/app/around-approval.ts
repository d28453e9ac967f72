import { OfflineError, RefusedError, RevokedError, type Line } from '../net/api.ts';
import { fetchAround } from '../net/fetch-approvals.ts';
import type { CrewDb } from '../store/database.ts';
import type { AsyncVerify } from '../trust/settle.ts';
import type { VerifiedDay } from '../trust/verify-day.ts';
import type { CrewState, Store } from './state.ts';

interface Parts {
  db: CrewDb;
  line: Line;
  verify: AsyncVerify;
  store: Store<CrewState>;
  /** What may be heard around clips is known now; `store` has it. */
  onCome: () => Promise<void>;
  signal: AbortSignal;
}

/**
 * Brings the approval of what is heard around clips. No day waits for it: clips are heard bare until it is there, and
 * for good where it does not hold.
 */
export class AroundApprovalFetch {
  readonly #parts: Parts;
  #isRunning = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Settles at once where nothing is missing or an attempt is under way. */
  async attempt(): Promise<void> {
    const { verified } = this.#parts.store.get();
    const sha256 = verified?.day.aroundSha256 ?? null;
    if (this.#isRunning || verified?.aroundProblem !== 'missing' || sha256 === null) return;
    this.#isRunning = true;
    try {
      await this.#take(sha256, verified);
    } finally {
      this.#isRunning = false;
    }
  }

  async #take(sha256: string, { root }: VerifiedDay): Promise<void> {
    const { store, onCome } = this.#parts;
    const found = await this.#fetch(sha256, root);
    const { verified } = store.get();
    // Meanwhile the city may have decided anew, or other people may decide.
    const isStillAsked = verified?.day.aroundSha256 === sha256 && verified.root.version === root.version;
    if (found === null || !isStillAsked) return;
    store.set({ verified: { ...verified, ...found } });
    await onCome();
  }

  /** Null when nobody answered: asked again after the next answer. */
  async #fetch(
    sha256: string,
    root: VerifiedDay['root'],
  ): Promise<Pick<VerifiedDay, 'around' | 'aroundProblem'> | null> {
    try {
      const { signal } = this.#parts;
      const checked = await fetchAround(this.#parts, { sha256, root, signal });
      return checked.ok
        ? { around: checked.value, aroundProblem: null }
        : { around: null, aroundProblem: checked.error.code };
    } catch (error) {
      if (error instanceof OfflineError || error instanceof RevokedError) return null;
      if (!(error instanceof RefusedError)) throw error;
      return { around: null, aroundProblem: error.problem.code };
    }
  }
}
