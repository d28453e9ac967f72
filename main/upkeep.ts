import type { Background } from './background.ts';
import type { Faults } from './faults.ts';
import type { Holding } from './holding.ts';
import type { DeviceStore } from './store/device-store.ts';
import type { ServerClock } from './sync/clock.ts';
import { noteStep, storeFloor } from './sync/clockwork.ts';
import { airedAgain } from './sync/withdrawn.ts';

const TICK_MS = 1000;
const FLOOR_EVERY_MS = 10 * 60_000;
const STORE_AGAIN_EVERY_MS = 10_000;

export interface UpkeepOptions {
  store: DeviceStore;
  holding: Holding;
  clock: ServerClock;
  faults: Faults;
  background: Background;
  monotonicMs(): number;
  /** What could not be stored for a while is. */
  onStored(): void;
  /** The device's key can be read at last: it is another one from now on. */
  onKeyRead(): void;
  /** To be done with every tick; cheap. */
  refresh(): void;
}

/** What has to be looked at every second, whatever happens. */
export class Upkeep {
  readonly #options: UpkeepOptions;
  readonly #startedMonotonicMs: number;
  readonly #doneMonotonicMs = new Map<string, number>();
  #ticking: NodeJS.Timeout | undefined;

  constructor(options: UpkeepOptions) {
    this.#options = options;
    this.#startedMonotonicMs = options.monotonicMs();
  }

  start(): void {
    this.#ticking = setInterval(() => {
      this.#tick();
    }, TICK_MS);
    this.#tick();
  }

  /** Looks no more, and keeps how late it is for the next start. */
  async close(): Promise<void> {
    clearInterval(this.#ticking);
    await storeFloor(this.#options.store.facts, this.#options.clock);
  }

  #tick(): void {
    const { store, holding, clock, faults, background } = this.#options;
    for (const { message } of store.postponed.takeFaults()) faults.raise('disk_error', message);
    // The offset that is kept for the next start is another one from now on.
    if (noteStep(clock, faults)) background.run('store_floor', storeFloor(store.facts, clock));
    if (clock.isUncertain()) faults.raise('time_uncertain', 'no signed time, and the hardware clock is off');
    const manifest = holding.current?.manifest;
    if (manifest && manifest.expiresAtMs <= clock.nowMs()) {
      faults.raise('manifest_expired', `version ${manifest.version}`);
    }
    const again = manifest ? airedAgain(manifest, store.withdrawn.data) : [];
    if (again.length > 0) faults.raise('withdrawn_earlier', again.join(', '));
    else faults.settle('withdrawn_earlier');
    if (this.#isDue('floor', FLOOR_EVERY_MS)) background.run('store_floor', storeFloor(store.facts, clock));
    if (holding.current && !holding.isStored && this.#isDue('store_again', STORE_AGAIN_EVERY_MS)) {
      background.run('store_again', this.#storeAgain());
    }
    if (!store.postponed.isEmpty && this.#isDue('postponed', STORE_AGAIN_EVERY_MS)) {
      background.run('postponed', this.#tryPostponed());
    }
    this.#options.refresh();
  }

  async #storeAgain(): Promise<void> {
    await this.#options.holding.storeAgain();
    if (this.#options.holding.isStored) this.#options.onStored();
  }

  async #tryPostponed(): Promise<void> {
    const { postponed, identity } = this.#options.store;
    const { seed } = identity.data;
    await postponed.again();
    if (identity.data.seed !== seed) this.#options.onKeyRead();
    if (postponed.isEmpty) this.#options.faults.settle('disk_error');
  }

  #isDue(what: string, everyMs: number): boolean {
    const nowMs = this.#options.monotonicMs();
    const lastMs = this.#doneMonotonicMs.get(what) ?? this.#startedMonotonicMs;
    if (nowMs - lastMs < everyMs) return false;
    this.#doneMonotonicMs.set(what, nowMs);
    return true;
  }
}
