import { airing } from '../airing.ts';
import type { Holding } from '../holding.ts';
import type { OnAir } from '../on-air.ts';
import type { DeviceStore } from '../store/device-store.ts';
import type { ServerClock } from '../sync/clock.ts';
import { broadcastDay, compileDay, isOpen, resolveSlot } from '../../core/schedule/index.ts';

export interface WellnessOptions {
  holding: Holding;
  onAir: OnAir;
  store: DeviceStore;
  media: ReadonlySet<string>;
  clock: ServerClock;
  monotonicMs(): number;
  /** Whether the release has yet to prove itself: then nothing but a picture will do where one is due. */
  isTrial: boolean;
  onHealthy(): void;
}

/** A page that lives but shows nothing is the content's fault, once the software has proven itself. */
const PATIENCE_MS = 20_000;
const LOOK_EVERY_MS = 2000;

/** Watches until the player has shown that it works: a picture was presented, or rightly none is due. Says so once. */
export class Wellness {
  readonly #options: WellnessOptions;
  readonly #startedMs: number;
  #lookedMs = Number.NEGATIVE_INFINITY;
  #isHealthy = false;

  constructor(options: WellnessOptions) {
    this.#options = options;
    this.#startedMs = options.monotonicMs();
    const { events } = options.onAir;
    const onShowing = () => {
      if (options.onAir.showing().some(({ itemId }) => itemId !== null)) this.#healthy();
    };
    const onAlive = () => {
      this.#look();
    };
    events.on('showing', onShowing);
    events.on('alive', onAlive);
    this.#stop = () => {
      events.off('showing', onShowing);
      events.off('alive', onAlive);
    };
  }

  readonly #stop: () => void;

  #look(): void {
    const nowMs = this.#options.monotonicMs();
    if (nowMs - this.#lookedMs < LOOK_EVERY_MS) return;
    this.#lookedMs = nowMs;
    const isPatient = !this.#options.isTrial && nowMs - this.#startedMs >= PATIENCE_MS;
    if (isPatient || !this.#isPictureDue()) this.#healthy();
  }

  #isPictureDue(): boolean {
    const { holding, store, media, clock } = this.#options;
    const bundle = holding.current;
    if (bundle === null) return false;
    const nowMs = clock.nowMs();
    const { programme, unavailable } = airing({
      bundle,
      media,
      leases: store.leases.data,
      failedUntilMs: new Map(),
      nowMs,
      timeIsUncertain: clock.isUncertain(),
    });
    if (!isOpen(programme, nowMs)) return false;
    const plan = compileDay(programme, broadcastDay(programme, nowMs));
    return programme.zones.some(({ id }) => resolveSlot(plan, id, nowMs, new Set(unavailable)) !== undefined);
  }

  #healthy(): void {
    if (this.#isHealthy) return;
    this.#isHealthy = true;
    this.#stop();
    this.#options.onHealthy();
  }
}
