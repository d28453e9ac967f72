/**
 * A screen of a sync group shows the group's plan; entries for this screen alone cover slots of it and move none.
 * Whatever covers a slot keeps its bounds, so that the members change pictures together.
 */
import type { Programme } from '../model/programme.ts';
import { contendersOf } from './contenders.ts';
import type { Report } from './contenders.ts';
import type { Contender } from './contender.ts';
import type { DayFrame } from './day-frame.ts';
import { indexHolding } from './intervals.ts';
import type { PlanContender, Reason, Slot, ZonePlan } from './plan.ts';
import { firstOf, isValid, seatFor } from './seat.ts';
import type { Seat } from './seat.ts';

/** The group's plan as a programme of its own, and one of the masks alone; null when there are none. */
export function splitMasks(programme: Programme): { group: Programme; masks: Programme | null } {
  const masking = programme.entries.filter((entry) => entry.mask);
  if (masking.length === 0) return { group: programme, masks: null };
  const entries = programme.entries.filter((entry) => !entry.mask);
  const shared = new Set(entries.flatMap((entry) => entry.itemIds));
  const own = new Set(masking.flatMap((entry) => entry.itemIds).filter((id) => !shared.has(id)));
  const group = { ...programme, entries, items: programme.items.filter((item) => !own.has(item.id)) };
  return { group, masks: { ...programme, entries: masking, carryIn: [] } };
}

/** Below every priority. */
const FILLER = -1;

/** A mask at work: its playlist, and by how much air time it is behind its share. */
interface Mask {
  contender: Contender;
  seat: Seat;
  behindMs: number;
  airedMs: number;
}

/**
 * `plan` with the slots that masks cover. A mask of higher priority than what is planned covers it; one of equal
 * priority covers its share of the slots, its percentage or as one more among the equals. Filler gives way to any, to
 * one with a percentage only up to that.
 * An item is used where it fits; a shorter one is repeated. An entry that asks for a hard start cuts the slot it begins
 * in, and its items are cut where the group's slots end, so that an emergency never waits for a slot of its length.
 */
export function coverZone(plan: ZonePlan, frame: DayFrame, report: Report): ZonePlan {
  const { zone, evergreen } = plan;
  const masks = contendersOf(frame, zone, report).map((contender): Mask => ({
    contender,
    seat: seatFor(contender, contender.items, frame.day, undefined),
    ...{ behindMs: 0, airedMs: 0 },
  }));
  if (masks.length === 0) return plan;
  const priorities = new Map(plan.contenders.map(({ entry, priority }) => [entry, priority]));
  const slots: Slot[] = [];
  for (const slot of plan.slots) {
    const priority = slot.entry === null ? FILLER : (priorities.get(slot.entry) ?? FILLER);
    for (const piece of cutAtHardStarts(slot, priority, masks)) {
      const choice = chooseMask(piece, priority, masks, plan.contenders);
      slots.push(choice ? covered(piece, choice) : piece);
    }
  }
  for (const { contender, seat } of masks)
    if (!seat.hasPlayed)
      report('overruled_all_day', { zone, entry: contender.id }, { priority: contender.priority });
  return { zone, slots, evergreen, contenders: [...masks.map(asPlanContender), ...plan.contenders] };
}

function cutAtHardStarts(slot: Slot, priority: number, masks: readonly Mask[]): Slot[] {
  const cuts = new Set<number>();
  for (const { contender } of masks) {
    if (!contender.hard || contender.priority <= priority) continue;
    for (const { startMs } of contender.intervals)
      if (slot.startMs < startMs && startMs < slot.endMs) cuts.add(startMs);
  }
  if (cuts.size === 0) return [slot];
  const edges = [slot.startMs, ...[...cuts].sort((a, b) => a - b), slot.endMs];
  return edges.slice(1).map((endMs, at) => ({ ...slot, startMs: edges[at] ?? slot.startMs, endMs }));
}

interface Choice {
  mask: Mask;
  itemId: string;
}

function chooseMask(
  slot: Slot,
  priority: number,
  masks: readonly Mask[],
  planned: readonly PlanContender[],
): Choice | undefined {
  const lengthMs = slot.endMs - slot.startMs;
  const active = masks.filter(({ contender }) => indexHolding(contender.intervals, slot.startMs) >= 0);
  const isSharing = ({ contender }: Mask) =>
    contender.priority === priority || (priority === FILLER && contender.sharePercent !== null);
  const above = active.filter((mask) => mask.contender.priority > priority && !isSharing(mask));
  const highest = above.reduce((most, { contender }) => Math.max(most, contender.priority), -1);
  const winners = above.filter(({ contender }) => contender.priority === highest);
  // Turns by air time so far; the order of contenders is the total order and breaks ties.
  for (const mask of winners.toSorted((a, b) => a.airedMs - b.airedMs)) {
    const choice = take(mask, slot);
    if (choice) return choice;
  }
  const equals = active.filter(isSharing);
  const peers =
    equals.length + planned.filter((one) => one.priority === priority && isActive(one, slot)).length;
  for (const mask of equals) mask.behindMs += lengthMs * shareOf(mask.contender, peers);
  for (const mask of equals.toSorted((a, b) => b.behindMs - a.behindMs)) {
    if (mask.behindMs * 2 < lengthMs) return undefined;
    const choice = take(mask, slot);
    if (!choice) continue;
    mask.behindMs -= lengthMs;
    return choice;
  }
  return undefined;
}

const isActive = ({ intervals }: PlanContender, slot: Slot) => indexHolding(intervals, slot.startMs) >= 0;

const shareOf = ({ sharePercent }: Contender, peers: number): number =>
  sharePercent === null ? 1 / peers : Math.min(1, sharePercent / 100);

/** The mask's next item that fits into the slot, if any: it is then used up. */
function take(mask: Mask, slot: Slot): Choice | undefined {
  const { seat } = mask;
  const lengthMs = slot.endMs - slot.startMs;
  const found = firstOf(
    seat,
    (item) =>
      (item.airDurationMs <= lengthMs || mask.contender.hard) &&
      isValid({ ...item, airDurationMs: lengthMs }, slot.startMs),
  );
  if (!found) return undefined;
  seat.position += found.skipped + 1;
  seat.hasPlayed = true;
  mask.airedMs += lengthMs;
  return { mask, itemId: found.item.id };
}

function covered({ startMs, endMs, entry: covers }: Slot, { mask, itemId }: Choice): Slot {
  const { contender } = mask;
  const reasons: Reason[] = [
    ...(contender.emergency ? [{ code: 'emergency' as const, params: {} }] : []),
    contender.recurrence,
    { code: 'this_screen', params: { covers: covers ?? '', priority: contender.priority } },
  ];
  return { startMs, endMs, item: itemId, entry: contender.id, reasons };
}

const asPlanContender = ({ contender }: Mask): PlanContender => ({
  entry: contender.id,
  priority: contender.priority,
  items: contender.itemIds,
  intervals: contender.intervals,
});
