import { z } from 'zod';
import { AnnouncementContent, Rendition, type MobileUnit } from '../../core/model/catalogue.ts';
import type { TourPlan } from '../../core/model/tour.ts';
import { renditionFor } from '../../core/sound/index.ts';
import { areasOf, isMeantFor } from '../../core/tours/index.ts';
import { readAreas } from '../store/areas.ts';
import type { Db } from '../store/database.ts';
import { readJson } from '../store/json.ts';

/** An approved recording that a car plays on the day. */
export interface Clip {
  /** Its place in the order, from 1. */
  number: number;
  announcementId: string;
  title: string;
  script: string;
  agencyName: string;
  /** What it is meant for; none is the whole city. */
  areaIds: readonly string[];
  areaNames: readonly string[];
  durationMs: number;
  validFromMs: number;
  lastAirMs: number;
  emergency: boolean;
  evergreen: boolean;
  /** The clip itself says until when it holds. */
  saysEnd: boolean;
  rendition: Rendition;
  approvalSha256: string;
}

/**
 * The clips of a car for one day, emergencies first, then what ends soonest: what concerns its home areas or those the
 * day's tours go to, and what these name. Only approved, not withdrawn announcements whose validity touches the day.
 */
export async function clipsOfDay(
  db: Db,
  unit: MobileUnit,
  day: { startMs: number; endMs: number },
  tours: readonly TourPlan[] = [],
): Promise<Clip[]> {
  const rows = await db
    .selectFrom('announcements')
    .innerJoin('agencies', 'agencies.id', 'announcements.agency_id')
    .select([
      'announcements.id',
      'announcements.content',
      'announcements.renditions',
      'announcements.approval_sha256',
      'agencies.name as agency_name',
    ])
    .where('announcements.state', '=', 'approved')
    .where('announcements.approval_sha256', 'is not', null)
    .execute();
  const areas = await readAreas(db);
  const named = new Set(tours.flatMap((tour) => tour.clips));
  // A car without areas serves the whole city.
  const driven = unit.areaIds.length === 0 ? null : [...unit.areaIds, ...tours.flatMap(areasOf)];
  const concerns = ({ areaIds }: AnnouncementContent): boolean =>
    driven === null || driven.some((areaId) => isMeantFor(areaIds, areaId, areas));
  const found = rows.flatMap((row) => {
    const content = readJson(AnnouncementContent, row.content);
    const rendition = renditionFor(readJson(z.array(Rendition), row.renditions), unit.voicing);
    const isDue = content.validFromMs < day.endMs && content.validUntilMs > day.startMs;
    if (!content.outputs.mobile || !rendition || !isDue) return [];
    if (!named.has(row.id) && !concerns(content)) return [];
    return [{ row, content, rendition }];
  });
  found.sort(
    (a, b) =>
      Number(b.content.emergency) - Number(a.content.emergency) ||
      a.content.validUntilMs - b.content.validUntilMs ||
      (a.row.id < b.row.id ? -1 : 1),
  );
  return found.map(({ row, content, rendition }, index) => ({
    number: index + 1,
    announcementId: row.id,
    title: content.title,
    script: content.script,
    agencyName: row.agency_name,
    areaIds: content.areaIds,
    areaNames: content.areaIds.map((id) => areas.get(id)?.name ?? id),
    durationMs: rendition.durationMs ?? 0,
    validFromMs: content.validFromMs,
    lastAirMs: content.validUntilMs,
    emergency: content.emergency,
    evergreen: content.evergreen,
    saysEnd: content.sayEnd && content.audioAssetId === null,
    rendition,
    approvalSha256: row.approval_sha256 ?? '',
  }));
}
