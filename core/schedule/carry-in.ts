/** Handing a zone's state on when a new programme takes effect mid-day, and taking it up. */
import type { ZoneId } from '../model/catalogue.ts';
import type { CarriedCredit, CarryIn } from '../model/programme.ts';
import { overrunMs, reachOf } from './boundaries.ts';
import type { Continuation } from './peer-set.ts';
import type { Slot } from './plan.ts';
import { carriedIn } from './reasons.ts';
import { UNITS_PER_MS } from './rotation.ts';
import type { Seat } from './seat.ts';
import type { Seats } from './seats.ts';
import type { Stretch } from './stretches.ts';
import type { ZoneRun } from './zone-run.ts';

/** State of a zone at `nowMs`, after a run that planned every slot begun before it. */
export function exportCarry(run: ZoneRun, zone: ZoneId, nowMs: number): CarryIn {
  const { set, seats } = run;
  const last = run.slots.at(-1);
  const running =
    last && last.endMs > nowMs
      ? { itemId: last.item, entryId: last.entry, startMs: last.startMs, endMs: last.endMs }
      : null;
  const placeOf = new Map(set?.seats.map((seat, at) => [seat, at]));
  const credits: CarriedCredit[] = [];
  let filler: Omit<CarriedCredit, 'entryId'> | undefined;
  for (const seat of seats.taken()) {
    const at = placeOf.get(seat);
    const isSeated = set !== undefined && at !== undefined;
    const credit = isSeated ? set.creditOf(at) : seat.credit;
    const carried = {
      creditMs: Math.round(credit / UNITS_PER_MS),
      exact: {
        credit,
        lead: isSeated ? set.rotation.lead(at) : null,
        weight: isSeated ? (set.weights[at] ?? null) : null,
        position: seat.position,
        hourPlays: run.isHourOver ? 0 : seat.hourPlays,
        hourWonMs: run.isHourOver ? 0 : Math.max(0, seat.hourWonMs - (isSeated ? run.wonAheadMs : 0)),
      },
    };
    if (seat.contender) credits.push({ entryId: seat.contender.id, ...carried });
    else filler = carried;
  }
  return {
    zone,
    running,
    credits,
    ...(filler ? { filler } : {}),
    ...(set ? { balance: set.rotation.balance } : {}),
  };
}

/** What a zone starts from: its first instant, the slot running across it, and places in the rotation. */
export interface Beginning {
  startMs: number;
  running: Slot | undefined;
  continued: Continuation | undefined;
}

/** Where `effectiveFromMs` finds the zone: how long the running item goes on, and whether its rotation does. */
export function takeUpCarry(
  carry: CarryIn | undefined,
  effectiveFromMs: number,
  stretches: readonly Stretch[],
  seats: Seats,
  hasItem: (itemId: string) => boolean,
): Beginning {
  const running = carry && runningSlot(carry, effectiveFromMs, stretches, seats, hasItem);
  const startMs = running?.endMs ?? effectiveFromMs;
  if (!carry) return { startMs, running, continued: undefined };

  const leads = new Map<Seat, { lead: number; weight: number }>();
  const byId = new Map(carry.credits.map((credit) => [credit.entryId, credit.exact]));
  for (const seat of seats.taken()) {
    const exact = seat.contender ? byId.get(seat.contender.id) : carry.filler?.exact;
    if (exact && exact.lead !== null && exact.weight !== null)
      leads.set(seat, { lead: exact.lead, weight: exact.weight });
  }
  const cutMs = (carry.running?.endMs ?? startMs) - startMs;
  if (carry.running && cutMs > 0) giveBack(leads, carry.running.entryId, cutMs);
  const carriedLeads = [...byId.values(), carry.filler?.exact].filter(
    (exact) => typeof exact?.lead === 'number',
  );
  const isWhole = leads.size === carriedLeads.length && cutMs <= 0 && carry.balance !== undefined;
  return {
    startMs,
    running,
    continued: isWhole && carry.balance !== undefined ? { balance: carry.balance, leads } : undefined,
  };
}

/** The carried item with the end it gets; undefined when it is cut at once. */
function runningSlot(
  { running }: CarryIn,
  effectiveFromMs: number,
  stretches: readonly Stretch[],
  seats: Seats,
  hasItem: (itemId: string) => boolean,
): Slot | undefined {
  if (!running || running.endMs <= effectiveFromMs || !hasItem(running.itemId)) return undefined;
  const index = stretches.findIndex(({ endMs }) => endMs > effectiveFromMs);
  const stretch = stretches[index];
  if (!stretch || stretch.startMs > effectiveFromMs) return undefined;
  const slot = (endMs: number): Slot => ({
    startMs: running.startMs,
    endMs,
    item: running.itemId,
    entry: running.entryId,
    reasons: [carriedIn(effectiveFromMs)],
  });
  const owner = stretch.members.find((member) => member.id === running.entryId);
  if (owner || (running.entryId === null && stretch.members.length === 0)) {
    const { boundaryMs, latestEndMs } = reachOf(stretches, index, owner ?? null, running.endMs);
    return slot(running.endMs <= latestEndMs ? running.endMs : boundaryMs);
  }
  // Another set has taken over at this instant: a boundary like any other.
  const wasHard = seats.contenders.some(({ id, hard }) => hard && id === running.entryId);
  if (wasHard || stretch.members.some((member) => member.hard)) return undefined;
  if (running.endMs - effectiveFromMs > overrunMs(stretch)) return undefined;
  const { latestEndMs } = reachOf(stretches, index, stretch.members[0] ?? null, running.endMs);
  return running.endMs <= latestEndMs ? slot(running.endMs) : undefined;
}

/** A cut item was charged to its end: what it did not get goes back to it, and the others' claim on it lapses. */
function giveBack(leads: ReadonlyMap<Seat, { weight: number }>, entryId: string | null, cutMs: number): void {
  for (const [seat, { weight }] of leads) {
    seat.credit += Math.round(cutMs * UNITS_PER_MS * weight);
    if ((seat.contender?.id ?? null) !== entryId) continue;
    seat.credit -= cutMs * UNITS_PER_MS;
    seat.hourPlays = Math.max(0, seat.hourPlays - 1);
  }
}
