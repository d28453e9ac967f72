import { Readable } from 'node:stream';
import { AppError } from '../../core/model/app-error.ts';
import type { ManifestMedia } from '../../core/model/programme.ts';
import { ok, type Result } from '../../core/model/result.ts';
import type { HashStore } from '../../media/store/index.ts';
import type { MediaCache } from '../cache/media-cache.ts';
import type { Incoming, MediaSource } from '../cache/origin.ts';
import type { Room } from '../cache/room.ts';
import type { DownloadRules } from '../cache/rules.ts';
import type { Faults } from '../faults.ts';
import type { Log } from '../log.ts';
import { fullJitterMs } from './backoff.ts';
import { HttpFailure, type HttpError } from './http.ts';
import type { Session } from './session.ts';

/** Neighbours are asked so often for what may not come from the server now: each time what is here is read anew. */
const HELD_AGAIN_MS = 5 * 60_000;

export interface DownloadsOptions {
  media: HashStore;
  source: MediaSource;
  rules: Pick<DownloadRules, 'policy' | 'holdsBack' | 'isUrgent'>;
  cache: Pick<MediaCache, 'reserve'>;
  onStored(sha256: string): void;
  faults: Faults;
  log: Log;
  random?: () => number;
}

/**
 * Brings the files that are wanted and missing, as many at a time and at such times as the manifest says, and goes on
 * where it was after any interruption.
 */
export class Downloads {
  readonly #options: DownloadsOptions;
  #wanted: readonly ManifestMedia[] = [];
  readonly #running = new Map<string, { stop: AbortController; done: Promise<void> }>();
  readonly #waiting = new Map<
    string,
    { attempt: number; isHeldBack: boolean; timer: NodeJS.Timeout | null }
  >();
  #session: Session | null = null;

  constructor(options: DownloadsOptions) {
    this.#options = options;
  }

