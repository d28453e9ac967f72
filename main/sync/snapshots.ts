import { createHash } from 'node:crypto';
import { SNAPSHOT_LIMIT_BYTES, type SnapshotSource } from '../../core/protocol/device.ts';
import type { Eye, Look } from '../eyes/eye.ts';
import { thumbnail } from '../eyes/thumbnail.ts';
import type { Log } from '../log.ts';
import type { DeviceApi } from './device-api.ts';
import type { Session } from './session.ts';
import { SingleFlight } from './single-flight.ts';

/** After a change of item the picture needs a moment to stand. */
const SETTLE_MS = 700;
/** A picture that stays is only sent this often, to say that it still stands. */
const UNCHANGED_EVERY_MS = 10 * 60_000;
/** Least time between two pictures that nobody asked for. */
const EVERY_MS = 60_000;
/** How much of a month's data such pictures may cost, and once more as much those of a verdict that changed. */
const BUDGET_SHARE = 0.1;
const MONTH_MS = 30 * 24 * 3_600_000;

export type Capture = () => Promise<Buffer>;

export interface SnapshotsOptions {
  api: Pick<DeviceApi, 'snapshot'>;
  /** What a month may cost in MB (10⁶ bytes); null is no limit. */
  monthlyBudgetMb(): number | null;
  monotonicMs(): number;
  /** Looks at the real screen; null without one, when the page's own picture is all there is. */
  eye: Pick<Eye, 'look'> | null;
  log: Log;
}

interface Shot {
  jpeg: Uint8Array<ArrayBuffer>;
  source: SnapshotSource;
}

/** Sends the server what the screen shows: when that changes, when it stops being right, and when asked. */
export class Snapshots {
  readonly #options: SnapshotsOptions;
  readonly #flight: SingleFlight;
  #capture: Capture | null = null;
  #session: Session | null = null;
  #later: NodeJS.Timeout | undefined;
  #last: { sha256: string; atMonotonicMs: number } | null = null;
  #look: Look | null = null;
  #isUrgent = false;
  /** Before these the next picture nobody asked for is not sent: of another item, of another verdict. */
  #nextAtMs = { item: Number.NEGATIVE_INFINITY, verdict: Number.NEGATIVE_INFINITY };

  constructor(options: SnapshotsOptions) {
    this.#options = options;
    this.#flight = new SingleFlight(
      () => this.#sendIfDue(),
      (error) => {
        options.log.warn('snapshot_failed', { error });
      },
    );
  }

  /** Where the page's pictures come from; null while there is no window. */
  from(capture: Capture | null): void {
    this.#capture = capture;
    if (capture) this.changed();
  }

  begin(session: Session): void {
    this.#session = session;
    this.#last = null;
    const timer = setInterval(() => {
      this.#flight.trigger();
    }, EVERY_MS);
    session.signal.addEventListener('abort', () => {
      clearInterval(timer);
      clearTimeout(this.#later);
      this.#session = null;
    });
    this.changed();
  }

  /** Something else is shown. */
  changed(): void {
    if (this.#session === null) return;
    clearTimeout(this.#later);
    this.#later = setTimeout(() => {
      this.#flight.trigger();
    }, SETTLE_MS);
  }

  /** The real screen was looked at. */
  saw(look: Look): void {
    this.#look = look;
    if (!look.isNew) return;
    this.#isUrgent = true;
    this.#flight.trigger();
  }

  /** Takes and sends one; the outcome is for the one who asked. @throws AppError of the shell. */
  async take(): Promise<{ ok: boolean; detail: string }> {
    const shot = await this.#shoot(true);
    return shot === null ? { ok: false, detail: 'no window' } : this.#send(shot);
  }

  async close(): Promise<void> {
    clearTimeout(this.#later);
    await this.#flight.idle();
  }

  async #sendIfDue(): Promise<void> {
    if (this.#session === null) return;
    const nowMs = this.#options.monotonicMs();
    const reason = this.#isUrgent ? 'verdict' : 'item';
    if (nowMs < this.#nextAtMs[reason]) return;
    const shot = await this.#shoot(false);
    if (shot === null) return;
    const isSame = hashOf(shot) === this.#last?.sha256;
    const agoMs = nowMs - (this.#last?.atMonotonicMs ?? Number.NEGATIVE_INFINITY);
    if (reason === 'item' && isSame && agoMs < UNCHANGED_EVERY_MS) return;
    this.#isUrgent = false;
    const sent = await this.#send(shot);
    if (sent.ok) this.#nextAtMs[reason] = nowMs + this.#spacingMs(shot.jpeg.length);
  }

  /** A picture is paid for by waiting, so that pictures never leave too little for what is to be shown. */
  #spacingMs(bytes: number): number {
    const budgetMb = this.#options.monthlyBudgetMb();
    if (budgetMb === null) return EVERY_MS;
    return Math.max(EVERY_MS, (bytes * MONTH_MS) / (budgetMb * 1_000_000 * BUDGET_SHARE));
  }

  /** Of the real screen where it can be seen, else of the page. */
  async #shoot(isFresh: boolean): Promise<Shot | null> {
    const { eye } = this.#options;
    const look = (isFresh ? await eye?.look() : this.#look) ?? null;
    if (look) return { jpeg: new Uint8Array(thumbnail(look.picture)), source: 'screen' };
    if (eye && !isFresh) return null;
    return this.#capture && { jpeg: new Uint8Array(await this.#capture()), source: 'page' };
  }

  async #send(shot: Shot): Promise<{ ok: boolean; detail: string }> {
    const session = this.#session;
    if (session === null) return { ok: false, detail: 'no connection' };
    const { length } = shot.jpeg;
    if (length > SNAPSHOT_LIMIT_BYTES) return { ok: false, detail: `${length} bytes are too many` };
    const sent = await this.#options.api.snapshot(session, shot.jpeg, shot.source);
    if (sent.ok) this.#last = { sha256: hashOf(shot), atMonotonicMs: this.#options.monotonicMs() };
    else this.#options.log.warn('snapshot_not_sent', { ...sent.error });
    return sent.ok ? { ok: true, detail: shot.source } : { ok: false, detail: sent.error.detail };
  }
}

const hashOf = ({ jpeg }: Shot): string => createHash('sha256').update(jpeg).digest('hex');
