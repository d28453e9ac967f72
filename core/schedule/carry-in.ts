/** Handing a zone's state on when a new programme takes effect mid-day, and taking it up. */
import type { CarriedCredit, CarryIn } from '../model/programme.ts';
import type { ZoneId } from '../model/catalogue.ts';
import { overrunMs, reachOf } from './boundaries.ts';
import type { Contender } from './contender.ts';
import type { Continuation } from './peer-set.ts';
import type { Slot } from './plan.ts';
import { carriedIn } from './reasons.ts';
import { UNITS_PER_MS } from './rotation.ts';
import type { Seat } from './seat.ts';
import type { Stretch } from './stretches.ts';
import type { ZoneRun } from './zone-run.ts';

/** State of a zone at `nowMs`, after a run that planned every slot begun before it. */
export function exportCarry(run: ZoneRun, zone: ZoneId, nowMs: number): CarryIn {
  const last = run.slots.at(-1);
  const isRunning = last !== undefined && last.endMs > nowMs;
  const { set } = run;
  const placeOf = new Map(set?.seats.map((seat, at) => [seat, at]));
  const credit = (seat: Seat): Omit<CarriedCredit, 'entryId'> => {
    const at = placeOf.get(seat);
    const units = set && at !== undefined ? set.creditOf(at) : seat.credit;
    return {
      creditMs: Math.round(units / UNITS_PER_MS),
      exact: {
        credit: units,
        lead: set && at !== undefined ? set.rotation.lead(at) : null,
        weight: at === undefined ? null : (set?.weights[at] ?? null),
        position: seat.position,
        hourPlays: seat.hourPlays,
        hourWonMs: seat.hourWonMs - (at === undefined ? 0 : Math.min(run.wonAheadMs, seat.hourWonMs)),
      },
    };
  };
  return {
    zone,
    running: isRunning
      ? { itemId: last.item, entryId: last.entry, startMs: last.startMs, endMs: last.endMs }
      : null,
    credits: [...run.seats].map(([{ id }, seat]) => ({ entryId: id, ...credit(seat) })),
    ...(run.filler ? { filler: credit(run.filler) } : {}),
    ...(set ? { balance: set.rotation.balance } : {}),
  };
}

/** What a zone starts from: its first instant, the slot running across it, and places in the rotation. */
export interface Beginning {
  startMs: number;
  running: Slot | undefined;
  continued: Continuation | undefined;
}

/** Takes up a carried state: fills in the seats and decides how long the running item goes on. */
export function importCarry(options: {
  carry: CarryIn | undefined;
  effectiveFromMs: number;
  stretches: readonly Stretch[];
  seats: ReadonlyMap<Contender, Seat>;
  filler: Seat | null;
  hasItem: (itemId: string) => boolean;
}): Beginning {
  const { carry, effectiveFromMs, seats, filler } = options;
  if (!carry) return { startMs: effectiveFromMs, running: undefined, continued: undefined };
  const credits = new Map(carry.credits.map((credit) => [credit.entryId, credit]));
  const leads = new Map<Seat, { lead: number; weight: number }>();
  const restore = (seat: Seat, carried: Omit<CarriedCredit, 'entryId'> | undefined) => {
    if (!carried) return;
    const { exact } = carried;
    seat.credit = exact?.credit ?? carried.creditMs * UNITS_PER_MS;
    seat.position = exact?.position ?? 0;
    seat.hourPlays = exact?.hourPlays ?? 0;
    seat.hourWonMs = exact?.hourWonMs ?? 0;
    seat.hasPlayed = seat.position > 0;
    if (exact && exact.lead !== null && exact.weight !== null)
      leads.set(seat, { lead: exact.lead, weight: exact.weight });
  };
  for (const [{ id }, seat] of seats) restore(seat, credits.get(id));
  if (filler) restore(filler, carry.filler);

  const carriedLeads = carry.credits.filter(({ exact }) => typeof exact?.lead === 'number').length;
  const fillerLeads = typeof carry.filler?.exact?.lead === 'number' ? 1 : 0;
  const isComplete = leads.size === carriedLeads + fillerLeads;
  const running = runningSlot(options, carry);
  const startMs = running?.endMs ?? effectiveFromMs;
  const cutMs = carry.running ? carry.running.endMs - startMs : 0;
  if (carry.running && cutMs > 0) refund(leads, seats, filler, carry.running.entryId, cutMs);
  const goesOn = isComplete && cutMs <= 0;
  const continued = goesOn && carry.balance !== undefined ? { balance: carry.balance, leads } : undefined;
  return { startMs, running, continued };
}

/** The carried item with the end it gets; undefined when it is cut at once. */
function runningSlot(
  { effectiveFromMs, stretches, seats, hasItem }: Parameters<typeof importCarry>[0],
  carry: CarryIn,
): Slot | undefined {
  const { running } = carry;
  if (!running || running.endMs <= effectiveFromMs || !hasItem(running.itemId)) return undefined;
  const index = stretches.findIndex(({ endMs }) => endMs > effectiveFromMs);
  const stretch = stretches[index];
  if (!stretch || stretch.startMs > effectiveFromMs) return undefined;
  const owner = stretch.members.find((member) => member.id === running.entryId);
  const slot = (endMs: number): Slot => ({
    startMs: running.startMs,
    endMs,
    item: running.itemId,
    entry: running.entryId,
    reasons: [carriedIn(effectiveFromMs)],
  });
  const isFiller = running.entryId === null && stretch.members.length === 0;
  if (owner || isFiller) {
    const { boundaryMs, latestEndMs } = reachOf(stretches, index, owner ?? null, running.endMs);
    return slot(running.endMs <= latestEndMs ? running.endMs : boundaryMs);
  }
  // Another set has taken over at this instant: a boundary like any other.
  const wasHard = [...seats.keys()].some((contender) => contender.id === running.entryId && contender.hard);
  if (wasHard || stretch.members.some((member) => member.hard)) return undefined;
  if (running.endMs - effectiveFromMs > overrunMs(stretch)) return undefined;
  const { latestEndMs } = reachOf(stretches, index, stretch.members[0] ?? null, running.endMs);
  return running.endMs <= latestEndMs ? slot(running.endMs) : undefined;
}

/** A cut item was charged to its end: what it did not get is given back, to it and from the others. */
function refund(
  leads: ReadonlyMap<Seat, { weight: number }>,
  seats: ReadonlyMap<Contender, Seat>,
  filler: Seat | null,
  entryId: string | null,
  cutMs: number,
): void {
  for (const [seat, { weight }] of leads) seat.credit += Math.round(cutMs * UNITS_PER_MS * weight);
  for (const seat of [...seats.values(), ...(filler ? [filler] : [])]) {
    if ((seat.contender?.id ?? null) !== entryId || !leads.has(seat)) continue;
    seat.credit -= cutMs * UNITS_PER_MS;
    seat.hourPlays = Math.max(0, seat.hourPlays - 1);
  }
}
