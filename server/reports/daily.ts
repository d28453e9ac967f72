/** The city's own file of each day: proof of play as CSV, kept beside the database. */
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf, writeDurably } from '../../media/store/index.ts';
import { localDay } from '../local-day.ts';
import type { Reader } from '../auth/users.ts';
import type { DirectorServices } from '../director-services.ts';
import type { Db } from '../store/database.ts';
import { getSetting } from '../store/settings.ts';
import { localTimes } from './local-time.ts';
import { proofOfPlayCsv } from './proof-of-play-csv.ts';

const DAY_MS = 86_400_000;
/** Screens without network deliver late; older days are as they are. */
const DAYS_BACK = 35;
/** The office's own file holds everybody's plays. */
const OFFICE: Reader = { roles: ['viewer'], agencyId: null };

/**
 * Writes `reports/bukti-tayang_YYYY-MM-DD.csv` for every local day that is over, has plays, and has no file yet or
 * has had plays delivered since. What is due is read from the store and the folder, so a day missed is made up for.
 */
export async function writeDueReports(services: DirectorServices): Promise<void> {
  const { db, dataDir, nowMs } = services;
  const timeZone = await getSetting(db, 'timeZone');
  const endMs = nowMs();
  const local = await localTimes(services, { fromMs: endMs - (DAYS_BACK + 1) * DAY_MS, toMs: endMs });
  const today = local(endMs - 1).slice(0, 10);
  const folder = join(dataDir, 'reports');
  for (let back = DAYS_BACK; back >= 1; back -= 1) {
    const date = local(endMs - back * DAY_MS).slice(0, 10);
    const day = localDay(date, timeZone);
    if (!day.ok || date >= today) continue;
    const { startMs: fromMs, endMs: toMs } = day.value;
    const deliveredMs = await newestDelivery(db, fromMs, toMs);
    const path = join(folder, `bukti-tayang_${date}.csv`);
    if (deliveredMs === null || deliveredMs < (await writtenMs(path))) continue;
    await mkdir(folder, { recursive: true });
    await writeDurably(path, Buffer.from(await proofOfPlayCsv(services, { fromMs, toMs }, OFFICE, 'id')));
  }
}

/** When the newest play that began in [fromMs, toMs) came in, of a screen or a car; null when there is none. */
async function newestDelivery(db: Db, fromMs: number, toMs: number): Promise<number | null> {
  const ofScreens = await db
    .selectFrom('plays')
    .select((select) => select.fn.max('received_at_ms').as('atMs'))
    .where('screen_id', 'in', (inner) => inner.selectFrom('screens').select('screens.id'))
    .where('start_ms', '>=', fromMs)
    .where('start_ms', '<', toMs)
    .executeTakeFirst();
  const ofCars = await db
    .selectFrom('tour_plays')
    .select((select) => select.fn.max('received_at_ms').as('atMs'))
    .where('start_ms', '>=', fromMs)
    .where('start_ms', '<', toMs)
    .executeTakeFirst();
  const found = [ofScreens?.atMs, ofCars?.atMs].filter((atMs) => typeof atMs === 'number');
  return found.length === 0 ? null : Math.max(...found);
}

async function writtenMs(path: string): Promise<number> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return -Infinity;
    throw error;
  }
}
