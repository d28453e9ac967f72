/** The programme of one screen and a broadcast day make a plan: arithmetic, without clock, network or tzdata. */
import type { ZoneId } from '../model/catalogue.ts';
import type { CarryIn, Programme, ProgrammeItem } from '../model/programme.ts';
import type { Zone } from '../time/zone.ts';
import { broadcastDay, dayBounds, zoneNamed } from './broadcast-day.ts';
import { exportCarry, importCarry } from './carry-in.ts';
import type { Contender } from './contender.ts';
import { compareText, contendersOf, withdrawnBefore } from './contenders.ts';
import type { DayFrame, Report } from './contenders.ts';
import { operatingIntervals } from './operating-hours.ts';
import type { DayPlan, Finding, Interval, PlanItem, Slot, ZonePlan } from './plan.ts';
import { closeHour } from './plays-per-hour.ts';
import { seatFor } from './seat.ts';
import type { Seat } from './seat.ts';
import { stretchesOf } from './stretches.ts';
import type { Stretch } from './stretches.ts';
import { ZoneRun } from './zone-run.ts';

const ZONE_ORDER: readonly ZoneId[] = ['main', 'ticker', 'badge'];

/**
 * What the screen shows on a broadcast day, from its day start to the next, or from `effectiveFromMs` when that lies
 * within the day. The order of the programme's lists never matters. Only `programme.zoneOffsets` tells local time.
 * What cannot be satisfied is in `findings`. Throws RangeError when `day` is not a `YYYY-MM-DD` date.
 */
export function compileDay(programme: Programme, day: string): DayPlan {
  const frame = frameOf(programme, day);
  const findings = new Map<string, Finding>();
  const report: Report = (code, { zone, entry = null, item = null }, params = {}) => {
    const finding: Finding = { code, zone, entry, item, params };
    const key = JSON.stringify([code, zone, entry, item, params]);
    if (!findings.has(key)) findings.set(key, finding);
  };
  reportFrame(frame, report);
  const zones = zonesOf(programme).map((zone) => compileZone(frame, zone, report));
  const items = new Map<string, PlanItem>();
  for (const item of frame.items.values())
    items.set(item.id, {
      airDurationMs: item.airDurationMs,
      validFromMs: item.validFromMs,
      validUntilMs: item.validUntilMs,
      evergreen: item.evergreen,
      withdrawnAtMs: frame.withdrawnAtMs.get(item.id) ?? null,
    });
  return {
    screenId: programme.screenId,
    day,
    ...frame.bounds,
    effectiveFromMs: effectiveFrom(frame),
    zones,
    findings: [...findings].sort(([a], [b]) => compareText(a, b)).map(([, finding]) => finding),
    items,
  };
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
  const { zone } = zoneNamed(programme, programme.timeZone);
  const operating = operatingIntervals(programme, zone, bounds);
  const withdrawnAtMs = new Map<string, number>();
  for (const { itemId, atMs } of programme.withdrawn)
    withdrawnAtMs.set(itemId, Math.min(atMs, withdrawnAtMs.get(itemId) ?? Infinity));
  const items = new Map(programme.items.map((item) => [item.id, item]));
  return { programme, day, bounds, operating, items, withdrawnAtMs };
}

const effectiveFrom = ({ programme, bounds }: DayFrame): number =>
  Math.min(Math.max(programme.effectiveFromMs, bounds.startMs), bounds.endMs);

const zonesOf = (programme: Programme): ZoneId[] =>
  ZONE_ORDER.filter((id) => programme.zones.some((zone) => zone.id === id));

function reportFrame(frame: DayFrame, report: Report): void {
  const { programme } = frame;
  const [first] = zonesOf(programme);
  if (first === undefined) return;
  if (zoneNamed(programme, programme.timeZone).missing)
    report('offsets_missing', { zone: first }, { timeZone: programme.timeZone });
  if (evergreenOf(frame, first).length === 0) report('no_evergreen', { zone: first });
  const zones = new Set(programme.zones.map((zone) => zone.id));
  for (const entry of programme.entries)
    if (!zones.has(entry.zone)) report('zone_missing', { zone: entry.zone, entry: entry.id });
}

