/** Computed days, kept while they are asked for. */
import type { Manifest } from '../../core/model/programme.ts';
import { broadcastDay, compileDay, dayBounds, type DayPlan } from '../../core/schedule/index.ts';
import type { ManifestStore } from '../publish/manifest-store.ts';
import type { Db } from '../store/database.ts';
import { namesOf, type ItemNames } from './plan-view.ts';

/** Days kept: yesterday, today and tomorrow of a large city's screens. */
const KEPT = 300;

/** A day as it was and will be given to a screen. */
export interface PublishedDay {
  /** Plans of the versions in force on it, in their order. */
  plans: readonly DayPlan[];
  names: ItemNames;
}

export class PlanBook {
  readonly #plans = new Map<string, DayPlan>();
  readonly #manifests: ManifestStore;

  constructor(manifests: ManifestStore) {
    this.#manifests = manifests;
  }

  /** The day of one manifest. */
  planOf(manifest: Manifest, day: string): DayPlan {
    const key = `${manifest.screenId} ${manifest.version} ${day}`;
    const plan = this.#plans.get(key) ?? compileDay(manifest.programme, day);
    this.#plans.delete(key);
    this.#plans.set(key, plan);
    const oldest = this.#plans.keys().next().value;
    if (this.#plans.size > KEPT && oldest !== undefined) this.#plans.delete(oldest);
    return plan;
  }

  /** The plan that holds at an instant, by the newest manifest; null before the first. */
  async current(
    db: Db,
    screenId: string,
    atMs: number,
  ): Promise<{ manifest: Manifest; plan: DayPlan } | null> {
    const manifest = await this.#manifests.newest(db, screenId);
    if (manifest === null) return null;
    return { manifest, plan: this.planOf(manifest, broadcastDay(manifest.programme, atMs)) };
  }

  /** The day over all versions in force on it; null before the first manifest. */
  async published(db: Db, screenId: string, day: string): Promise<PublishedDay | null> {
    const newest = await this.#manifests.newest(db, screenId);
    if (newest === null) return null;
    const { startMs, endMs } = dayBounds(newest.programme, day);
    const plans: DayPlan[] = [];
    const names = new Map<string, { announcementId: string; title: string }>();
    for (const { version } of await this.#manifests.inForce(db, screenId, startMs, endMs)) {
      const manifest = await this.#manifests.get(db, screenId, version);
      plans.push(this.planOf(manifest, day));
      for (const [id, name] of namesOf(manifest.programme)) names.set(id, name);
    }
    return { plans, names };
  }
}
