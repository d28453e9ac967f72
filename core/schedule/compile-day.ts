/** The programme of one screen and a broadcast day make a plan: arithmetic, without clock, network or tzdata. */
import type { ZoneId } from '../model/catalogue.ts';
import type { CarryIn, Programme, ProgrammeItem } from '../model/programme.ts';
import { broadcastDay, dayBounds, zoneNamed } from './broadcast-day.ts';
import { exportCarry, takeUpCarry } from './carry-in.ts';
import { compareText } from './compare-text.ts';
import { contendersOf, inTotalOrder, withdrawnBefore } from './contenders.ts';
import type { DayFrame, Report } from './contenders.ts';
import { operatingIntervals } from './operating-hours.ts';
import type { DayPlan, Finding, PlanItem, ZonePlan } from './plan.ts';
import { closeHour } from './plays-per-hour.ts';
import { Seats } from './seats.ts';
import { stretchesOf } from './stretches.ts';
import { ZoneRun } from './zone-run.ts';

const ZONE_ORDER: readonly ZoneId[] = ['main', 'ticker', 'badge'];

/**
 * What the screen shows on a broadcast day, from its day start to the next, or from `effectiveFromMs` when that lies
 * within the day. The order of the programme's lists never matters. Only `programme.zoneOffsets` tells local time.
 * What cannot be satisfied is in `findings`. Throws RangeError when `day` is not a `YYYY-MM-DD` date.
 */
export function compileDay(programme: Programme, day: string): DayPlan {
  const frame = frameOf(programme, day);
  const findings: Finding[] = [];
  const report: Report = (code, { zone, entry = null, item = null }, params = {}) =>
    findings.push({ code, zone, entry, item, params });
  reportFrame(frame, report);
  const zones = zonesOf(programme).map((zone) => compileZone(frame, zone, report));
  return {
    screenId: programme.screenId,
    day,
    ...frame.bounds,
    effectiveFromMs: effectiveFrom(frame),
    zones,
    findings,
    items: planItems(frame),
  };
}

function planItems({ items, withdrawnAtMs }: DayFrame): Map<string, PlanItem> {
  const planned = new Map<string, PlanItem>();
  for (const { id, airDurationMs, validFromMs, validUntilMs, evergreen } of items.values())
    planned.set(id, {
      airDurationMs,
      validFromMs,
      validUntilMs,
      evergreen,
      withdrawnAtMs: withdrawnAtMs.get(id) ?? null,
    });
  return planned;
}

/** The plan of the broadcast day an instant belongs to. */
export function planAt(programme: Programme, nowMs: number): DayPlan {
  return compileDay(programme, broadcastDay(programme, nowMs));
}

/**
 * State of every zone at `nowMs`, to be the `carryIn` of the programme that takes effect then: computed from the
 * programme in force, so that the running item is not jolted and shares go on. An unchanged programme that takes it
 * up continues exactly.
 */
export function carryInAt(programme: Programme, nowMs: number): CarryIn[] {
  const frame = frameOf(programme, broadcastDay(programme, nowMs));
  return zonesOf(programme).map((zone) => {
    const { run } = prepareZone(frame, zone, () => undefined);
    run.run(nowMs);
    return exportCarry(run, zone, nowMs);
  });
}

function frameOf(programme: Programme, day: string): DayFrame {
  const bounds = dayBounds(programme, day);
  const zones = new Map<string, ReturnType<typeof zoneNamed>>();
  const named = (timeZone: string) => {
    let zone = zones.get(timeZone);
    if (!zone) zones.set(timeZone, (zone = zoneNamed(programme, timeZone)));
    return zone;
  };
  const withdrawnAtMs = new Map<string, number>();
  for (const { itemId, atMs } of programme.withdrawn)
    withdrawnAtMs.set(itemId, Math.min(atMs, withdrawnAtMs.get(itemId) ?? Infinity));
  return {
    programme,
    day,
    bounds,
    entries: inTotalOrder(programme.entries),
    zoneNamed: named,
    operating: operatingIntervals(programme, named(programme.timeZone).zone, bounds),
    items: new Map(programme.items.map((item) => [item.id, item])),
    withdrawnAtMs,
  };
}

const effectiveFrom = ({ programme, bounds }: DayFrame): number =>
  Math.min(Math.max(programme.effectiveFromMs, bounds.startMs), bounds.endMs);

