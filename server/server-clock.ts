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
  /** The last reading of the system's clock that was believed. */
  #believed: { wallMs: number; uptimeMs: number };
  #state: ServerTime['state'];

  private constructor(options: ServerClockOptions, state: ServerTime['state']) {
    this.#options = options;
    this.#believed = { wallMs: options.wallMs(), uptimeMs: options.uptimeMs() };
    this.#state = state;
  }

  /** After a start only what was noted before tells a wrong clock: see `note`. */
  static async open(options: ServerClockOptions): Promise<ServerClock> {
    const notedMs = await getSetting(options.db, 'notedTimeMs');
    const aheadMs = options.wallMs() - notedMs;
    const isLikely = notedMs === 0 || (aheadMs >= -MOST_BACK_MS && aheadMs <= MOST_OFF_MS);
    if (!isLikely)
      options.log.error({ notedMs, aheadMs }, 'the system clock is not believed: nothing is signed');
    return new ServerClock(options, isLikely ? 'follows' : 'unconfirmed');
  }

  /** Epoch ms. */
  nowMs(): number {
    const { wallMs: readWall, uptimeMs: readUptime, log } = this.#options;
    const wallMs = readWall();
    if (this.#state === 'unconfirmed') return wallMs;
    const uptimeMs = readUptime();
    const expectedMs = this.#believed.wallMs + uptimeMs - this.#believed.uptimeMs;
    const aheadMs = wallMs - expectedMs;
    const isFollowed = aheadMs >= -MOST_BACK_MS && aheadMs <= MOST_AHEAD_MS;
    if (isFollowed) this.#believed = { wallMs, uptimeMs };
    else if (this.#state === 'follows')
      log.error({ aheadMs }, 'the system clock was set far off: not followed');
    this.#state = isFollowed ? 'follows' : 'holds';
    return isFollowed ? wallMs : Math.round(expectedMs);
  }

  /** Whether anything may be signed: with a wrong time it would be refused, or move the clocks of those who believe it. */
  maySign(): boolean {
    return this.#state !== 'unconfirmed';
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
