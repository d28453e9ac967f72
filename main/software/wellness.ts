import type { Holding } from '../holding.ts';
import type { PlayerSays } from '../launcher/protocol.ts';
import type { OnAir } from '../on-air.ts';
import type { DeviceStore } from '../store/device-store.ts';
import type { ServerClock } from '../sync/clock.ts';
import { isDue, provingZones } from './due.ts';

export interface WellnessOptions {
  holding: Holding;
  onAir: Pick<OnAir, 'events' | 'showing'>;
  store: Pick<DeviceStore, 'leases' | 'withdrawn'>;
  media: ReadonlySet<string>;
  clock: ServerClock;
  monotonicMs(): number;
  /** An operator keeps the screen dark. */
  isBlanked(): boolean;
  /** Whether the release has yet to prove itself: then nothing but a picture will do, whenever one is due. */
  isTrial: boolean;
  say(message: Extract<PlayerSays, { type: 'healthy' | 'shown' | 'dark' }>): void;
}

/** A page that lives but shows nothing is the content's fault, once the software has proven itself. */
const PATIENCE_MS = 20_000;
const LOOK_EVERY_MS = 2000;
/** On trial: a picture is due for so long in all, and none comes. */
const MOST_DARK_MS = 60_000;
/** A page that just came to life gets a clip ready first. */
const READY_WITHIN_MS = 5000;

/**
 * Watches until the player has shown that it works, and says so: `healthy` when the page lives and shows what is due or
 * rightly nothing. On trial it goes on watching, through a night or through weeks without anything to show, until the
 * first picture was presented (`shown`), or was due long enough and never came (`dark`).
 */
export class Wellness {
  readonly #options: WellnessOptions;
  readonly #startedMs: number;
  readonly #stop: () => void;
  #lookedMs = Number.NEGATIVE_INFINITY;
  #listeningSinceMs = Number.POSITIVE_INFINITY;
  #darkMs = 0;
  /** The page gave a sign of life since the last look. */
  #isAlive = false;
  #isHealthy = false;
  #isOver = false;

  constructor(options: WellnessOptions) {
    this.#options = options;
    this.#startedMs = options.monotonicMs();
    const { events } = options.onAir;
    const onShowing = () => {
      if (this.#isProven()) this.#proven();
    };
    const onAlive = () => {
      this.#isAlive = true;
      this.#listeningSinceMs = Math.min(this.#listeningSinceMs, options.clock.nowMs() + READY_WITHIN_MS);
    };
    events.on('showing', onShowing);
    events.on('alive', onAlive);
    this.#stop = () => {
      this.#isOver = true;
      events.off('showing', onShowing);
      events.off('alive', onAlive);
    };
  }

  /** Cheap: call it with every tick. */
  refresh(): void {
    const { isTrial, monotonicMs, say } = this.#options;
    const nowMs = monotonicMs();
    const passedMs = nowMs - this.#lookedMs;
    if (this.#isOver || passedMs < LOOK_EVERY_MS) return;
    this.#lookedMs = nowMs;
    const isPictureDue = this.#isDue();
    const isPatient = !isTrial && nowMs - this.#startedMs >= PATIENCE_MS;
    if (this.#isAlive && (isPatient || !isPictureDue)) this.#healthy();
    this.#isAlive = false;
    if (!isTrial || !isPictureDue) return;
    // A machine that slept was not dark meanwhile.
    this.#darkMs += Math.min(passedMs, 2 * LOOK_EVERY_MS);
    if (this.#darkMs < MOST_DARK_MS) return;
    say({ type: 'dark' });
    this.#stop();
  }

  #isDue(): boolean {
    const { holding, store, media, clock, isBlanked } = this.#options;
    const bundle = holding.current;
    if (bundle === null || isBlanked()) return false;
    return isDue({
      bundle,
      media,
      leases: store.leases.data,
      withdrawn: store.withdrawn.data,
      nowMs: clock.nowMs(),
      timeIsUncertain: clock.isUncertain(),
      listeningSinceMs: this.#listeningSinceMs,
    });
  }

  #isProven(): boolean {
    const { holding, onAir } = this.#options;
    const programme = holding.current?.manifest.programme;
    const proving = programme ? provingZones(programme) : [];
    return onAir
      .showing()
      .some(({ zone, itemId }) => itemId !== null && proving.some(({ id }) => id === zone));
  }

  #proven(): void {
    this.#healthy();
    if (this.#options.isTrial) this.#options.say({ type: 'shown' });
    this.#stop();
  }

  #healthy(): void {
    if (this.#isHealthy) return;
    this.#isHealthy = true;
    this.#options.say({ type: 'healthy' });
    if (!this.#options.isTrial) this.#stop();
  }
}
