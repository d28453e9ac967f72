import { explainScreen, getScreenPlan, previewEntry } from '../../core/api/schedule.ts';
import { broadcastDay, explain, plannedLog, resolveSlot } from '../../core/schedule/index.ts';
import type { ZoneId } from '../../core/model/catalogue.ts';
import type { Manifest } from '../../core/model/programme.ts';
import type { DirectorServices } from '../director-services.ts';
import { bind, type Route } from '../http/bind.ts';
import { orNotFound } from '../http/refusal.ts';
import { checkTiming } from './check-plan.ts';
import { draftDay } from './draft-day.ts';
import { dayView, slotView } from './plan-view.ts';

const NOTHING_UNAVAILABLE: ReadonlySet<string> = new Set();
/** Stands for an entry that has no id yet. */
const NEW_ENTRY = 'new';

export function planRoutes(services: DirectorServices): Route[] {
  const { db, manifests, nowMs, plans } = services;

  const knownScreen = async (id: string): Promise<void> => {
    orNotFound(await db.selectFrom('screens').select('id').where('id', '=', id).executeTakeFirst());
  };

  /** What was, is or will be in a zone at an instant: history before the newest version, its own plan from there. */
  async function slotAt(manifest: Manifest, zone: ZoneId, atMs: number) {
    const day = broadcastDay(manifest.programme, atMs);
    if (atMs >= manifest.programme.effectiveFromMs) {
      const plan = plans.planOf(manifest, day);
      const slot = resolveSlot(plan, zone, atMs, NOTHING_UNAVAILABLE);
      return { slot, reasons: explain(plan, zone, atMs) };
    }
    const past = (await plans.published(db, manifest.screenId, day))?.plans ?? [];
    const slot = plannedLog(past, zone).find(({ startMs, endMs }) => startMs <= atMs && atMs < endMs);
    return { slot, reasons: slot?.reasons ?? [] };
  }

  return [
    bind(getScreenPlan, async ({ params: { id }, query: { day, version } }) => {
      await knownScreen(id);
      if (version === 'planned') return draftDay(services, id, day);
      const published = await plans.published(db, id, day);
      const view = published === null ? null : dayView(id, published.plans, published.names);
      return view ?? { ...(await draftDay(services, id, day, () => [])), hash: '', zones: [], findings: [] };
    }),

    bind(previewEntry, async ({ params: { id }, query: { day }, body: { entryId, plan } }) => {
      await knownScreen(id);
      checkTiming(plan, nowMs());
      const changed = { id: entryId ?? NEW_ENTRY, plan };
      return draftDay(services, id, day, (planned) => [
        ...planned.filter((entry) => entry.id !== changed.id),
        changed,
      ]);
    }),

    bind(explainScreen, async ({ params: { id }, query: { atMs } }) => {
      await knownScreen(id);
      const manifest = await manifests.newest(db, id);
      if (manifest === null) return { screenId: id, atMs, zones: [] };
      const names =
        (await plans.published(db, id, broadcastDay(manifest.programme, atMs)))?.names ??
        new Map<string, never>();
      const zones = [];
      for (const { id: zone } of manifest.programme.zones) {
        const { slot, reasons } = await slotAt(manifest, zone, atMs);
        zones.push({
          zone,
          slot: slot === undefined ? null : slotView(slot, names),
          reasons: [...reasons],
        });
      }
      return { screenId: id, atMs, zones };
    }),
  ];
}