  /**
   * The files to bring, in this order but urgent ones first; whatever else is under way is given up, and what came of
   * it is kept.
   */
  want(files: readonly ManifestMedia[]): void {
    const rank = ({ sha256 }: ManifestMedia) => (this.#options.rules.isUrgent(sha256) ? 0 : 1);
    this.#wanted = files.toSorted((a, b) => rank(a) - rank(b));
    const names = new Set(files.map((file) => file.sha256));
    for (const [sha256, { stop }] of this.#running) if (!names.has(sha256)) stop.abort();
    for (const sha256 of this.#waiting.keys()) if (!names.has(sha256)) this.#forget(sha256);
    this.#fill();
  }

  /** Called with every change of the connection, null when it is gone; a new one tries everything at once. */
  online(session: Session | null): void {
    this.#session = session;
    if (session === null) for (const { stop } of this.#running.values()) stop.abort();
    for (const sha256 of [...this.#waiting.keys()]) this.#forget(sha256);
    this.#fill();
  }

  /** Stops what may not be fetched any more and starts what may again. Call it with every tick. */
  refresh(): void {
    for (const [sha256, { stop }] of this.#running) {
      if (!this.#mayBring(sha256)) stop.abort();
    }
    for (const [sha256, { isHeldBack }] of this.#waiting) {
      if (isHeldBack && !this.#isHeldBack(sha256)) this.#forget(sha256);
    }
    this.#fill();
  }

  async close(): Promise<void> {
    this.#wanted = [];
    this.online(null);
    await Promise.all([...this.#running.values()].map(({ done }) => done));
  }

  #fill(): void {
    const session = this.#session;
    if (session === null) return;
    const { rules } = this.#options;
    const { parallel } = rules.policy();
    for (const file of this.#wanted) {
      if (this.#running.size >= parallel) return;
      if (this.#running.has(file.sha256) || this.#isWaiting(file.sha256)) continue;
      if (!this.#mayBring(file.sha256)) continue;
      const stop = new AbortController();
      this.#running.set(file.sha256, { stop, done: this.#run(file, session, stop.signal) });
    }
  }

  #isHeldBack(sha256: string): boolean {
    return this.#options.rules.holdsBack(sha256) !== null;
  }

  /** What is held back costs nothing where a neighbour has it. */
  #mayBring(sha256: string): boolean {
    return !this.#isHeldBack(sha256) || this.#options.source.mayBeFree();
  }

  async #run(file: ManifestMedia, session: Session, signal: AbortSignal): Promise<void> {
    const failure = await this.#bring(file, session, signal);
    this.#running.delete(file.sha256);
    if (failure === null) {
      this.#waiting.delete(file.sha256);
      this.#wanted = this.#wanted.filter((one) => one.sha256 !== file.sha256);
      this.#options.onStored(file.sha256);
    } else if (!signal.aborted && !failure.isDisk && this.#isHeldBack(file.sha256)) {
      this.#tryAfter(HELD_AGAIN_MS, { sha256: file.sha256, attempt: 0, isHeldBack: true });
    } else if (!signal.aborted) {
      this.#options.log.warn('download_failed', { sha256: file.sha256, ...failure });
      this.#options.faults.raise(failure.isDisk ? 'disk_error' : 'download_failed', failure.detail);
      this.#retryLater(file.sha256);
    }
    this.#fill();
  }

  /** Null when the file is stored, else why not. */
  async #bring(
    file: ManifestMedia,
    session: Session,
    signal: AbortSignal,
  ): Promise<{ isDisk: boolean; detail: string } | null> {
    const { media, cache } = this.#options;
    const short = file.sha256.slice(0, 12);
    let room: Room | null = null;
    try {
      room = await cache.reserve(file, (sha256) => this.#running.has(sha256));
      if (room === null) return { isDisk: true, detail: `${short}: no room for ${file.bytes} bytes` };
      const part = await media.resume(file);
      const incoming = await this.#rest(file, part.startByte, session, signal);
      if (!incoming.ok) return { isDisk: false, detail: `${short}: ${incoming.error.detail}` };
      const { body, fromStart } = incoming.value;
      const lackingBytes = file.bytes - (fromStart ? 0 : part.startByte);
      const received = await part.receive(room.fill(lackingBytes, body), { fromStart });
      return received.ok ? null : { isDisk: false, detail: `${short}: ${received.error.code}` };
    } catch (error) {
      if (error instanceof HttpFailure) return { isDisk: false, detail: `${short}: ${error.message}` };
      if (error instanceof AppError) return { isDisk: true, detail: `${short}: ${error.message}` };
      throw error;
    } finally {
      room?.release();
    }
  }

  /** What follows the bytes that are here: nothing, after a power cut between the last of them and the file's name. */
  async #rest(
    file: ManifestMedia,
    startByte: number,
    session: Session,
    signal: AbortSignal,
  ): Promise<Result<Incoming, HttpError>> {
    if (startByte < file.bytes) return this.#options.source.open(file, startByte, session, signal);
    return ok({ fromStart: false, body: Readable.from([]) });
  }

  #retryLater(sha256: string): void {
    const attempt = (this.#waiting.get(sha256)?.attempt ?? -1) + 1;
    const waitMs = fullJitterMs(attempt, this.#options.random ?? Math.random);
    this.#tryAfter(waitMs, { sha256, attempt, isHeldBack: false });
  }

  #tryAfter(
    waitMs: number,
    { sha256, ...why }: { sha256: string; attempt: number; isHeldBack: boolean },
  ): void {
    const timer = setTimeout(() => {
      this.#waiting.set(sha256, { ...why, timer: null });
      this.#fill();
    }, waitMs);
    this.#waiting.set(sha256, { ...why, timer });
  }

  #isWaiting(sha256: string): boolean {
    return (this.#waiting.get(sha256)?.timer ?? null) !== null;
  }

  #forget(sha256: string): void {
    const timer = this.#waiting.get(sha256)?.timer;
    if (timer) clearTimeout(timer);
    this.#waiting.delete(sha256);
  }
}
