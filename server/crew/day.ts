/** What a crew's phone is told: the tours of its unit, the recordings for them, where and when to be silent. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AnnouncementContent, Rendition, type MobileUnit } from '../../core/model/catalogue.ts';
import { QuietPlace, TourPlan, type Tour } from '../../core/model/tour.ts';
import { renditionFor } from '../../core/sound/index.ts';
import { DAY_MS } from '../../core/time/civil.ts';
import { canonicalBytes, type CrewClip, type CrewDay } from '../../core/trust/index.ts';
import type { CrewIdentity } from '../http/bind.ts';
import { localDay } from '../local-day.ts';
import { clipsOfDay } from '../packs/clips.ts';
import type { Services } from '../services.ts';
import { readAreas } from '../store/areas.ts';
import type { Db } from '../store/database.ts';
import { readJson } from '../store/json.ts';
import { aroundInForce } from '../sound/around-versions.ts';
import { getSetting } from '../store/settings.ts';
import { unitById } from './devices.ts';

/** All of a day but what differs with every answer. */
export type CrewDayContent = Omit<CrewDay, 'nonce' | 'serverTimeMs'>;

type Clip = { clip: CrewClip; content: AnnouncementContent };
type Missing = CrewDay['missing'][number];

/** Refuses with `not_found` when the unit is gone. */
export async function crewDayContent(
  services: Services,
  { unitId, userId }: Pick<CrewIdentity, 'unitId' | 'userId'>,
): Promise<CrewDayContent> {
  const { db, nowMs, trust } = services;
  const unit = await unitById(db, unitId);
  const timeZone = await getSetting(db, 'timeZone');
  const city = await getSetting(db, 'city');
  const root = await trust.root(db);
  const dates = [dateIn(timeZone, nowMs()), dateIn(timeZone, nowMs() + DAY_MS)];
  const tours = await toursOf(db, unitId, dates);

  const free = await Promise.all(dates.map((date) => freeClipIds(db, unit, date, timeZone)));
  const wanted = new Set([
    ...tours.flatMap(({ plan }) => plan.clips),
    ...free.flatMap((one) => one.announcementIds),
  ]);
  const { clips, missing } = await clipsFor(db, unit, [...wanted]);
  const toured = tours.flatMap(({ plan }) => [
    ...plan.areaIds,
    ...plan.stops.flatMap((stop) => stop.areaId ?? []),
  ]);
  const mentioned = new Set([...toured, ...clips.flatMap(({ content }) => content.areaIds), ...unit.areaIds]);
  const areas = await readAreas(db);
  return {
    kind: 'crew_day',
    schema: 1,
    unitId,
    userId,
    unitName: unit.name,
    unitLabel: city.unitLabel,
    cityName: root?.cityName ?? (await getSetting(db, 'cityName')),
    timeZone,
    rootVersion: root?.version ?? 1,
    dates,
    tours,
    clips: clips.map(({ clip }) => clip),
    freeClips: free,
    missing,
    areas: [...mentioned].sort().map((id) => {
      const area = areas.get(id);
      return { id, name: area?.name ?? id, circle: area?.circle ?? null };
    }),
    voicing: unit.voicing,
    aroundSha256: (await aroundInForce(db))?.sha256 ?? null,
    gapMs: city.clipGapMs,
    quiet: city.quiet,
    location: city.location,
    quietPlaces: await quietPlaces(db),
  };
}

/** Changes exactly when something of the content does. */
export const fingerprintOf = (content: CrewDayContent): string =>
  createHash('sha256').update(canonicalBytes(content)).digest('hex');

const dateIn = (timeZone: string, atMs: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(atMs);

async function toursOf(db: Db, unitId: string, dates: readonly string[]): Promise<Tour[]> {
  const rows = await db
    .selectFrom('tours')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('date', 'in', dates)
    .orderBy('date')
    .execute();
  const tours = rows.map((row): Tour => ({
    id: row.id,
    revision: row.revision,
    state: row.state,
    plan: readJson(TourPlan, row.plan),
    createdBy: row.created_by,
    changedAtMs: row.changed_at_ms,
  }));
  return tours.sort((a, b) =>
    `${a.plan.date}${a.plan.startLocal}${a.id}` < `${b.plan.date}${b.plan.startLocal}${b.id}` ? -1 : 1,
  );
}

async function freeClipIds(
  db: Db,
  unit: MobileUnit,
  date: string,
  timeZone: string,
): Promise<CrewDay['freeClips'][number]> {
  const day = localDay(date, timeZone);
  const clips = day.ok ? await clipsOfDay(db, unit, day.value) : [];
  return { date, announcementIds: clips.map(({ announcementId }) => announcementId).slice(0, 99) };
}

async function clipsFor(
  db: Db,
  unit: MobileUnit,
  ids: readonly string[],
): Promise<{ clips: Clip[]; missing: Missing[] }> {
  const rows =
    ids.length === 0 ? [] : await db.selectFrom('announcements').selectAll().where('id', 'in', ids).execute();
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  const clips: Clip[] = [];
  const missing: Missing[] = [];
  for (const announcementId of [...ids].sort()) {
    const row = rowOf.get(announcementId);
    if (row === undefined) {
      missing.push({ announcementId, title: '', why: 'gone' });
      continue;
    }
    const content = readJson(AnnouncementContent, row.content);
    const miss = (why: Missing['why']) => missing.push({ announcementId, title: content.title, why });
    const rendition = renditionFor(readJson(z.array(Rendition), row.renditions), unit.voicing);
    if (row.state === 'withdrawn') miss('withdrawn');
    else if (row.state !== 'approved' || row.approval_sha256 === null) miss('not_approved');
    else if (!content.outputs.mobile || rendition === null) miss('no_recording');
    else {
      const clip = {
        announcementId,
        approvalSha256: row.approval_sha256,
        sha256: rendition.sha256,
        bytes: rendition.bytes,
        durationMs: rendition.durationMs ?? 0,
        category: content.category,
      };
      clips.push({ clip, content });
    }
  }
  return { clips, missing };
}

async function quietPlaces(db: Db): Promise<QuietPlace[]> {
  const rows = await db.selectFrom('quiet_places').selectAll().orderBy('id').execute();
  const Spec = QuietPlace.omit({ id: true });
  return rows.map((row) => ({ id: row.id, ...readJson(Spec, row.spec) }));
}
