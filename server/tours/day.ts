/** Everything one date of the cars is planned with. */
import { z } from 'zod';
import type { TourDay } from '../../core/api/tours.ts';
import { AnnouncementContent, Rendition, Role } from '../../core/model/catalogue.ts';
import type { Services } from '../services.ts';
import { localDay } from '../local-day.ts';
import { Refusal } from '../http/refusal.ts';
import type { Db, Trx } from '../store/database.ts';
import { readJson } from '../store/json.ts';
import { getSetting } from '../store/settings.ts';
import { asHeard } from './heard.ts';
import { readQuietPlaces, readTours } from './store.ts';

/** Refuses `invalid_request` for a date that does not exist. */
export async function tourDay({ db, nowMs }: Services, date: string): Promise<TourDay> {
  const timeZone = await getSetting(db, 'timeZone');
  const day = localDay(date, timeZone);
  if (!day.ok) throw new Refusal('invalid_request', { errors: [{ path: 'date', message: day.error.code }] });
  const stored = await readTours(db, date, date);
  const heard = await heardBy(
    db,
    stored.map(({ id }) => id),
  );
  const plays = new Map(heard.map((one) => [one.tourId, one.plays]));
  const tours = stored.map((tour) => asHeard(tour, plays.get(tour.id) ?? 0, timeZone, nowMs()));
  const { quiet: rules, location } = await getSetting(db, 'city');
  return {
    date,
    timeZone,
    tours,
    clips: await tourClips(db, day.value, new Set(tours.flatMap(({ plan }) => plan.clips))),
    crew: await crewOf(db),
    quiet: { rules, location, places: await readQuietPlaces(db) },
    heard,
  };
}

async function heardBy(db: Db, tourIds: readonly string[]): Promise<TourDay['heard']> {
  if (tourIds.length === 0) return [];
  const rows = await db
    .selectFrom('tour_plays')
    .select((select) => [
      'tour_id',
      select.fn.countAll<number>().as('plays'),
      select.fn.max('end_ms').as('last_ms'),
    ])
    .where('tour_id', 'in', tourIds)
    .groupBy('tour_id')
    .execute();
  return rows.flatMap(({ tour_id, plays, last_ms }) =>
    tour_id === null || last_ms === null ? [] : [{ tourId: tour_id, plays, lastMs: last_ms }],
  );
}

/** Approved recordings for cars whose validity touches the stretch, and those named, whatever became of them. */
export async function tourClips(
  db: Db | Trx,
  { startMs, endMs }: { startMs: number; endMs: number },
  named: ReadonlySet<string>,
): Promise<TourDay['clips']> {
  const rows = await db
    .selectFrom('announcements')
    .innerJoin('agencies', 'agencies.id', 'announcements.agency_id')
    .select([
      'announcements.id',
      'announcements.content',
      'announcements.renditions',
      'announcements.state',
      'announcements.approval_sha256',
      'agencies.name as agency_name',
    ])
    .where((where) =>
      where.or([
        where('announcements.state', '=', 'approved'),
        ...(named.size === 0 ? [] : [where('announcements.id', 'in', [...named])]),
      ]),
    )
    .orderBy('announcements.id')
    .execute();
  return rows.flatMap((row) => {
    const content = readJson(AnnouncementContent, row.content);
    const audio = readJson(z.array(Rendition), row.renditions).find(({ kind }) => kind === 'audio');
    const approved = row.state === 'approved' && row.approval_sha256 !== null;
    const playable = approved && content.outputs.mobile && audio !== undefined;
    const isDue = content.validFromMs < endMs && content.validUntilMs > startMs;
    if (!named.has(row.id) && !(playable && isDue)) return [];
    const { title, areaIds, validFromMs, validUntilMs, emergency } = content;
    return [
      {
        announcementId: row.id,
        title,
        agencyName: row.agency_name,
        durationMs: audio?.durationMs ?? 0,
        areaIds,
        validFromMs,
        validUntilMs,
        emergency,
        playable,
      },
    ];
  });
}

async function crewOf(db: Db): Promise<TourDay['crew']> {
  const rows = await db
    .selectFrom('users')
    .select(['id', 'display_name', 'roles'])
    .where('state', '!=', 'disabled')
    .orderBy('display_name')
    .execute();
  return rows.flatMap(({ id, display_name, roles }) =>
    readJson(z.array(Role), roles).includes('crew') ? [{ id, displayName: display_name }] : [],
  );
}