/**
 * Filler of a zone: its entries' evergreen items, and those no entry names, by kind of zone. A badge gets only its own.
 */
function evergreenOf({ programme, items, ...frame }: DayFrame, zone: ZoneId): ProgrammeItem[] {
  const zonesNaming = new Map<string, Set<ZoneId>>();
  for (const entry of programme.entries)
    for (const id of entry.itemIds) {
      const zones = zonesNaming.get(id) ?? new Set();
      zonesNaming.set(id, zones.add(entry.zone));
    }
  return [...items.values()]
    .filter((item) => {
      if (!item.evergreen || withdrawnBefore({ programme, items, ...frame }, item)) return false;
      const zones = zonesNaming.get(item.id);
      return zones ? zones.has(zone) : zone === (item.kind === 'ticker' ? 'ticker' : 'main');
    })
    .sort((a, b) => compareText(a.id, b.id));
}

function prepareZone(frame: DayFrame, zone: ZoneId, report: Report) {
  const { programme } = frame;
  const fromMs = effectiveFrom(frame);
  const contenders = contendersOf(frame, zone, report);
  const evergreen = evergreenOf(frame, zone);
  const seats = new Map<Contender, Seat>();
  for (const contender of contenders) seats.set(contender, seatFor(contender, contender.items, frame.day));
  const filler = evergreen.length > 0 ? seatFor(null, evergreen, frame.day) : null;
  const stretches = stretchesOf(contenders, frame.operating, fromMs);
  const startsMidDay = programme.effectiveFromMs > frame.bounds.startMs;
  const beginning = importCarry({
    carry: startsMidDay ? programme.carryIn.find((carry) => carry.zone === zone) : undefined,
    effectiveFromMs: fromMs,
    stretches,
    seats,
    filler,
    hasItem: (id) => frame.items.has(id),
  });
  const localZone: Zone = zoneNamed(programme, programme.timeZone).zone;
  const run = new ZoneRun({
    stretches,
    seats,
    filler,
    zone: localZone,
    startMs: beginning.startMs,
    continued: beginning.continued,
    onSet: ({ askedPercent, stretch }) => {
      const priority = stretch.members[0]?.priority ?? 0;
      if (askedPercent > 100) report('shares_over_100', { zone }, { priority, sumPercent: askedPercent });
    },
  });
  if (beginning.running) run.slots.push(beginning.running);
  return { run, contenders, evergreen, stretches };
}

function compileZone(frame: DayFrame, zone: ZoneId, report: Report): ZonePlan {
  const { run, contenders, evergreen, stretches } = prepareZone(frame, zone, report);
  run.run(frame.bounds.endMs);
  reportUnmet(run, contenders, stretches, zone, report);
  return {
    zone,
    slots: run.slots satisfies readonly Slot[],
    evergreen: evergreen.map((item) => item.id),
    contenders: contenders.map(({ id, priority, items, intervals }) => ({
      entry: id,
      priority,
      items: items.map((item) => item.id),
      intervals,
    })),
  };
}

function reportUnmet(
  run: ZoneRun,
  contenders: readonly Contender[],
  stretches: readonly Stretch[],
  zone: ZoneId,
  report: Report,
): void {
  const startMs = stretches[0]?.startMs ?? Infinity;
  const lasts = (interval: Interval) => interval.endMs > startMs;
  for (const contender of contenders) {
    const seat = run.seats.get(contender);
    if (!seat) continue;
    const subject = { zone, entry: contender.id };
    closeHour(seat);
    if (seat.missedHours > 0)
      report('minimum_not_met', subject, {
        hours: seat.missedHours,
        minimum: contender.minPlaysPerHour ?? 0,
      });
    if (!seat.hasPlayed && contender.intervals.some(lasts))
      report('overruled_all_day', subject, { priority: contender.priority });
  }
}
