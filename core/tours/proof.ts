/** A tour as it was planned against what its phones recorded. */
import { z } from 'zod';
import type { Area } from '../model/catalogue.ts';
import { EpochMs, Id } from '../model/primitives.ts';
import { Position, type TourPlan } from '../model/tour.ts';
import { areaAt, isWithin, stopsAt } from './coverage.ts';
import { areasOf } from './findings.ts';

/** One play as a report shows it. */
export const ProvenPlay = z.strictObject({
  announcementId: Id,
  how: z.enum(['clip', 'live']),
  startMs: EpochMs,
  endMs: EpochMs,
  complete: z.boolean(),
  /** Null where the phone knew no place, or once positions of that age are forgotten. */
  position: Position.nullable(),
  /** Where the server placed it when it came in; outlives the position. */
  areaId: Id.nullable(),
  /** Reasons for silence the crew overrode. */
  quiet: z.array(z.string().max(40)),
});
export type ProvenPlay = z.infer<typeof ProvenPlay>;

export const TourProof = z.strictObject({
  /** In the order of the plan, then what was played beside it. */
  clips: z.array(
    z.strictObject({
      announcementId: Id,
      /** Complete plays the plan asks for. */
      planned: z.int().min(0),
      /** Clips heard to their end and scripts read. */
      heard: z.int().min(0),
      cut: z.int().min(0),
      /** How many of the heard were read by a voice. */
      live: z.int().min(0),
      firstMs: EpochMs.nullable(),
      lastMs: EpochMs.nullable(),
    }),
  ),
  /** Areas of the plan, then those the car was heard in beside it. */
  areas: z.array(z.strictObject({ areaId: Id, planned: z.boolean(), heard: z.int().min(0) })),
  /** In the order of the plan. */
  stops: z.array(z.strictObject({ heard: z.int().min(0), firstMs: EpochMs.nullable() })),
  /** Plays whose phone knew no place. */
  placeless: z.int().min(0),
  /** Plays the crew started although the rules asked for silence. */
  inQuiet: z.int().min(0),
});
export type TourProof = z.infer<typeof TourProof>;

const isHeard = ({ complete }: ProvenPlay): boolean => complete;

/**
 * Sums up a tour. A clip is asked for as often as the order holds it, times the repeats, at every stop, or once on the
 * way where there are no stops. A play counts for an area by its position: near a stop of that area, within its
 * circle, or where the server placed it.
 */
export function tourProof(plan: TourPlan, plays: readonly ProvenPlay[], areas: Iterable<Area>): TourProof {
  const known = [...areas];
  const placed = plays.map((play) => ({
    play,
    inAreas: areasHeard(play, plan, known),
    atStops: play.position === null ? [] : stopsAt(play.position, plan.stops),
  }));
  const rounds = plan.repeats * Math.max(1, plan.stops.length);
  const planned = new Map<string, number>();
  for (const id of plan.clips) planned.set(id, (planned.get(id) ?? 0) + rounds);
  const announcements = new Set([...planned.keys(), ...plays.map(({ announcementId }) => announcementId)]);
  const asked = areasOf(plan);
  const areaIds = new Set([...asked, ...placed.flatMap(({ inAreas }) => inAreas)]);
  return {
    clips: [...announcements].map((announcementId) => {
      const own = plays.filter((play) => play.announcementId === announcementId);
      return {
        announcementId,
        planned: planned.get(announcementId) ?? 0,
        heard: own.filter(isHeard).length,
        cut: own.filter((play) => !isHeard(play)).length,
        live: own.filter((play) => play.how === 'live' && isHeard(play)).length,
        firstMs: least(own.map(({ startMs }) => startMs)),
        lastMs: own.length === 0 ? null : Math.max(...own.map(({ endMs }) => endMs)),
      };
    }),
    areas: [...areaIds].map((areaId) => ({
      areaId,
      planned: asked.includes(areaId),
      heard: placed.filter(({ play, inAreas }) => isHeard(play) && inAreas.includes(areaId)).length,
    })),
    stops: plan.stops.map((_, index) => {
      const here = placed.filter(({ play, atStops }) => isHeard(play) && atStops.includes(index));
      return { heard: here.length, firstMs: least(here.map(({ play }) => play.startMs)) };
    }),
    placeless: plays.filter(({ position, areaId }) => position === null && areaId === null).length,
    inQuiet: plays.filter(({ quiet }) => quiet.length > 0).length,
  };
}

const least = (values: readonly number[]): number | null =>
  values.length === 0 ? null : Math.min(...values);

/** Circles may overlap: a play near a border is heard on both sides of it, so planned areas all count. */
function areasHeard({ position, areaId }: ProvenPlay, plan: TourPlan, areas: readonly Area[]): string[] {
  if (position === null) return areaId === null ? [] : [areaId];
  const asked = new Set(areasOf(plan));
  const around = areas.flatMap(({ id, circle }) =>
    asked.has(id) && circle !== null && isWithin(position, circle.centre, circle.radiusM) ? [id] : [],
  );
  const nearest = areaId ?? areaAt(position, areas, plan.stops);
  return [...new Set([...around, ...(nearest === null ? [] : [nearest])])];
}
