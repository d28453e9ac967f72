import type { Log } from '../log.ts';
import type { DeviceStore } from '../store/device-store.ts';
import type { DeviceApi } from '../sync/device-api.ts';
import type { Session } from '../sync/session.ts';
import { SingleFlight } from '../sync/single-flight.ts';
import { deliverPlays } from './delivery.ts';
import type { PlayLog } from './play-log.ts';

const EVERY_MS = 10_000;
const SOON_MS = 1000;

export interface CourierOptions {
  store: DeviceStore;
  playLog: PlayLog;
  api: Pick<DeviceApi, 'plays'>;
  log: Log;
  onFault(error: unknown): void;
}

/** Brings stored plays to the server while there is a connection: shortly after each, and now and then. */
export class Courier {
  readonly #options: CourierOptions;
  readonly #flight: SingleFlight;
  #session: Session | null = null;
  #soon: NodeJS.Timeout | null = null;

  constructor(options: CourierOptions) {
    this.#options = options;
    this.#flight = new SingleFlight(() => this.#deliver(), options.onFault);
  }

  begin(session: Session): void {
    this.#session = session;
    const timer = setInterval(() => {
      this.#flight.trigger();
    }, EVERY_MS);
    session.signal.addEventListener('abort', () => {
      clearInterval(timer);
      if (this.#session === session) this.#session = null;
    });
    this.#flight.trigger();
  }

  soon(): void {
    this.#soon ??= setTimeout(() => {
      this.#soon = null;
      this.#flight.trigger();
    }, SOON_MS);
  }

  async close(): Promise<void> {
    if (this.#soon) clearTimeout(this.#soon);
    await this.#flight.idle();
  }

  async #deliver(): Promise<void> {
    const session = this.#session;
    if (session === null) return;
    const { playLog, api, store, log } = this.#options;
    const outcome = await deliverPlays({
      log: playLog,
      send: (batch) => api.plays(session, batch),
      acknowledged: async (storeEpoch, sequence) => {
        const { facts } = store;
        if (facts.data.storeEpoch !== storeEpoch || sequence <= facts.data.acknowledgedSequence) return;
        facts.data.acknowledgedSequence = sequence;
        await facts.write();
      },
    });
    if (!outcome.ok) log.warn('plays_not_delivered', { ...outcome.error });
  }
}
