import { AnnouncementContent, Area, Rendition, type MobileUnit } from '../../core/model/catalogue.ts';
import { renditionFor } from '../../core/sound/index.ts';
import { z } from 'zod';
import { areaWithAncestors } from '../publish/targets.ts';
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

/** Whether an announcement for these areas concerns a car that tours those; none means the whole city. */
function concerns(content: AnnouncementContent, unit: MobileUnit, areas: ReadonlyMap<string, Area>): boolean {
  if (content.areaIds.length === 0 || unit.areaIds.length === 0) return true;
  const meant = new Set(content.areaIds);
  const toured = new Set(unit.areaIds);
  return (
    unit.areaIds.some((id) => [...areaWithAncestors(id, areas)].some((one) => meant.has(one))) ||
    content.areaIds.some((id) => [...areaWithAncestors(id, areas)].some((one) => toured.has(one)))
  );
}

/**
 * The clips of a car for one day, emergencies first, then what ends soonest. Only approved, not withdrawn
 * announcements whose validity touches the day.
 */
export async function clipsOfDay(
  db: Db,
  unit: MobileUnit,
  day: { startMs: number; endMs: number },
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
  const areaRows = await db.selectFrom('areas').selectAll().execute();
  const areas = new Map(
    areaRows.map((row) => [
      row.id,
      Area.parse({ id: row.id, name: row.name, level: row.level, code: row.code, parentId: row.parent_id }),
    ]),
  );
  const found = rows.flatMap((row) => {
    const content = readJson(AnnouncementContent, row.content);
    const rendition = renditionFor(readJson(z.array(Rendition), row.renditions), unit.voicing);
    const isDue = content.validFromMs < day.endMs && content.validUntilMs > day.startMs;
    if (!content.outputs.mobile || !rendition || !isDue || !concerns(content, unit, areas)) return [];
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
