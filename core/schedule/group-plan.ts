import type { Programme } from '../model/programme.ts';
import { broadcastDay } from './broadcast-day.ts';
import { compileDay } from './compile-day.ts';
import { splitMasks } from './masks.ts';
import type { Slot } from './plan.ts';

/**
 * Whether two screens of a sync group are told to show the same from `atMs` on, their masks left aside: the same items
 * at the same times, to the end of the broadcast day, in every zone that both have.
 */
export function inStep(one: Programme, other: Programme, atMs: number): boolean {
  const day = broadcastDay(one, atMs);
  if (day !== broadcastDay(other, atMs)) return false;
  const [a, b] = [one, other].map((programme) => compileDay(splitMasks(programme).group, day));
  return (a?.zones ?? []).every(({ zone, slots }) => {
    const others = b?.zones.find((candidate) => candidate.zone === zone)?.slots;
    return others === undefined || sameFrom(slots, others, atMs);
  });
}

function sameFrom(slots: readonly Slot[], others: readonly Slot[], atMs: number): boolean {
  const [a, b] = [slots, others].map((list) => list.filter((slot) => slot.endMs > atMs));
  return (
    a?.length === b?.length &&
    (a ?? []).every((slot, at) => {
      const other = b?.[at];
      return slot.item === other?.item && slot.startMs === other.startMs && slot.endMs === other.endMs;
    })
  );
}
