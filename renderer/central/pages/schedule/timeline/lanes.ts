import type { DayPlanView } from '../../../../../core/api/schedule.ts';

export type SlotView = DayPlanView['zones'][number]['slots'][number];

/** One announcement's slots in a zone, as one row of the timeline. */
export interface Lane {
  announcementId: string;
  title: string;
  slots: readonly SlotView[];
  airTimeMs: number;
  emergency: boolean;
}

const hasEmergency = (slot: SlotView) => slot.reasons.some((reason) => reason.code === 'emergency');

/** A row per announcement; emergencies first, then by air time, so that what matters is on top. */
export function lanesOf(slots: readonly SlotView[]): Lane[] {
  const byAnnouncement = Map.groupBy(slots, (slot) => slot.announcementId);
  return [...byAnnouncement]
    .map(([announcementId, own]) => ({
      announcementId,
      title: own[0]?.title ?? announcementId,
      slots: own,
      airTimeMs: own.reduce((sum, slot) => sum + slot.endMs - slot.startMs, 0),
      emergency: own.some(hasEmergency),
    }))
    .sort(
      (a, b) =>
        Number(b.emergency) - Number(a.emergency) ||
        b.airTimeMs - a.airTimeMs ||
        a.title.localeCompare(b.title),
    );
}

/** Index of the first slot that ends after the instant; slots are ascending and disjoint. */
export function firstEndingAfter(slots: readonly SlotView[], atMs: number): number {
  let low = 0;
  let high = slots.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((slots[middle]?.endMs ?? Infinity) > atMs) high = middle;
    else low = middle + 1;
  }
  return low;
}

export function slotAt(slots: readonly SlotView[], atMs: number): SlotView | undefined {
  const slot = slots[firstEndingAfter(slots, atMs)];
  return slot && slot.startMs <= atMs ? slot : undefined;
}

/** Part of each of `columns` equal pieces of [startMs, endMs) that the slots fill, 0 to 1. */
export function occupancy(
  slots: readonly SlotView[],
  startMs: number,
  endMs: number,
  columns: number,
): Float32Array {
  const filled = new Float32Array(columns);
  const columnMs = (endMs - startMs) / columns;
  for (let index = firstEndingAfter(slots, startMs); index < slots.length; index += 1) {
    const slot = slots[index];
    if (!slot || slot.startMs >= endMs) break;
    const from = Math.max(0, (slot.startMs - startMs) / columnMs);
    const to = Math.min(columns, (slot.endMs - startMs) / columnMs);
    for (let column = Math.floor(from); column < to; column += 1) {
      filled[column] = (filled[column] ?? 0) + Math.min(to, column + 1) - Math.max(from, column);
    }
  }
  return filled;
}
