import type { ProofOfPlay } from '../../core/api/reports.ts';
import { inScope, type Reader } from '../auth/users.ts';
import type { DirectorServices } from '../director-services.ts';
import { playsOf, readNames, type Period } from './as-run.ts';
import { carProof } from './car-proof.ts';
import { localTimes } from './local-time.ts';
import { readScreens } from '../store/screens.ts';
import { plannedPlays } from './planned.ts';

type Row = ProofOfPlay['rows'][number];

/** Planned against played, by announcement and screen or car, and plays of screens a local day. */
export async function proofOfPlay(
  services: DirectorServices,
  period: Period,
  user: Reader,
): Promise<ProofOfPlay> {
  const { db, nowMs } = services;
  const names = await readNames(db);
  const screens = await readScreens(db);
  const withoutLog = new Set(screens.flatMap(({ id, playerKind }) => (playerKind === 'vendor' ? [id] : [])));
  const rows = new Map<string, Row>();
  const rowOf = (announcementId: string, screenId: string): Row => {
    const key = `${announcementId} ${screenId}`;
    const row = rows.get(key) ?? {
      announcementId,
      title: names.title(announcementId),
      agencyName: names.agency(announcementId),
      screenId,
      screenName: names.screen(screenId),
      plays: 0,
      airTimeMs: 0,
      planned: 0,
      playLog: !withoutLog.has(screenId),
      firstMs: null,
      lastMs: null,
    };
    rows.set(key, row);
    return row;
  };

  const localTime = await localTimes(services, period);
  const days = new Map<string, ProofOfPlay['days'][number]>();
  for await (const page of playsOf(db, period, user)) {
    for (const play of page) {
      const row = rowOf(play.announcementId, play.screenId);
      row.airTimeMs += Math.max(0, play.endMs - play.startMs);
      row.firstMs = Math.min(row.firstMs ?? play.startMs, play.startMs);
      row.lastMs = Math.max(row.lastMs ?? play.startMs, play.startMs);
      if (!play.complete) continue;
      row.plays += 1;
      const day = localTime(play.startMs).slice(0, 10);
      const count = days.get(`${day} ${play.announcementId}`) ?? {
        day,
        announcementId: play.announcementId,
        plays: 0,
      };
      count.plays += 1;
      days.set(`${day} ${play.announcementId}`, count);
    }
  }

  const untilMs = Math.min(period.toMs, nowMs());
  for (const screenId of period.screenId === undefined ? screens.map(({ id }) => id) : [period.screenId]) {
    const planned = await plannedPlays(services, screenId, period.fromMs, untilMs);
    for (const [announcementId, count] of await visible(services, user, period, planned)) {
      rowOf(announcementId, screenId).planned = count;
    }
  }
  return {
    fromMs: period.fromMs,
    toMs: period.toMs,
    rows: [...rows.values()].toSorted(
      (a, b) => a.title.localeCompare(b.title, 'id') || a.screenName.localeCompare(b.screenName, 'id'),
    ),
    cars: await carProof(services, period, user),
    days: [...days.values()].toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)),
  };
}

async function visible(
  { db }: DirectorServices,
  user: Reader,
  { announcementId }: Period,
  counts: ReadonlyMap<string, number>,
): Promise<[string, number][]> {
  if (counts.size === 0) return [];
  const rows = await db
    .selectFrom('announcements')
    .select(['id', 'agency_id'])
    .where('id', 'in', [...counts.keys()])
    .execute();
  const seen = new Set(rows.filter((row) => inScope(user, row.agency_id)).map((row) => row.id));
  return [...counts].filter(([id]) => seen.has(id) && (announcementId ?? id) === id);
}
