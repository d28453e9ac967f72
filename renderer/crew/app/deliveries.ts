import { OfflineError, RefusedError, RevokedError, type Line } from '../net/api.ts';
import { deliver } from '../net/courier.ts';
import { backoffMs } from '../net/pace.ts';
import type { CrewDb, StoredPlay } from '../store/database.ts';

interface Parts {
  db: CrewDb;
  line: Line;
  onDelivered: () => Promise<void>;
  /** The server does not take this one as it is. */
  onRefused: (play: StoredPlay) => void;
  /** The server does not know the phone any more. */
  onRevoked: () => void;
}

/** Brings plays to the server, one attempt at a time; what does not get through is tried again by itself. */
export class Deliveries {
  readonly #parts: Parts;
  #running: Promise<void> | null = null;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Settles when all is delivered, or this attempt has failed. */
  async attempt(): Promise<void> {
    this.#running ??= this.#deliver().finally(() => {
      this.#running = null;
    });
    await this.#running;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  async #deliver(): Promise<void> {
    const { db, line, onDelivered, onRefused, onRevoked } = this.#parts;
    try {
      if ((await deliver(db, line, onRefused)) > 0) await onDelivered();
      this.#failures = 0;
    } catch (error) {
      if (error instanceof RevokedError) onRevoked();
      else if (error instanceof OfflineError || error instanceof RefusedError) this.#tryLater();
      else throw error;
    }
  }

  #tryLater(): void {
    if (this.#isClosed) return;
    this.#failures += 1;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.attempt(), backoffMs(this.#failures));
  }
}
