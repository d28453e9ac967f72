/** What cars played without a tour: the free course, or whatever a crew was asked for on the way. */
import type { ProvenPlay } from '../../core/tours/index.ts';
import { Refusal } from '../http/refusal.ts';
import { localDay } from '../local-day.ts';
import { localTimes } from '../reports/local-time.ts';
import type { Services } from '../services.ts';
import { getSetting } from '../store/settings.ts';
import { playOf } from './heard.ts';

export interface OutsideDay {
  unitId: string;
  /** The local day its plays began on. */
  date: string;
  /** By time. */
  plays: ProvenPlay[];
}

/** By date, then by car; both dates included. Refuses `invalid_request` for a date that does not exist. */
export async function playsOutside(
  { db }: Pick<Services, 'db'>,
  { from, to, unitId }: { from: string; to: string; unitId?: string | undefined },
): Promise<OutsideDay[]> {
  const timeZone = await getSetting(db, 'timeZone');
  const [first, last] = [localDay(from, timeZone), localDay(to, timeZone)];
  if (!first.ok)
    throw new Refusal('invalid_request', { errors: [{ path: 'from', message: first.error.code }] });
  if (!last.ok) throw new Refusal('invalid_request', { errors: [{ path: 'to', message: last.error.code }] });
  const period = { fromMs: first.value.startMs, toMs: last.value.endMs };
  let wanted = db
    .selectFrom('tour_plays')
    .leftJoin('tours', 'tours.id', 'tour_plays.tour_id')
    .selectAll('tour_plays')
    .where('tours.id', 'is', null)
    .where('start_ms', '>=', period.fromMs)
    .where('start_ms', '<', period.toMs);
  if (unitId !== undefined) wanted = wanted.where('tour_plays.unit_id', '=', unitId);
  const time = await localTimes({ db }, period);
  const found = new Map<string, OutsideDay>();
  for (const row of await wanted.orderBy('start_ms').orderBy('sequence').execute()) {
    const date = time(row.start_ms).slice(0, 10);
    const key = `${date} ${row.unit_id}`;
    const day = found.get(key) ?? { unitId: row.unit_id, date, plays: [] };
    day.plays.push(playOf(row));
    found.set(key, day);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, day]) => day);
}