const zonesOf = (programme: Programme): ZoneId[] =>
  ZONE_ORDER.filter((id) => programme.zones.some((zone) => zone.id === id));

function reportFrame(frame: DayFrame, report: Report): void {
  const { programme } = frame;
  const [first] = zonesOf(programme);
  if (first === undefined) return;
  if (frame.zoneNamed(programme.timeZone).missing)
    report('offsets_missing', { zone: first }, { timeZone: programme.timeZone });
  if (evergreenOf(frame, first).length === 0) report('no_evergreen', { zone: first });
  const zones = new Set(programme.zones.map((zone) => zone.id));
  for (const entry of frame.entries)
    if (!zones.has(entry.zone)) report('zone_missing', { zone: entry.zone, entry: entry.id });
}

/** Filler of a zone: the evergreen items its entries name, and those no entry names, by kind. A badge gets only its own. */
function evergreenOf(frame: DayFrame, zone: ZoneId): ProgrammeItem[] {
  const evergreen = [...frame.items.values()].filter(
    (item) => item.evergreen && !withdrawnBefore(frame, item),
  );
  if (evergreen.length === 0) return evergreen;
  const [named, namedHere] = [new Set<string>(), new Set<string>()];
  for (const entry of frame.entries)
    for (const id of entry.itemIds) {
      named.add(id);
      if (entry.zone === zone) namedHere.add(id);
    }
  return evergreen
    .filter(({ id, kind }) =>
      named.has(id) ? namedHere.has(id) : zone === (kind === 'ticker' ? 'ticker' : 'main'),
    )
    .sort((a, b) => compareText(a.id, b.id));
}

function prepareZone(frame: DayFrame, zone: ZoneId, report: Report) {
  const { programme } = frame;
  const fromMs = effectiveFrom(frame);
  const startsMidDay = fromMs > frame.bounds.startMs;
  const carry = startsMidDay ? programme.carryIn.find((candidate) => candidate.zone === zone) : undefined;
  const contenders = contendersOf(frame, zone, report);
  const evergreen = evergreenOf(frame, zone);
  const seats = new Seats(contenders, evergreen, frame.day, carry);
  const stretches = stretchesOf(contenders, frame.operating, fromMs);
  const { running, ...beginning } = takeUpCarry(carry, fromMs, stretches, seats, (id) => frame.items.has(id));
  const overbooked = new Set<number>();
  const run = new ZoneRun({
    stretches,
    seats,
    zone: frame.zoneNamed(programme.timeZone).zone,
    ...beginning,
    onSet: ({ askedPercent, stretch }) => {
      const priority = stretch.members[0]?.priority ?? 0;
      if (askedPercent <= 100 || overbooked.has(priority)) return;
      overbooked.add(priority);
      report('shares_over_100', { zone }, { priority, sumPercent: askedPercent });
    },
  });
  if (running) run.slots.push(running);
  return { run, contenders, evergreen };
}

function compileZone(frame: DayFrame, zone: ZoneId, report: Report): ZonePlan {
  const { run, contenders, evergreen } = prepareZone(frame, zone, report);
  run.run(frame.bounds.endMs);
  reportUnmet(run, effectiveFrom(frame), zone, report);
  return {
    zone,
    slots: run.slots,
    evergreen: evergreen.map((item) => item.id),
    contenders: contenders.map(({ id, priority, items, intervals }) => ({
      entry: id,
      priority,
      items: items.map((item) => item.id),
      intervals,
    })),
  };
}

function reportUnmet(run: ZoneRun, fromMs: number, zone: ZoneId, report: Report): void {
  const silent = new Set(run.seats.contenders);
  for (const seat of run.seats.taken()) {
    const { contender } = seat;
    if (!contender) continue;
    if (seat.hasPlayed) silent.delete(contender);
    closeHour(seat);
    if (seat.missedHours === 0) continue;
    const params = { hours: seat.missedHours, minimum: contender.minPlaysPerHour ?? 0 };
    report('minimum_not_met', { zone, entry: contender.id }, params);
  }
  for (const { id, priority, intervals } of silent)
    if (intervals.some((interval) => interval.endMs > fromMs))
      report('overruled_all_day', { zone, entry: id }, { priority });
}
