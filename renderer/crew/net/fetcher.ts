/** Brings every recording of the day to the phone, one after another, as long as there is network. */
import type { FileState } from '../app/state.ts';
import type { CrewDb } from '../store/database.ts';
import { keepOnly } from '../store/clips.ts';
import { OfflineError, RefusedError, RevokedError, type Line } from './api.ts';
import { download, type Wanted } from './download.ts';

/** A file that comes damaged this often in a row is left until the next day's statement or start. */
const ATTEMPTS = 3;

export class Fetcher {
  readonly #db: CrewDb;
  readonly #line: Line;
  readonly #onChange: (files: ReadonlyMap<string, FileState>) => void;
  readonly #closing = new AbortController();
  #wanted: readonly Wanted[] = [];
  #files = new Map<string, FileState>();
  readonly #givenUp = new Set<string>();
  #running: Promise<void> | null = null;
  #wanting: Promise<void> = Promise.resolve();

  constructor(db: CrewDb, line: Line, onChange: (files: ReadonlyMap<string, FileState>) => void) {
    this.#db = db;
    this.#line = line;
    this.#onChange = onChange;
  }

  /** From here on these are wanted, in this order; all others leave the phone. */
  want(wanted: readonly Wanted[]): Promise<void> {
    this.#wanting = this.#wanting.then(() => this.#want(wanted));
    return this.#wanting;
  }

  /** Fetches what is missing; does nothing while that is under way. */
  kick(): void {
    if (this.#running !== null) return;
    this.#running = this.#fetchAll().finally(() => {
      this.#running = null;
    });
  }

  /** It turned out not to be what was approved, and is gone: another one has to be fetched. */
  lost(sha256: string): void {
    this.#note(sha256, { storedBytes: 0, whole: false, problem: 'damaged' });
    this.kick();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
  }

  async #want(wanted: readonly Wanted[]): Promise<void> {
    this.#wanted = wanted;
    this.#givenUp.clear();
    await keepOnly(this.#db, new Set(wanted.map(({ sha256 }) => sha256)));
    const stored = new Map((await this.#db.getAll('clips')).map((clip) => [clip.sha256, clip]));
    this.#files = new Map(
      wanted.map(({ sha256 }) => {
        const { storedBytes = 0, whole = false } = stored.get(sha256) ?? {};
        return [sha256, { storedBytes, whole, problem: null }];
      }),
    );
    this.#onChange(this.#files);
  }

  async #fetchAll(): Promise<void> {
    for (;;) {
      const next = this.#wanted.find(({ sha256 }) => this.#isMissing(sha256));
      if (next === undefined || this.#closing.signal.aborted) return;
      try {
        await this.#fetch(next);
      } catch (error) {
        // Who is revoked hears it with the next question.
        if (error instanceof OfflineError || error instanceof RevokedError) return;
        if (!(error instanceof RefusedError)) throw error;
        // Withdrawn since: the next statement says so.
        this.#note(next.sha256, { storedBytes: 0, whole: false, problem: 'damaged' });
        this.#givenUp.add(next.sha256);
      }
    }
  }

  #isMissing(sha256: string): boolean {
    return this.#files.get(sha256)?.whole === false && !this.#givenUp.has(sha256);
  }

  async #fetch(wanted: Wanted): Promise<void> {
    const { sha256 } = wanted;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const outcome = await download(
        { db: this.#db, line: this.#line },
        wanted,
        (storedBytes) => {
          // Until its first byte comes anew, what was wrong with it still is.
          const problem = storedBytes === 0 ? (this.#files.get(sha256)?.problem ?? null) : null;
          this.#note(sha256, { storedBytes, whole: false, problem });
        },
        this.#closing.signal,
      );
      if (outcome === 'whole') {
        this.#note(sha256, { storedBytes: wanted.bytes, whole: true, problem: null });
        return;
      }
      this.#note(sha256, { storedBytes: 0, whole: false, problem: outcome });
      if (outcome === 'disk_full') break;
    }
    this.#givenUp.add(sha256);
  }

  #note(sha256: string, state: FileState): void {
    if (!this.#files.has(sha256)) return;
    this.#files = new Map(this.#files).set(sha256, state);
    this.#onChange(this.#files);
  }
}
