import type { CarryIn, Programme } from '../../core/model/programme.ts';
import { carryInAt, planAt, resolveSlot } from '../../core/schedule/index.ts';
import { completeProgramme, type ProgrammeContent } from './programme.ts';
import { zoneDataFor } from './zone-data.ts';

const NOTHING_UNAVAILABLE: ReadonlySet<string> = new Set();

/**
 * The programme in force from `atMs` on, after `previous`. What was running by an entry goes on as the rules of
 * boundaries say; filler, which nobody planned, makes way at once where an entry is waiting for its place.
 */
export function inForceFrom(content: ProgrammeContent, previous: Programme | null, atMs: number): Programme {
  const { timeZone, entries } = content.programme;
  const complete = (carryIn: CarryIn[]): Programme =>
    completeProgramme(content, {
      zoneOffsets: zoneDataFor(timeZone, entries, atMs),
      effectiveFromMs: atMs,
      carryIn,
    });
  if (previous === null) return complete([]);
  const carried = carryInAt(previous, atMs);
  const stopped = carried.map((carry) => (isFiller(carry) ? { ...carry, running: null } : carry));
  const plan = planAt(complete(stopped), atMs);
  const isAwaited = ({ zone }: CarryIn): boolean =>
    (resolveSlot(plan, zone, atMs, NOTHING_UNAVAILABLE)?.entry ?? null) !== null;
  return complete(carried.map((carry, at) => (isAwaited(carry) ? (stopped[at] ?? carry) : carry)));
}

const isFiller = ({ running }: CarryIn): boolean => running !== null && running.entryId === null;
