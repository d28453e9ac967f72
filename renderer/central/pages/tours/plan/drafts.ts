import type { Area, MobileUnit } from '../../../../../core/model/catalogue.ts';
import type { TourDay } from '../../../../../core/api/tours.ts';
import type { Tour, TourPlan } from '../../../../../core/model/tour.ts';
import { areasOf, isMeantFor, type TourContext } from '../../../../../core/tours/index.ts';

/** When a new tour starts, in the morning and for a car that has one then. */
export const START_LOCAL = '08:00';
const SECOND_START_LOCAL = '13:00';

/** A tour on the page: as it is stored, as it is being changed, or both. */
export interface PlannedTour {
  /** The stored tour's id, or one of the page's own while there is none. */
  key: string;
  stored: Tour | null;
  plan: TourPlan;
  isChanged: boolean;
}

/** Plans being worked on, by key; they outlive a look at another day. */
export type Drafts = Readonly<Record<string, TourPlan>>;

export const draftKey = (unitId: string, date: string): string => `new:${unitId}:${date}`;

/** The day's tours with what is being changed of them, and the new ones, by start. */
export function plannedTours(day: TourDay, drafts: Drafts): PlannedTour[] {
  const stored = day.tours.map((tour): PlannedTour => {
    const draft = tour.state === 'cancelled' ? undefined : drafts[tour.id];
    return { key: tour.id, stored: tour, plan: draft ?? tour.plan, isChanged: draft !== undefined };
  });
  const fresh = Object.entries(drafts).flatMap(([key, plan]): PlannedTour[] =>
    key.startsWith('new:') && plan.date === day.date ? [{ key, stored: null, plan, isChanged: true }] : [],
  );
  return [...stored, ...fresh].sort((a, b) => (a.plan.startLocal < b.plan.startLocal ? -1 : 1));
}

/** What the finder of findings needs to know around one tour of the page. */
export function contextOf(
  tour: PlannedTour,
  day: TourDay,
  all: readonly PlannedTour[],
  units: readonly MobileUnit[],
  areas: ReadonlyMap<string, Area>,
): TourContext {
  const { rules, location, places } = day.quiet;
  return {
    unit: units.find(({ id }) => id === tour.plan.unitId),
    clips: new Map(day.clips.map((clip) => [clip.announcementId, clip])),
    areas,
    rules,
    quiet: { location, places, timeZone: day.timeZone },
    others: all.flatMap(({ key, stored, plan }) =>
      key === tour.key || stored?.state === 'cancelled'
        ? []
        : [{ id: key, revision: 1, state: 'planned' as const, createdBy: key, changedAtMs: 0, plan }],
    ),
  };
}

/** The playable clips for the areas of a plan, emergencies first, then what ends soonest. */
export function clipsFor(
  plan: TourPlan,
  day: TourDay,
  areas: ReadonlyMap<string, Area>,
): { meant: TourDay['clips']; others: TourDay['clips'] } {
  const toured = areasOf(plan);
  const playable = day.clips
    .filter((clip) => clip.playable)
    .sort((a, b) => Number(b.emergency) - Number(a.emergency) || a.validUntilMs - b.validUntilMs);
  const isMeant = (clip: TourDay['clips'][number]) =>
    toured.length === 0 || toured.some((areaId) => isMeantFor(clip.areaIds, areaId, areas));
  return { meant: playable.filter(isMeant), others: playable.filter((clip) => !isMeant(clip)) };
}

/** What a new tour starts from: the car's own crew and areas, a morning, and all that is meant for there. */
export function newPlan(
  unit: MobileUnit,
  day: TourDay,
  areas: ReadonlyMap<string, Area>,
  gapMs: number,
  after: string | null,
): TourPlan {
  const isAfternoon = after !== null && after > START_LOCAL;
  const plan: TourPlan = {
    unitId: unit.id,
    crewIds: unit.memberIds.filter((id) => day.crew.some((person) => person.id === id)),
    date: day.date,
    startLocal: isAfternoon ? SECOND_START_LOCAL : START_LOCAL,
    endLocal: isAfternoon ? '16:00' : '11:00',
    areaIds: unit.areaIds,
    stops: [],
    clips: [],
    repeats: 1,
    gapMs,
    note: '',
  };
  return { ...plan, clips: clipsFor(plan, day, areas).meant.map(({ announcementId }) => announcementId) };
}
