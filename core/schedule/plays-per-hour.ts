/** Plays per local clock hour: who has reached a maximum, and whose minimum is due. */
import { toLocalMs } from '../time/zone.ts';
import type { Zone } from '../time/zone.ts';
import type { Seat } from './seat.ts';

const HOUR_MS = 3_600_000;

/** Beginning of the local clock hour an instant lies in. */
export function hourStart(zone: Zone, atMs: number): number {
  const localMs = toLocalMs(zone, atMs);
  return atMs - (((localMs % HOUR_MS) + HOUR_MS) % HOUR_MS);
}

export const hasMaximum = (seat: Seat): boolean =>
  seat.hourPlays >= (seat.contender?.maxPlaysPerHour ?? Infinity);

/** Plays still owed for the time won in this hour: the minimum, prorated, less what was played. */
export function owedPlays(seat: Seat): number {
  const { contender } = seat;
  if (!contender?.minPlaysPerHour) return 0;
  const prorated = Math.floor((contender.minPlaysPerHour * seat.hourWonMs) / HOUR_MS + 1e-9);
  return Math.max(0, Math.min(prorated, contender.maxPlaysPerHour ?? Infinity) - seat.hourPlays);
}

/** Closes a clock hour: a minimum that was missed is remembered. */
export function closeHour(seat: Seat): void {
  if (owedPlays(seat) > 0) seat.missedHours += 1;
  seat.hourPlays = 0;
  seat.hourWonMs = 0;
}
