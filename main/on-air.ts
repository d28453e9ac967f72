import { EventEmitter } from 'node:events';
import type { Play } from '../core/protocol/device.ts';
import type { RendererMessage, ServiceMessage } from '../core/protocol/player.ts';
import type { Programme } from '../core/model/programme.ts';
import { airing } from './airing.ts';
import type { Faults } from './faults.ts';
import type { Holding } from './holding.ts';
import type { Log } from './log.ts';
import type { RendererSocket } from './loopback/renderer-socket.ts';
import { slateOf } from './slate.ts';
import type { DeviceStore } from './store/device-store.ts';
import type { ServerClock } from './sync/clock.ts';
import type { Time } from './time.ts';

type State = Extract<ServiceMessage, { type: 'state' }>;
type Ended = Extract<RendererMessage, { type: 'ended' }>;

const FAILED_FIRST_MS = 60_000;
const FAILED_MOST_MS = 15 * 60_000;
/** A smaller change of the correction is not worth a message: under a fifth of a frame at 60 fps. */
const OFFSET_CHANGE_MS = 3;

export interface Showing {
  zone: Programme['zones'][number]['id'];
  itemId: string | null;
  sinceMs: number;
}

interface OnAirEvents {
  /** The page plays from this manifest version. */
  applied: [number];
  play: [Omit<Play, 'sequence'>];
  showing: [];
  /** Any sign of life of the page. */
  alive: [];
}

export interface OnAirOptions {
  store: DeviceStore;
  holding: Holding;
  media: ReadonlySet<string>;
  clock: ServerClock;
  time: Time;
  faults: Faults;
  renderer: RendererSocket;
  /** The code to show while the device is bound to no screen. */
  pairingCode(): string | null;
  /** An operator wants the panel dark. */
  isBlanked(): boolean;
  /** Items are cut, whatever the settings say: a fade takes two decoders and the graphics card. */
  isSafe: boolean;
  log: Log;
}

/** What the page is told, and what it says back. */
export class OnAir {
  readonly events = new EventEmitter<OnAirEvents>();
  readonly #options: OnAirOptions;
  readonly #failed = new Map<string, { untilMonotonicMs: number; times: number }>();
  readonly #showing = new Map<Showing['zone'], Showing>();
  #state: State | null = null;
  #fingerprint = '';
  #appliedVersion: number | null = null;

