/** What will not go as planned, told before the car leaves. */
import type { Area, MobileUnit } from '../model/catalogue.ts';
import type { QuietRules } from '../model/city-settings.ts';
import type { Tour, TourPlan } from '../model/tour.ts';
import { parseLocalDate, timeOfDayMs, toInstantMs, zoneFrom, zoneOffsets } from '../time/index.ts';
import { DAY_MS } from '../time/civil.ts';
import { isMeantFor } from './meant-for.ts';
import { quietSpans, type QuietContext, type QuietReason } from './quiet.ts';

/** A recording a tour may play, as planning needs to know it. */
export interface TourClip {
  announcementId: string;
  title: string;
  durationMs: number;
  /** Areas it is approved for; none means the whole city. */
  areaIds: readonly string[];
  validFromMs: number;
  validUntilMs: number;
  emergency: boolean;
  /** Approved, not withdrawn, and a recording of it exists. */
  playable: boolean;
}

/** `serious`: something planned will not be heard. */
export type TourFinding = { serious: boolean } & (
  | { code: 'no_crew' | 'no_clips' | 'no_areas' | 'place_unknown' | 'all_quiet' }
  | { code: 'crew_not_member' | 'crew_elsewhere'; userId: string }
  | { code: 'clip_not_playable' | 'emergency_left_out'; announcementId: string }
  | { code: 'clip_not_for_area'; announcementId: string; areaIds: readonly string[] }
  | { code: 'clip_ends_before' | 'clip_starts_after'; announcementId: string; atMs: number }
  | { code: 'overlaps'; tourId: string }
  | { code: 'stop_in_quiet'; stop: number; quiet: QuietReason }
  | { code: 'stop_outside' | 'stop_backwards'; stop: number }
  | { code: 'stop_too_short'; stop: number; needsMs: number; hasMs: number }
  | { code: 'tour_too_short'; needsMs: number; hasMs: number }
);

export interface TourContext {
  unit: MobileUnit | undefined;
  clips: ReadonlyMap<string, TourClip>;
  areas: ReadonlyMap<string, Area>;
  rules: QuietRules;
  quiet: QuietContext;
  /** The other tours of the day, of any car, not cancelled. */
  others: readonly Tour[];
}

export interface Stretch {
  startMs: number;
  endMs: number;
}

/** Local times of a tour's day as instants. Zone and date are known to exist: they were parsed with the plan. */
export function localClock(date: string, timeZone: string): (timeOfDay: string) => number {
  const dayMs = (parseLocalDate(date) ?? 0) * DAY_MS;
  const offsets = zoneOffsets(timeZone, dayMs - 3 * DAY_MS, dayMs + 3 * DAY_MS);
  const zone = zoneFrom(offsets.ok ? offsets.value : { timeZone, offsets: [{ fromMs: 0, offsetMs: 0 }] });
  return (timeOfDay) => toInstantMs(zone, dayMs + timeOfDayMs(timeOfDay));
}

/** Length of the order played through `repeats` times with its gaps. */
export function roundMs(plan: TourPlan, clips: ReadonlyMap<string, TourClip>): number {
  const onceMs = plan.clips.reduce((sum, id) => sum + (clips.get(id)?.durationMs ?? 0) + plan.gapMs, 0);
  return Math.max(0, onceMs * plan.repeats - plan.gapMs);
}

/** Areas a plan goes to: those named, and those of its stops. */
export const areasOf = (plan: Pick<TourPlan, 'areaIds' | 'stops'>): string[] => [
  ...new Set([...plan.areaIds, ...plan.stops.flatMap(({ areaId }) => (areaId === null ? [] : [areaId]))]),
];

/** Findings of one plan, the serious ones first; the order is otherwise that of the plan. */
export function tourFindings(plan: TourPlan, context: TourContext): TourFinding[] {
  const clock = localClock(plan.date, context.quiet.timeZone);
  const tour = { startMs: clock(plan.startLocal), endMs: clock(plan.endLocal) };
  return [
    ...crewFindings(plan, context),
    ...clipFindings(plan, context, tour),
    ...placeFindings(plan, context, tour, clock),
  ].sort((a, b) => Number(b.serious) - Number(a.serious));
}

function crewFindings(plan: TourPlan, { unit, others }: TourContext): TourFinding[] {
  const found: TourFinding[] = [];
  if (plan.crewIds.length === 0) found.push({ code: 'no_crew', serious: true });
  for (const userId of plan.crewIds)
    if (unit && !unit.memberIds.includes(userId))
      found.push({ code: 'crew_not_member', userId, serious: false });
  for (const { id, plan: other } of others) {
    if (other.date !== plan.date || other.startLocal >= plan.endLocal || other.endLocal <= plan.startLocal)
      continue;
    if (other.unitId === plan.unitId) found.push({ code: 'overlaps', tourId: id, serious: true });
    for (const userId of other.crewIds)
      if (other.unitId !== plan.unitId && plan.crewIds.includes(userId))
        found.push({ code: 'crew_elsewhere', userId, serious: true });
  }
  return found;
}

