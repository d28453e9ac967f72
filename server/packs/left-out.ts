import { z } from 'zod';
import type { PackFinding } from '../../core/api/reports.ts';
import { AnnouncementContent, Rendition } from '../../core/model/catalogue.ts';
import type { TourPlan } from '../../core/model/tour.ts';
import type { Db } from '../store/database.ts';
import { readJson } from '../store/json.ts';
import type { Row } from '../store/tables.ts';
import type { Clip } from './clips.ts';

type LeftOut = Extract<PackFinding, { code: 'left_out' }>;
type Day = { startMs: number; endMs: number };

/** What the day's tours name and the clips of that day lack, by title. */
export async function leftOutOf(
  db: Db,
  tours: readonly TourPlan[],
  clips: readonly Clip[],
  day: Day,
): Promise<LeftOut[]> {
  const packed = new Set(clips.map(({ announcementId }) => announcementId));
  const lacking = [...new Set(tours.flatMap((tour) => tour.clips))].filter((id) => !packed.has(id));
  if (lacking.length === 0) return [];
  const rows = await db.selectFrom('announcements').selectAll().where('id', 'in', lacking).execute();
  const found = rows.map((row): LeftOut => {
    const content = readJson(AnnouncementContent, row.content);
    return {
      code: 'left_out',
      announcementId: row.id,
      title: content.title,
      why: whyLeftOut(row, content, day),
    };
  });
  return found.sort((a, b) => (a.title < b.title ? -1 : 1));
}

/** Of one that is no clip of the day. */
function whyLeftOut(row: Row<'announcements'>, content: AnnouncementContent, day: Day): LeftOut['why'] {
  if (row.state === 'withdrawn') return 'withdrawn';
  if (row.state !== 'approved' || row.approval_sha256 === null) return 'not_approved';
  const hasSound = readJson(z.array(Rendition), row.renditions).some(({ kind }) => kind === 'audio');
  if (!content.outputs.mobile || !hasSound) return 'no_recording';
  return content.validUntilMs <= day.startMs ? 'over' : 'not_yet';
}
