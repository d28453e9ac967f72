import type { DeviceMessage } from '../../core/protocol/device.ts';
import { broadcastDay, compileDay, planHash } from '../../core/schedule/index.ts';
import { missingMedia, type CheckedBundle } from '../airing.ts';
import type { Faults } from '../faults.ts';
import type { Holding } from '../holding.ts';
import type { OnAir } from '../on-air.ts';
import type { ServerClock } from './clock.ts';

export type Status = Extract<DeviceMessage, { type: 'status' }>;

export interface StatusOptions {
  holding: Holding;
  onAir: OnAir;
  clock: ServerClock;
  faults: Faults;
  media: ReadonlySet<string>;
  health(): Status['health'];
  eye(): Status['eye'];
  isBlanked(): boolean;
}

/** Makes the status message; the hash of a day's plan is computed once for each manifest and day. */
export class StatusMaker {
  readonly #options: StatusOptions;
  #plan: { sha256: string; day: string; hash: string } | null = null;

  constructor(options: StatusOptions) {
    this.#options = options;
  }

  make(): Status {
    const { holding, onAir, clock, faults, media } = this.#options;
    const bundle = holding.current;
    const nowMs = clock.nowMs();
    const named = bundle?.manifest.media.length ?? 0;
    return {
      type: 'status',
      atMs: Math.round(nowMs),
      manifestVersion: bundle?.manifest.version ?? 0,
      planHash: bundle && !clock.isUncertain() ? this.#planHash(bundle, nowMs) : null,
      showing: onAir.showing(),
      clock: clock.estimate(),
      media: { missing: bundle ? missingMedia(bundle.manifest, media).length : 0, total: named },
      faults: faults.list(),
      health: this.#options.health(),
      eye: this.#options.eye(),
      blanked: this.#options.isBlanked(),
    };
  }

  #planHash({ manifest, sha256 }: CheckedBundle, nowMs: number): string {
    const day = broadcastDay(manifest.programme, nowMs);
    if (this.#plan?.sha256 !== sha256 || this.#plan.day !== day) {
      this.#plan = { sha256, day, hash: planHash(compileDay(manifest.programme, day)) };
    }
    return this.#plan.hash;
  }
}
