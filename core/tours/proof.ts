/** A tour as it was planned against what its phones recorded. */
import { z } from 'zod';
import type { Area } from '../model/catalogue.ts';
import { EpochMs, Id } from '../model/primitives.ts';
import type { GeoPoint } from '../model/screen-settings.ts';
import { Position, type TourPlan } from '../model/tour.ts';
import { areasOf } from './findings.ts';
import { NO_ROUTE, placeOf, Placing } from './proof-place.ts';

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
  /** Where it counts, noted when its position was forgotten. */
  placing: Placing.nullable(),
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
  areas: z.array(
    z.strictObject({
      areaId: Id,
      planned: z.boolean(),
      heard: z.int().min(0),
      /** Nothing tells whether it was heard there. */
      unknown: z.boolean(),
    }),
  ),
  /** In the order of the plan; `unknown` as with areas. */
  stops: z.array(
    z.strictObject({ heard: z.int().min(0), firstMs: EpochMs.nullable(), unknown: z.boolean() }),
  ),
  /** Plays nothing tells the place of. */
  placeless: z.int().min(0),
  /** Plays the crew started although the rules asked for silence. */
  inQuiet: z.int().min(0),
});
export type TourProof = z.infer<typeof TourProof>;

/** What of a plan is to be proven. */
export type Asked = Pick<TourPlan, 'areaIds' | 'stops' | 'clips' | 'repeats'>;
/** Of plays outside any tour. */
export const NOTHING_ASKED: Asked = { ...NO_ROUTE, clips: [], repeats: 1 };

/**
 * Complete plays a plan asks for, by announcement: as often as the order holds it, times the repeats, at every stop,
 * or once on the way where there are no stops.
 */
export function playsAsked({ clips, repeats, stops }: Asked): ReadonlyMap<string, number> {
  const rounds = repeats * Math.max(1, stops.length);
  const asked = new Map<string, number>();
  for (const id of clips) asked.set(id, (asked.get(id) ?? 0) + rounds);
  return asked;
}

/**
 * Sums up a tour. Where nothing was heard this is said only if it can be known: not of a stop that is nowhere on the
 * map, nor where no play has a place, nor once a position was forgotten without a note of the stops it was at.
 */
export function tourProof(asked: Asked, plays: readonly ProvenPlay[], areas: Iterable<Area>): TourProof {
  const known = [...areas];
  const placed = plays.map((play) => ({ play, at: placeOf(play, asked, known) }));
  const heard = placed.filter(({ play }) => play.complete);
  const planned = playsAsked(asked);
  const announcements = new Set([...planned.keys(), ...plays.map(({ announcementId }) => announcementId)]);
  const askedAreas = areasOf(asked);
  const areaIds = new Set([...askedAreas, ...placed.flatMap(({ at }) => at.areaIds ?? [])]);
  const noArea = heard.length > 0 && heard.every(({ at }) => at.areaIds === null);
  const noStop =
    (heard.length > 0 && heard.every(({ at }) => at.stops === null)) ||
    heard.some(({ at }) => at.stops === null && at.areaIds !== null);
  return {
    clips: [...announcements].map((announcementId) => ({
      announcementId,
      planned: planned.get(announcementId) ?? 0,
      ...clipSum(plays.filter((play) => play.announcementId === announcementId)),
    })),
    areas: [...areaIds].map((areaId) => {
      const count = heard.filter(({ at }) => at.areaIds?.includes(areaId)).length;
      return { areaId, planned: askedAreas.includes(areaId), heard: count, unknown: count === 0 && noArea };
    }),
    stops: asked.stops.map(({ point }) => {
      const here = heard.filter(({ at }) => point !== null && at.stops?.some(isSame(point)));
      return {
        heard: here.length,
        firstMs: least(here.map(({ play }) => play.startMs)),
        unknown: here.length === 0 && (noStop || (point === null && heard.length > 0)),
      };
    }),
    placeless: placed.filter(({ at }) => at.areaIds === null).length,
    inQuiet: plays.filter(({ quiet }) => quiet.length > 0).length,
  };
}

function clipSum(
  plays: readonly ProvenPlay[],
): Omit<TourProof['clips'][number], 'announcementId' | 'planned'> {
  const heard = plays.filter(({ complete }) => complete);
  return {
    heard: heard.length,
    cut: plays.length - heard.length,
    live: heard.filter(({ how }) => how === 'live').length,
    firstMs: least(plays.map(({ startMs }) => startMs)),
    lastMs: plays.length === 0 ? null : Math.max(...plays.map(({ endMs }) => endMs)),
  };
}

const isSame =
  (point: GeoPoint) =>
  ({ latitudeDeg, longitudeDeg }: GeoPoint): boolean =>
    latitudeDeg === point.latitudeDeg && longitudeDeg === point.longitudeDeg;

const least = (values: readonly number[]): number | null =>
  values.length === 0 ? null : Math.min(...values);
