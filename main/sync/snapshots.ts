import { createHash } from 'node:crypto';
import { SNAPSHOT_LIMIT_BYTES } from '../../core/protocol/device.ts';
import type { Log } from '../log.ts';
import type { DeviceApi } from './device-api.ts';
import type { Session } from './session.ts';
import { SingleFlight } from './single-flight.ts';

/** After a change of item the picture needs a moment to stand. */
const SETTLE_MS = 700;
/** The same picture again is only sent this often, to say that it still stands. */
const UNCHANGED_EVERY_MS = 60_000;

export type Capture = () => Promise<Buffer>;

export interface SnapshotsOptions {
  api: DeviceApi;
  everyMs: number;
  monotonicMs(): number;
  log: Log;
}

/** Sends the server what the screen shows: after every change, and now and then. */
export class Snapshots {
  readonly #options: SnapshotsOptions;
  readonly #flight: SingleFlight;
  #capture: Capture | null = null;
  #session: Session | null = null;
  #settling: NodeJS.Timeout | undefined;
  #last: { sha256: string; atMonotonicMs: number } | null = null;

  constructor(options: SnapshotsOptions) {
    this.#options = options;
    this.#flight = new SingleFlight(
      () => this.take().then(() => undefined),
      (error) => {
        options.log.warn('snapshot_failed', { error });
      },
    );
  }

  /** Where pictures come from; null while there is no window. */
  from(capture: Capture | null): void {
    this.#capture = capture;
    if (capture) this.changed();
  }

  begin(session: Session): void {
    this.#session = session;
    this.#last = null;
    const timer = setInterval(() => {
      this.#flight.trigger();
    }, this.#options.everyMs);
    session.signal.addEventListener('abort', () => {
      clearInterval(timer);
      clearTimeout(this.#settling);
      this.#session = null;
    });
    this.changed();
  }

  /** Something else is shown. */
  changed(): void {
    if (this.#session === null) return;
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      this.#flight.trigger();
    }, SETTLE_MS);
  }

  /** Takes and sends one; the outcome is for the one who asked. @throws AppError of the shell. */
  async take(force = false): Promise<{ ok: boolean; detail: string }> {
    const session = this.#session;
    if (this.#capture === null || session === null)
      return { ok: false, detail: 'no window or no connection' };
    const jpeg = new Uint8Array(await this.#capture());
    if (jpeg.length > SNAPSHOT_LIMIT_BYTES) return { ok: false, detail: `${jpeg.length} bytes are too many` };
    const sha256 = createHash('sha256').update(jpeg).digest('hex');
    const atMonotonicMs = this.#options.monotonicMs();
    const isSame = sha256 === this.#last?.sha256;
    if (!force && isSame && atMonotonicMs - (this.#last?.atMonotonicMs ?? 0) < UNCHANGED_EVERY_MS) {
      return { ok: true, detail: 'unchanged' };
    }
    const sent = await this.#options.api.snapshot(session, jpeg);
    if (sent.ok) this.#last = { sha256, atMonotonicMs };
    else this.#options.log.warn('snapshot_not_sent', { ...sent.error });
    return sent.ok ? { ok: true, detail: '' } : { ok: false, detail: sent.error.detail };
  }

  async close(): Promise<void> {
    clearTimeout(this.#settling);
    await this.#flight.idle();
  }
}
