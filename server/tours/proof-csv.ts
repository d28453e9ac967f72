import { localDay } from '../local-day.ts';
import { csvLine, csvStart, seconds } from '../reports/csv.ts';
import { localTimes } from '../reports/local-time.ts';
import type { Services } from '../services.ts';
import { readAreas } from '../store/areas.ts';
import { getSetting } from '../store/settings.ts';
import { playOf } from './heard.ts';
import { titlesOf } from './store.ts';

const TEXT = {
  id: {
    head: [
      'Mobil',
      'Petugas',
      'Tur',
      'Pengumuman',
      'Cara',
      'Mulai',
      'Selesai',
      'Detik',
      'Utuh',
      'Wilayah',
      'Lintang',
      'Bujur',
      'Ketelitian (m)',
      'Diputar pada saat hening',
    ],
    how: { clip: 'rekaman', live: 'dibacakan' },
    yes: 'ya',
    no: 'tidak',
    quiet: { night: 'malam', prayer: 'waktu salat', silence: 'hari hening', place: 'tempat hening' },
  },
  en: {
    head: [
      'Car',
      'Crew',
      'Tour',
      'Announcement',
      'How',
      'Start',
      'End',
      'Seconds',
      'Complete',
      'Area',
      'Latitude',
      'Longitude',
      'Accuracy (m)',
      'Played in quiet',
    ],
    how: { clip: 'recording', live: 'read aloud' },
    yes: 'yes',
    no: 'no',
    quiet: { night: 'night', prayer: 'prayer time', silence: 'silent period', place: 'quiet place' },
  },
} as const;

/** Every play of cars from the first to the last date, with times in the city's zone; those outside tours too. */
export async function proofCsv(
  services: Services,
  { from, to, unitId }: { from: string; to: string; unitId?: string | undefined },
  language: keyof typeof TEXT,
): Promise<string> {
  const { db } = services;
  const text = TEXT[language];
  const timeZone = await getSetting(db, 'timeZone');
  const [first, last] = [localDay(from, timeZone), localDay(to, timeZone)];
  if (!first.ok || !last.ok) return csvStart() + csvLine(text.head);
  const [fromMs, toMs] = [first.value.startMs, last.value.endMs];
  let wanted = db
    .selectFrom('tour_plays')
    .leftJoin('mobile_units', 'mobile_units.id', 'tour_plays.unit_id')
    .leftJoin('users', 'users.id', 'tour_plays.user_id')
    .leftJoin('tours', 'tours.id', 'tour_plays.tour_id')
    .selectAll('tour_plays')
    .select(['mobile_units.name as unit_name', 'users.display_name as user_name', 'tours.date as tour_date'])
    .where('start_ms', '>=', fromMs)
    .where('start_ms', '<', toMs);
  if (unitId !== undefined) wanted = wanted.where('tour_plays.unit_id', '=', unitId);
  const rows = await wanted.orderBy('start_ms').orderBy('sequence').execute();
  const areas = await readAreas(db);
  const titles = await titlesOf(db, [...new Set(rows.map((row) => row.announcement_id))]);
  const time = await localTimes(services, { fromMs, toMs });
  const quietName = (code: string): string => (code in text.quiet ? text.quiet[code as 'night'] : code);
  const lines = rows.map((row) => {
    const play = playOf(row);
    return csvLine([
      row.unit_name ?? row.unit_id,
      row.user_name ?? '',
      row.tour_date ?? '',
      titles.get(play.announcementId) ?? play.announcementId,
      text.how[play.how],
      time(play.startMs),
      time(play.endMs),
      seconds(play.endMs - play.startMs),
      play.complete ? text.yes : text.no,
      play.areaId === null ? '' : (areas.get(play.areaId)?.name ?? play.areaId),
      play.position?.latitudeDeg ?? '',
      play.position?.longitudeDeg ?? '',
      play.position === null ? '' : Math.round(play.position.accuracyM),
      play.quiet.map(quietName).join('; '),
    ]);
  });
  return csvStart() + csvLine(text.head) + lines.join('');
}
