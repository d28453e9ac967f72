/** The time the whole server goes by. What it signs moves players' clocks, so it follows no leap of its own machine. */
import type { Logger } from 'pino';
import type { ServerTime } from '../core/api/server-time.ts';
import type { Db, Trx } from './store/database.ts';
import { getSetting, setSetting } from './store/settings.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A clock is corrected by seconds, now and then by a zone somebody had chosen wrongly; further back is an accident. */
const MOST_BACK_MS = HOUR_MS;
/** While it runs. */
const MOST_AHEAD_MS = DAY_MS;
/** A server that was off for longer is asked about its clock. */
const MOST_OFF_MS = 60 * DAY_MS;

export interface ServerClockOptions {
  db: Db;
  /** The system's clock. */
  wallMs(): number;
  /** Time since the machine was started, its sleep included. */
  uptimeMs(): number;
  log: Logger;
}

export class ServerClock {
  readonly #options: ServerClockOptions;
  /** The time that was noted before this start; 0 before the first. */
  readonly #notedMs: number;
  /** The last reading of the system's clock that was believed. */
  #believed: { wallMs: number; uptimeMs: number };
  #state: ServerTime['state'];

  private constructor(options: ServerClockOptions, notedMs: number) {
    this.#options = options;
    this.#notedMs = notedMs;
    this.#believed = { wallMs: options.wallMs(), uptimeMs: options.uptimeMs() };
    this.#state = this.#isLikely(this.#believed.wallMs) ? 'follows' : 'unconfirmed';
    if (this.#state === 'unconfirmed')
      options.log.error(
        { notedMs, ...this.#believed },
        'the system clock is not believed: nothing is signed',
      );
  }

  /** After a start only what was noted before tells a wrong clock: see `note`. */
  static async open(options: ServerClockOptions): Promise<ServerClock> {
    return new ServerClock(options, await getSetting(options.db, 'notedTimeMs'));
  }

  /** Epoch ms. */
  nowMs(): number {
    const { wallMs: readWall, uptimeMs: readUptime, log } = this.#options;
    const wallMs = readWall();
    const uptimeMs = readUptime();
    if (this.#state === 'unconfirmed') {
      // A time service sets a clock without a battery some seconds after the start.
      if (!this.#isLikely(wallMs)) return wallMs;
      this.#believed = { wallMs, uptimeMs };
      this.#state = 'follows';
    }
    const expectedMs = this.#believed.wallMs + uptimeMs - this.#believed.uptimeMs;
    const aheadMs = wallMs - expectedMs;
    const isFollowed = aheadMs >= -MOST_BACK_MS && aheadMs <= MOST_AHEAD_MS;
    if (isFollowed) this.#believed = { wallMs, uptimeMs };
    else if (this.#state === 'follows')
      log.error({ aheadMs }, 'the system clock was set far off: not followed');
    this.#state = isFollowed ? 'follows' : 'holds';
    return isFollowed ? wallMs : Math.round(expectedMs);
  }

  #isLikely(wallMs: number): boolean {
    const aheadMs = wallMs - this.#notedMs;
    return this.#notedMs === 0 || (aheadMs >= -MOST_BACK_MS && aheadMs <= MOST_OFF_MS);
  }

  /** Whether anything may be signed: with a wrong time it would be refused, or move the clocks of those who believe it. */
  maySign(): boolean {
    return this.view().state !== 'unconfirmed';
  }

  view(): ServerTime {
    const nowMs = this.nowMs();
    return { state: this.#state, nowMs, systemMs: this.#options.wallMs() };
  }

  /** Keeps the time for the next start; to be called every minute. */
  async note(): Promise<void> {
    const nowMs = this.nowMs();
    if (!this.maySign()) return;
    await this.#options.db.transaction().execute((trx) => setSetting(trx, 'notedTimeMs', nowMs));
  }

  /** A person says that the system's clock is right. */
  async confirm(trx: Trx): Promise<void> {
    const { wallMs, uptimeMs } = this.#options;
    this.#believed = { wallMs: wallMs(), uptimeMs: uptimeMs() };
    this.#state = 'follows';
    await setSetting(trx, 'notedTimeMs', this.#believed.wallMs);
  }
}
