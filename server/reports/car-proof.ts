/** What became of announcements in cars, for those who asked for them: by announcement, car and day. */
import type { CarProof } from '../../core/api/reports.ts';
import { addCarSums, NO_PLAYS, NO_ROUTE, placeOf, playsAsked, sumOfPlay } from '../../core/tours/index.ts';
import { agencyScope, type Reader } from '../auth/users.ts';
import type { Services } from '../services.ts';
import { readAreas } from '../store/areas.ts';
import type { Db } from '../store/database.ts';
import { playOf } from '../tours/heard.ts';
import { readTours } from '../tours/store.ts';
import { readNames, type Period } from './as-run.ts';
import { localTimes } from './local-time.ts';

const DAY_MS = 86_400_000;

type Day = CarProof['days'][number];
type Sums = Map<string, Pick<CarProof, 'announcementId' | 'unitId'> & { days: Map<string, Day> }>;

/**
 * Plays that began in [fromMs, toMs), and what tours that began in it, up to now, asked for; by title, then by car. A
 * tour that was called off asks for nothing. Nothing at all where one screen is asked for.
 */
export async function carProof(
  services: Pick<Services, 'db' | 'nowMs'>,
  period: Period,
  user: Reader,
): Promise<CarProof[]> {
  if (period.screenId !== undefined) return [];
  const { db } = services;
  const sums: Sums = new Map();
  const isShown = await shown(db, period, user);
  const add = (announcementId: string, unitId: string, date: string, more: typeof NO_PLAYS): void => {
    if (!isShown(announcementId)) return;
    const key = `${announcementId} ${unitId}`;
    const row = sums.get(key) ?? { announcementId, unitId, days: new Map<string, Day>() };
    row.days.set(date, { date, ...addCarSums(row.days.get(date) ?? NO_PLAYS, more) });
    sums.set(key, row);
  };
  await addUp(services, period, add);

  const names = await readNames(db);
  const units = await db.selectFrom('mobile_units').select(['id', 'name']).execute();
  const unitNames = new Map(units.map(({ id, name }) => [id, name]));
  return [...sums.values()]
    .map(({ announcementId, unitId, days }) => ({
      announcementId,
      title: names.title(announcementId),
      agencyName: names.agency(announcementId),
      unitId,
      unitName: unitNames.get(unitId) ?? unitId,
      total: [...days.values()].reduce((sum, { date: _, ...day }) => addCarSums(sum, day), NO_PLAYS),
      days: [...days.values()].sort((a, b) => (a.date > b.date ? -1 : 1)),
    }))
    .sort((a, b) => a.title.localeCompare(b.title, 'id') || a.unitName.localeCompare(b.unitName, 'id'));
}

async function addUp(
  { db, nowMs }: Pick<Services, 'db' | 'nowMs'>,
  { fromMs, toMs, announcementId }: Period,
  add: (announcementId: string, unitId: string, date: string, more: typeof NO_PLAYS) => void,
): Promise<void> {
  const time = await localTimes({ db }, { fromMs, toMs });
  const dateOf = (atMs: number): string => time(atMs).slice(0, 10);
  const areas = [...(await readAreas(db)).values()];
  // A play may be delivered for a tour of the night before.
  const tours = await readTours(db, dateOf(fromMs - DAY_MS), dateOf(toMs));
  const untilMs = Math.min(toMs, nowMs());
  for (const { state, plan } of tours) {
    const start = `${plan.date} ${plan.startLocal}:00`;
    if (state === 'cancelled' || start < time(fromMs) || start >= time(untilMs)) continue;
    for (const [id, planned] of playsAsked(plan)) add(id, plan.unitId, plan.date, { ...NO_PLAYS, planned });
  }
  const routes = new Map(tours.map(({ id, plan }) => [id, plan]));
  // A day at a time: a year of plays never lies in memory.
  for (let atMs = fromMs; atMs < toMs; atMs += DAY_MS) {
    let day = db
      .selectFrom('tour_plays')
      .selectAll()
      .where('start_ms', '>=', atMs)
      .where('start_ms', '<', Math.min(toMs, atMs + DAY_MS))
      .orderBy('start_ms')
      .orderBy('sequence');
    if (announcementId !== undefined) day = day.where('announcement_id', '=', announcementId);
    for (const row of await day.execute()) {
      const play = playOf(row);
      const { areaIds } = placeOf(play, routes.get(row.tour_id ?? '') ?? NO_ROUTE, areas);
      add(play.announcementId, row.unit_id, dateOf(play.startMs), sumOfPlay(play, areaIds ?? []));
    }
  }
}

/** Whether the reader may see an announcement, and asked for it. */
async function shown(db: Db, { announcementId }: Period, user: Reader): Promise<(id: string) => boolean> {
  const isAsked = (id: string): boolean => (announcementId ?? id) === id;
  const scope = agencyScope(user);
  if (scope === 'all') return isAsked;
  const rows = await db
    .selectFrom('announcements')
    .select('id')
    .where('agency_id', '=', scope.agencyId ?? '')
    .execute();
  const own = new Set(rows.map(({ id }) => id));
  return (id) => own.has(id) && isAsked(id);
}
