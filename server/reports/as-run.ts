/** What screens really showed, read in pages so that a year of plays never lies in memory. */
import { sql } from 'kysely';
import { AnnouncementContent, type ZoneId } from '../../core/model/catalogue.ts';
import { agencyScope, type Reader } from '../auth/users.ts';
import type { Db } from '../store/database.ts';
import { readJson } from '../store/json.ts';
import type { Row } from '../store/tables.ts';

export interface Period {
  fromMs: number;
  toMs: number;
  announcementId?: string | undefined;
  screenId?: string | undefined;
}

export interface PlayRow {
  screenId: string;
  announcementId: string;
  zone: ZoneId;
  startMs: number;
  endMs: number;
  complete: boolean;
}

const PAGE = 2000;

/** Plays that began in [fromMs, toMs), newest first, of what the user may see. */
export async function* playsOf(db: Db, period: Period, user: Reader): AsyncGenerator<PlayRow[]> {
  let page = query(db, period, user).limit(PAGE);
  for (;;) {
    const rows = await page.execute();
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map(playRow);
    const { start_ms: startMs, device_id: device, store_epoch: epoch, sequence } = last;
    page = query(db, period, user)
      .where((where) =>
        where.or([
          where('start_ms', '<', startMs),
          where.and([
            where('start_ms', '=', startMs),
            sql<boolean>`(device_id, store_epoch, sequence) > (${device}, ${epoch}, ${sequence})`,
          ]),
        ]),
      )
      .limit(PAGE);
  }
}

/** The newest plays of a period, at most `limit`. */
export async function newestPlays(db: Db, period: Period, user: Reader, limit: number): Promise<PlayRow[]> {
  return (await query(db, period, user).limit(limit).execute()).map(playRow);
}

function query(db: Db, { fromMs, toMs, announcementId, screenId }: Period, user: Reader) {
  let rows = db
    .selectFrom('plays')
    .selectAll()
    .where('start_ms', '>=', fromMs)
    .where('start_ms', '<', toMs)
    .orderBy('start_ms', 'desc')
    .orderBy('device_id')
    .orderBy('store_epoch')
    .orderBy('sequence');
  if (announcementId !== undefined) rows = rows.where('announcement_id', '=', announcementId);
  if (screenId !== undefined) rows = rows.where('screen_id', '=', screenId);
  const scope = agencyScope(user);
  if (scope === 'all') return rows;
  return rows.where('announcement_id', 'in', (inner) =>
    inner
      .selectFrom('announcements')
      .select('announcements.id')
      .where('agency_id', '=', scope.agencyId ?? ''),
  );
}

const playRow = (row: Row<'plays'>): PlayRow => ({
  screenId: row.screen_id,
  announcementId: row.announcement_id,
  zone: row.zone as ZoneId,
  startMs: row.start_ms,
  endMs: row.end_ms,
  complete: row.complete === 1,
});

/** What reports call things; a deleted screen goes by its id. */
export interface Names {
  title(announcementId: string): string;
  agency(announcementId: string): string;
  screen(screenId: string): string;
}

export async function readNames(db: Db): Promise<Names> {
  const announcements = await db
    .selectFrom('announcements')
    .leftJoin('agencies', 'agencies.id', 'announcements.agency_id')
    .select(['announcements.id', 'announcements.content', 'agencies.name'])
    .execute();
  const screens = await db.selectFrom('screens').select(['id', 'name']).execute();
  const byId = new Map(
    announcements.map(({ id, content, name }) => [
      id,
      { title: readJson(AnnouncementContent, content).title, agency: name ?? '' },
    ]),
  );
  const screenNames = new Map(screens.map(({ id, name }) => [id, name]));
  return {
    title: (id) => byId.get(id)?.title ?? id,
    agency: (id) => byId.get(id)?.agency ?? '',
    screen: (id) => screenNames.get(id) ?? id,
  };
}
