import { DEFAULT_PLAYER_SETTINGS, type DownloadPolicy } from '../../core/model/screen-settings.ts';
import type { Faults } from '../faults.ts';
import type { Holding } from '../holding.ts';
import type { ServerClock } from '../sync/clock.ts';
import type { Time } from '../time.ts';
import type { DataBudget } from './data-budget.ts';
import { isWithin, zoneOf } from './fetch-times.ts';

/** A fault that lasts is told again before the server forgets it. */
const SAY_AGAIN_EVERY_MS = 5 * 60_000;

export interface RulesOptions {
  holding: Holding;
  clock: ServerClock;
  budget: DataBudget;
  time: Time;
  faults: Faults;
}

/** Why media are not fetched now. */
export type Held = 'outside_window' | 'budget_spent';

/** What the manifest's download policy allows at this moment: computed anew each time, so no tick can be missed. */
export class DownloadRules {
  readonly #options: RulesOptions;
  #toldMonotonicMs: number | null = null;
  #urgent: { manifestSha256: string; files: ReadonlySet<string> } | null = null;

  constructor(options: RulesOptions) {
    this.#options = options;
  }

  policy(): DownloadPolicy {
    const settings = this.#options.holding.current?.manifest.settings ?? DEFAULT_PLAYER_SETTINGS;
    return settings.downloads;
  }

  /**
   * Null when this file, or what is no file of the programme (null), may be fetched now. Pictures of an emergency are
   * counted and never held back.
   */
  holdsBack(sha256: string | null): Held | null {
    if (sha256 !== null && this.isUrgent(sha256)) return null;
    if (this.#options.budget.isSpent()) return 'budget_spent';
    return this.#isWithinWindow() ? null : 'outside_window';
  }

  /** Null for no cap. */
  capKbps(sha256: string | null): number | null {
    return sha256 !== null && this.isUrgent(sha256) ? null : this.policy().bandwidthKbps;
  }

  isUrgent(sha256: string): boolean {
    const bundle = this.#options.holding.current;
    if (bundle === null) return false;
    if (this.#urgent?.manifestSha256 !== bundle.sha256) {
      const items = bundle.manifest.programme.items.filter((item) => item.emergency);
      const files = new Set(items.flatMap((item) => (item.kind === 'ticker' ? [] : [item.mediaSha256])));
      this.#urgent = { manifestSha256: bundle.sha256, files };
    }
    return this.#urgent.files.has(sha256);
  }

  /** Tells of a spent budget for as long as it is spent. Call it with every tick. */
  refresh(): void {
    const { budget, faults, time } = this.#options;
    if (!budget.isSpent()) {
      if (this.#toldMonotonicMs !== null) faults.settle('data_budget_spent');
      this.#toldMonotonicMs = null;
      return;
    }
    const nowMs = time.monotonicMs();
    if (this.#toldMonotonicMs !== null && nowMs - this.#toldMonotonicMs < SAY_AGAIN_EVERY_MS) return;
    this.#toldMonotonicMs = nowMs;
    faults.raise('data_budget_spent', `${this.policy().monthlyBudgetMb ?? 0} MB`);
  }

  #isWithinWindow(): boolean {
    const { holding, clock } = this.#options;
    const { windows } = this.policy();
    if (windows.length === 0) return true;
    // Nobody knows what time it is: a window may not be guessed on a link that costs by the hour.
    if (holding.current === null || clock.isUncertain()) return false;
    return isWithin(windows, zoneOf(holding.current.manifest.programme), clock.nowMs());
  }
}