function clipFindings(plan: TourPlan, { clips, areas }: TourContext, tour: Stretch): TourFinding[] {
  const toured = areasOf(plan);
  const leftOut = [...clips.values()].flatMap((clip): TourFinding[] => {
    const isDue = clip.validFromMs < tour.endMs && clip.validUntilMs > tour.startMs;
    const isMeant = toured.some((areaId) => isMeantFor(clip.areaIds, areaId, areas));
    return clip.emergency && clip.playable && isDue && isMeant && !plan.clips.includes(clip.announcementId)
      ? [{ code: 'emergency_left_out', announcementId: clip.announcementId, serious: true }]
      : [];
  });
  if (plan.clips.length === 0) return [{ code: 'no_clips', serious: true }, ...leftOut];
  const planned = [...new Set(plan.clips)].flatMap((announcementId): TourFinding[] => {
    const clip = clips.get(announcementId);
    if (!clip?.playable) return [{ code: 'clip_not_playable', announcementId, serious: true }];
    const found: TourFinding[] = [];
    const { validFromMs, validUntilMs } = clip;
    if (validUntilMs < tour.endMs)
      found.push({
        code: 'clip_ends_before',
        announcementId,
        atMs: validUntilMs,
        serious: validUntilMs <= tour.startMs,
      });
    if (validFromMs > tour.startMs)
      found.push({
        code: 'clip_starts_after',
        announcementId,
        atMs: validFromMs,
        serious: validFromMs >= tour.endMs,
      });
    const foreign = toured.filter((areaId) => !isMeantFor(clip.areaIds, areaId, areas));
    if (foreign.length > 0)
      found.push({
        code: 'clip_not_for_area',
        announcementId,
        areaIds: foreign,
        serious: foreign.length === toured.length,
      });
    return found;
  });
  return [...leftOut, ...planned];
}

function placeFindings(
  plan: TourPlan,
  { clips, rules, quiet }: TourContext,
  tour: Stretch,
  clock: (timeOfDay: string) => number,
): TourFinding[] {
  const found: TourFinding[] = [];
  if (areasOf(plan).length === 0) found.push({ code: 'no_areas', serious: false });
  if (quiet.location === null && rules.prayers.length > 0)
    found.push({ code: 'place_unknown', serious: false });
  const everywhere = quietSpans(rules, quiet, plan.date);
  const needsMs = roundMs(plan, clips);
  const wholeMs = needsMs * Math.max(1, plan.stops.length);
  const hasMs = openMs(tour, everywhere);
  if (hasMs === 0) found.push({ code: 'all_quiet', serious: true });
  else if (wholeMs > hasMs) found.push({ code: 'tour_too_short', needsMs: wholeMs, hasMs, serious: false });
  let lastMs = tour.startMs;
  for (const [stop, { point, arriveLocal, leaveLocal }] of plan.stops.entries()) {
    const arriveMs = arriveLocal === null ? null : clock(arriveLocal);
    const leaveMs = leaveLocal === null ? null : clock(leaveLocal);
    const startMs = arriveMs ?? leaveMs;
    if (startMs === null) {
      for (const span of quietSpans(rules, quiet, plan.date, point))
        if (span.code === 'place' && span.startMs < tour.endMs && span.endMs > tour.startMs)
          found.push({ code: 'stop_in_quiet', stop, quiet: span, serious: openMs(tour, [span]) === 0 });
      continue;
    }
    if (startMs < tour.startMs || (leaveMs ?? startMs) > tour.endMs)
      found.push({ code: 'stop_outside', stop, serious: false });
    if (startMs < lastMs && stop > 0) found.push({ code: 'stop_backwards', stop, serious: false });
    lastMs = leaveMs ?? startMs;
    if (arriveMs === null || leaveMs === null || leaveMs <= arriveMs) continue;
    const stay = { startMs: arriveMs, endMs: leaveMs };
    const silences = quietSpans(rules, quiet, plan.date, point);
    const stayMs = openMs(stay, silences);
    if (stayMs < needsMs)
      found.push({ code: 'stop_too_short', stop, needsMs, hasMs: stayMs, serious: stayMs === 0 });
    for (const span of silences)
      if (span.startMs < leaveMs && span.endMs > arriveMs)
        found.push({ code: 'stop_in_quiet', stop, quiet: span, serious: stayMs === 0 });
  }
  return found;
}

/** How much of a stretch no silence covers. */
export function openMs(stretch: Stretch, silences: readonly Stretch[]): number {
  let [openMs, atMs] = [0, stretch.startMs];
  for (const { startMs, endMs } of silences.toSorted((a, b) => a.startMs - b.startMs)) {
    openMs += Math.max(0, Math.min(startMs, stretch.endMs) - atMs);
    atMs = Math.max(atMs, endMs);
  }
  return openMs + Math.max(0, stretch.endMs - atMs);
}
