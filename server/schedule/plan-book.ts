/** Computed days, kept while they are asked for. */
import type { Manifest } from '../../core/model/programme.ts';
import {
  broadcastDay,
  compileDay,
  dayBounds,
  plannedLog,
  planHash,
  type DayPlan,
  type Finding,
  type Slot,
} from '../../core/schedule/index.ts';
import type { ZoneId } from '../../core/model/catalogue.ts';
import type { ManifestStore } from '../publish/manifest-store.ts';
import type { Db } from '../store/database.ts';

/** Days kept: yesterday, today and tomorrow of a large city's screens. */
const KEPT = 300;

/** A day as it was and will be given to a screen, over all versions of its programme. */
export interface PublishedDay {
  day: string;
  startMs: number;
  endMs: number;
  zones: { zone: ZoneId; slots: Slot[] }[];
  findings: readonly Finding[];
  hash: string;
  /** Announcement and title of every item that occurs. */
  items: ReadonlyMap<string, { announcementId: string; title: string }>;
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

  /** The day as the concatenation of the versions in force on it; null before the first manifest. */
  async published(db: Db, screenId: string, day: string): Promise<PublishedDay | null> {
    const newest = await this.#manifests.newest(db, screenId);
    if (newest === null) return null;
    const { startMs, endMs } = dayBounds(newest.programme, day);
    const plans: DayPlan[] = [];
    const items = new Map<string, { announcementId: string; title: string }>();
    for (const { version } of await this.#manifests.inForce(db, screenId, startMs, endMs)) {
      const manifest = await this.#manifests.get(db, screenId, version);
      plans.push(this.planOf(manifest, day));
      for (const { id, announcementId, title } of manifest.programme.items)
        items.set(id, { announcementId, title });
    }
    const zones = new Set(plans.flatMap((plan) => plan.zones.map(({ zone }) => zone)));
    const plan = this.planOf(newest, day);
    return {
      day,
      startMs,
      endMs,
      zones: [...zones].map((zone) => ({ zone, slots: plannedLog(plans, zone) })),
      findings: plan.findings,
      hash: planHash(plan),
      items,
    };
  }
}