  constructor(options: OnAirOptions) {
    this.#options = options;
    const { renderer } = options;
    renderer.events.on('connected', () => {
      this.#appliedVersion = null;
      this.refresh();
      if (this.#state) renderer.send({ ...this.#state, ...this.#correction() });
    });
    renderer.events.on('disconnected', () => {
      this.#appliedVersion = null;
      this.#showing.clear();
      this.events.emit('showing');
    });
    renderer.events.on('message', (message) => {
      this.events.emit('alive');
      this.#take(message);
    });
  }

  /** Version the connected page confirmed, or null. */
  get appliedVersion(): number | null {
    return this.#appliedVersion;
  }

  showing(): Showing[] {
    return [...this.#showing.values()];
  }

  identify(label: string, durationMs: number): void {
    this.#options.renderer.send({ type: 'identify', label, durationMs });
  }

  /** Computes anew what may play, and tells the page if that changed. Cheap: call it with every tick. */
  refresh(): void {
    const state = this.#compute();
    const { programme: _programme, clockOffsetMs, systemMs, ...rest } = state;
    const { holding, clock } = this.#options;
    const fingerprint = JSON.stringify([rest, holding.current?.sha256, clock.isUncertain()]);
    if (fingerprint !== this.#fingerprint) {
      this.#fingerprint = fingerprint;
      if (state.manifestVersion !== this.#state?.manifestVersion) this.#appliedVersion = null;
      this.#state = state;
      this.#options.renderer.send(state);
    } else if (Math.abs(clockOffsetMs - (this.#state?.clockOffsetMs ?? 0)) >= OFFSET_CHANGE_MS) {
      this.#state = state;
      this.#options.renderer.send({
        type: 'clock',
        clockOffsetMs,
        ...(systemMs !== undefined && { systemMs }),
      });
    }
  }

  #compute(): State {
    const { holding, media, store, clock, pairingCode } = this.#options;
    const bundle = holding.current;
    const nowMs = clock.nowMs();
    const on =
      bundle &&
      airing({
        bundle,
        media,
        leases: store.leases.data,
        withdrawn: store.withdrawn.data,
        failedUntilMs: this.#failedUntilMs(nowMs),
        nowMs,
        timeIsUncertain: clock.isUncertain(),
      });
    return {
      type: 'state',
      manifestVersion: bundle?.manifest.version ?? null,
      programme: on?.programme ?? null,
      output: bundle?.manifest.output ?? null,
      unavailable: on?.unavailable ?? [],
      ...this.#correction(),
      demo: bundle?.root.demo ?? false,
      slate: slateOf(bundle?.manifest.programme ?? null, nowMs),
      // A server that forgot us, or plays it, must not be able to put a code over a programme.
      pairingCode: bundle ? null : pairingCode(),
      transition: (this.#options.isSafe ? null : bundle?.manifest.settings.transition) ?? { kind: 'cut' },
      blanked: this.#options.isBlanked(),
    };
  }

  /** Counted by the uptime: an hour of a wrong clock must leave nothing out until the date it showed. */
  #failedUntilMs(nowMs: number): Map<string, number> {
    const monotonicMs = this.#options.time.monotonicMs();
    return new Map(
      [...this.#failed].map(([id, { untilMonotonicMs }]) => [id, nowMs + untilMonotonicMs - monotonicMs]),
    );
  }

  #correction(): { clockOffsetMs: number; systemMs: number } {
    const systemMs = this.#options.time.nowMs();
    return { clockOffsetMs: this.#options.clock.nowMs() - systemMs, systemMs };
  }

  #take(message: RendererMessage): void {
    const manifest = this.#options.holding.current?.manifest;
    switch (message.type) {
      case 'applied':
        if (message.manifestVersion !== manifest?.version) return;
        this.#appliedVersion = message.manifestVersion;
        this.events.emit('applied', message.manifestVersion);
        return;
      case 'shown':
        this.#show(message.zone, message.itemId, message.startMs);
        return;
      case 'ended':
        if (this.#showing.get(message.zone)?.itemId === message.itemId) {
          this.#show(message.zone, null, message.endMs);
        }
        this.#ended(message);
        return;
      case 'failed':
        this.#fail(message.itemId, message.detail);
        return;
      case 'alive':
      case 'looked':
        return;
    }
  }

  #show(zone: Showing['zone'], itemId: string | null, sinceMs: number): void {
    this.#showing.set(zone, { zone, itemId, sinceMs });
    this.events.emit('showing');
  }

  #ended(message: Ended): void {
    // Not when it is shown: a file may show its first frame and stall, each time anew.
    if (message.complete) this.#failed.delete(message.itemId);
    const { type: _type, slotStartMs: _slot, ...play } = message;
    const known = this.#options.holding.findItem(message.itemId);
    if (known === null) {
      this.#options.log.error('play_of_unknown_item', { itemId: message.itemId });
      return;
    }
    this.events.emit('play', { ...play, ...known });
  }

  /** Left out for a while, longer each time, so that one bad file does not make the screen stutter all day. */
  #fail(itemId: string, detail: string): void {
    const times = (this.#failed.get(itemId)?.times ?? 0) + 1;
    const forMs = Math.min(FAILED_MOST_MS, FAILED_FIRST_MS * 2 ** (times - 1));
    this.#failed.set(itemId, { untilMonotonicMs: this.#options.time.monotonicMs() + forMs, times });
    this.#options.faults.raise('item_failed', `${itemId}: ${detail}`);
    this.refresh();
  }
}
