/** Plans in the form browsers draw them. */
import type { DayPlanView, FindingView } from '../../core/api/schedule.ts';
import type { Programme } from '../../core/model/programme.ts';
import { planHash, plannedLog } from '../../core/schedule/index.ts';
import type { DayPlan, Finding, Slot } from '../../core/schedule/index.ts';
import type { LeftOut } from '../publish/programme.ts';

/** What a plan calls by item id, by announcement. */
export type ItemNames = ReadonlyMap<string, { announcementId: string; title: string }>;

export const namesOf = (programme: Pick<Programme, 'items'>): ItemNames =>
  new Map(programme.items.map(({ id, announcementId, title }) => [id, { announcementId, title }]));

/** A slot for the timeline; null for an item no programme of the day knows. */
export function slotView(slot: Slot, names: ItemNames) {
  const name = names.get(slot.item);
  return name === undefined
    ? null
    : { startMs: slot.startMs, endMs: slot.endMs, ...name, entryId: slot.entry };
}

/** The day from the plans of the versions in force on it, in their order; the last one's findings and hash; null without any. */
export function dayView(
  screenId: string,
  plans: readonly DayPlan[],
  names: ItemNames,
  leftOut: readonly LeftOut[] = [],
): DayPlanView | null {
  const newest = plans.at(-1);
  if (newest === undefined) return null;
  const zones = [...new Set(plans.flatMap((plan) => plan.zones.map(({ zone }) => zone)))];
  return {
    screenId,
    day: newest.day,
    startMs: newest.startMs,
    endMs: newest.endMs,
    hash: planHash(newest),
    zones: zones.map((zone) => ({
      zone,
      slots: plannedLog(plans, zone).flatMap((slot) => {
        const view = slotView(slot, names);
        return view === null ? [] : [{ ...view, reasons: [...slot.reasons] }];
      }),
    })),
    findings: [...newest.findings.map(findingView), ...leftOut.map(leftOutView)],
  };
}

export const findingView = ({ code, zone, entry, item, params }: Finding): FindingView => ({
  code,
  zone,
  entry,
  item,
  params: { ...params },
});

/** An entry's announcement that did not make it into the programme is a finding as well. */
export const leftOutView = ({ entryId, zone, announcementId, code }: LeftOut): FindingView => ({
  code,
  zone,
  entry: entryId,
  item: null,
  params: { announcementId },
});
