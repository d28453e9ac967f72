/** The programme of one screen and a broadcast day make a plan: arithmetic, without clock, network or tzdata. */
import type { ZoneId } from '../model/catalogue.ts';
import type { CarryIn, Programme } from '../model/programme.ts';
import { broadcastDay } from './broadcast-day.ts';
import { exportCarry, takeUpCarry } from './carry-in.ts';
import { contendersOf } from './contenders.ts';
import type { Report } from './contenders.ts';
import { DayFrame } from './day-frame.ts';
import type { DayPlan, Finding, ZonePlan } from './plan.ts';
import { closeHour } from './plays-per-hour.ts';
import { prepareProgramme } from './prepared-programme.ts';
import { coverZone, splitMasks } from './masks.ts';
import { Seats } from './seats.ts';
import { stretchesOf } from './stretches.ts';
import { ZoneRun } from './zone-run.ts';

/**
 * What the screen shows on a broadcast day, from its day start to the next, or from `effectiveFromMs` when that lies
 * within the day. The order of the programme's lists never matters. Only `programme.zoneOffsets` tells local time.
 * What cannot be satisfied is in `findings`. Throws RangeError when `day` is not a `YYYY-MM-DD` date.
 */
export function compileDay(programme: Programme, day: string): DayPlan {
  return compileDays(programme, [day])[0] as DayPlan;
}

/** `compileDay` of each of the days; what they have in common is looked up once. */
export function compileDays(programme: Programme, days: readonly string[]): DayPlan[] {
  const { group, masks } = splitMasks(programme);
  const prepared = prepareProgramme(group);
  const masking = masks && prepareProgramme(masks);
  return days.map((day) => compileFrame(new DayFrame(prepared, day), masking && new DayFrame(masking, day)));
}

function compileFrame(frame: DayFrame, masking: DayFrame | null): DayPlan {
  const { prepared, day, bounds, fromMs } = frame;
  const findings: Finding[] = [];
  const report: Report = (code, { zone, entry = null, item = null }, params = {}) =>
    findings.push({ code, zone, entry, item, params });
  reportFrame(frame, report);
  const zones = prepared.zones.map((zone) => {
    const plan = compileZone(frame, zone, report);
    return masking ? coverZone(plan, masking, report) : plan;
  });
  return {
    screenId: prepared.programme.screenId,
    day,
    ...bounds,
    effectiveFromMs: fromMs,
    zones,
    findings,
    items: (masking ?? frame).prepared.planItems,
  };
}

/** The plan of the broadcast day an instant belongs to. */
export function planAt(programme: Programme, nowMs: number): DayPlan {
  return compileDay(programme, broadcastDay(programme, nowMs));
}

/**
 * State of every zone at `nowMs`, to be the `carryIn` of the programme that takes effect then: computed from the
 * programme in force, so that the running item is not jolted and shares go on. An unchanged programme that takes it
 * up continues exactly. Masks carry nothing over: it is the state of the group's plan.
 */
export function carryInAt(programme: Programme, nowMs: number): CarryIn[] {
  const prepared = prepareProgramme(splitMasks(programme).group);
  const frame = new DayFrame(prepared, broadcastDay(programme, nowMs));
  return frame.prepared.zones.map((zone) => {
    const { run } = prepareZone(frame, zone, () => undefined);
    run.run(nowMs);
    return exportCarry(run, zone, nowMs);
  });
}

function reportFrame(frame: DayFrame, report: Report): void {
  const { programme, zones, entries, zoneNamed } = frame.prepared;
  const [first] = zones;
  if (first === undefined) return;
  if (zoneNamed(programme.timeZone).missing)
    report('offsets_missing', { zone: first }, { timeZone: programme.timeZone });
  const isSound = programme.items.some(({ kind }) => kind === 'audio');
  if (frame.evergreenOf(first).length === 0 && !isSound) report('no_evergreen', { zone: first });
  for (const { entry } of entries)
    if (!zones.includes(entry.zone)) report('zone_missing', { zone: entry.zone, entry: entry.id });
}

function prepareZone(frame: DayFrame, zone: ZoneId, report: Report) {
  const { prepared, bounds, fromMs } = frame;
  const { programme } = prepared;
  const startsMidDay = fromMs > bounds.startMs;
  const carry = startsMidDay ? programme.carryIn.find((candidate) => candidate.zone === zone) : undefined;
  const contenders = contendersOf(frame, zone, report);
  const evergreen = frame.evergreenOf(zone);
  const seats = new Seats(contenders, evergreen, frame.day, carry);
  const stretches = stretchesOf(contenders, frame.operating, fromMs);
  const hasItem = (id: string) => prepared.items.has(id);
  const { running, ...beginning } = takeUpCarry(carry, fromMs, stretches, seats, hasItem);
  const overbooked = new Set<number>();
  const run = new ZoneRun({
    stretches,
    seats,
    zone: prepared.zoneNamed(programme.timeZone).zone,
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
  reportUnmet(run, frame.fromMs, zone, report);
  return {
    zone,
    slots: run.slots,
    evergreen: evergreen.map((item) => item.id),
    contenders: contenders.map(({ id, priority, itemIds, intervals }) => ({
      entry: id,
      priority,
      items: itemIds,
      intervals,
    })),
  };
}

function reportUnmet({ seats }: ZoneRun, fromMs: number, zone: ZoneId, report: Report): void {
  for (const seat of seats.taken()) {
    const { contender } = seat;
    if (!contender) continue;
    closeHour(seat);
    if (seat.missedHours === 0) continue;
    const params = { hours: seat.missedHours, minimum: contender.minPlaysPerHour ?? 0 };
    report('minimum_not_met', { zone, entry: contender.id }, params);
  }
  for (const contender of seats.contenders) {
    const { id, priority, intervals } = contender;
    if (!seats.hasPlayed(contender) && intervals.some((interval) => interval.endMs > fromMs))
      report('overruled_all_day', { zone, entry: id }, { priority });
  }
}
