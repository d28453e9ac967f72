import type { ScreenPackPreview } from '../../core/api/usb.ts';
import type { Screen } from '../../core/model/catalogue.ts';
import type { DirectorServices } from '../director-services.ts';
import { Refusal } from '../http/refusal.ts';
import { getSetting } from '../store/settings.ts';
import { fatSafe } from './file-names.ts';
import { toAscii } from './plain-text.ts';
import { packDays, screenContents, type ScreenContents, type ScreenPicture } from './screen-contents.ts';
import { screenSheet } from './screen-sheet.ts';
import { paper, sealPack, type Pack, type PackPart } from './seal.ts';
import { endText, periodText } from './texts.ts';

const NO_PLAY_LOG = 'TANPA LOG TAYANG / NO PLAY LOG';

/** First and last local date, both included. */
export interface Period {
  from: string;
  until: string;
}

const EXTENSION = {
  'video/mp4': 'mp4',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'audio/mpeg': 'mp3',
} as const;

/** What the screen's newest published programme shows in the period; nothing before the first publishing. */
async function contentsOf(
  { db, manifests, plans }: DirectorServices,
  screenId: string,
  { from, until }: Period,
): Promise<ScreenContents> {
  const manifest = await manifests.newest(db, screenId);
  if (manifest === null) return { pictures: [], lines: [] };
  return screenContents(manifest, packDays(from, until), (day) => plans.planOf(manifest, day));
}

export async function screenPackPreview(
  services: DirectorServices,
  screen: Screen,
  period: Period,
): Promise<ScreenPackPreview> {
  const { pictures, lines } = await contentsOf(services, screen.id, period);
  const agencies = await agenciesOf(services, pictures);
  return {
    screenId: screen.id,
    ...period,
    items: pictures.map(({ item, days, fromLocal, untilLocal }, index) => ({
      number: index + 1,
      announcementId: item.announcementId,
      title: item.title,
      agencyName: agencies.get(item.announcementId) ?? '',
      kind: item.kind,
      airDurationMs: item.airDurationMs,
      days: [...days],
      fromLocal,
      untilLocal,
      lastAirMs: item.validUntilMs,
    })),
    ticker: lines.map(({ announcementId, title, text, validUntilMs }) => {
      return { announcementId, title, text, lastAirMs: validUntilMs };
    }),
  };
}

/**
 * All a wall without a player of ours needs for a period: pictures of exactly its size in playing order, byte for byte
 * as they were approved, and what people need who load them. Nothing comes back from there, and every part says so.
 *
 * Refuses `nothing_for_screen`.
 *
 * @throws AppError `media_corrupt` when a picture in the store is not what was approved
 */
export async function makeScreenPack(
  services: DirectorServices,
  screen: Screen,
  period: Period,
): Promise<Pack> {
  const contents = await contentsOf(services, screen.id, period);
  const { pictures, lines } = contents;
  if (pictures.length + lines.length === 0) throw new Refusal('nothing_for_screen');
  const timeZone = await getSetting(services.db, 'timeZone');
  const agencies = await agenciesOf(services, pictures);
  const parts: PackPart[] = [
    ...pictures.map(({ item, media }, index): PackPart => ({
      content: { path: pictureName(pictures, index), sha256: media.sha256 },
      title: item.title,
      approved: item,
      fromMs: item.validFromMs,
      lastAirMs: item.validUntilMs,
    })),
    paper('daftar-tayang.txt', Buffer.from(playlist(screen, period, pictures, timeZone))),
    ...tickerFiles(lines),
    paper('lembar-tayang.pdf', await screenSheet(services, { screen, period, contents, agencies, timeZone })),
  ];
  const about = {
    kind: 'screen' as const,
    cityName: await getSetting(services.db, 'cityName'),
    name: screen.name,
    timeZone,
    ...period,
    fileName: `${fatSafe(screen.name)}_${period.from}_${period.until}.zip`,
  };
  return await sealPack(services, parts, about, (listed) =>
    services.trust.sign('screenPack', {
      kind: 'screen_pack',
      schema: 1,
      screenId: screen.id,
      screenName: screen.name,
      ...period,
      widthPx: screen.output.widthPx,
      heightPx: screen.output.heightPx,
      ...listed,
    }),
  );
}

function pictureName(pictures: readonly ScreenPicture[], index: number): string {
  const picture = pictures[index];
  if (picture === undefined) return '';
  const digits = Math.max(2, String(pictures.length).length);
  const name = fatSafe(picture.item.title, 33);
  return `${String(index + 1).padStart(digits, '0')}-${name}.${EXTENSION[picture.media.type]}`;
}

/** Lines of running text, one a line; both end lines as old programs expect. Nothing where there are none. */
function tickerFiles(lines: ScreenContents['lines']): PackPart[] {
  if (lines.length === 0) return [];
  const text = lines.map((line) => `${line.text.replace(/\s+/g, ' ')}\r\n`).join('');
  return [
    paper('teks-berjalan.txt', Buffer.from(text)),
    paper('teks-berjalan-ascii.txt', Buffer.from(text.split('\r\n').map(toAscii).join('\r\n'), 'latin1')),
  ];
}

/** For those who type it into a vendor's program; ASCII, since nobody knows what opens it. */
function playlist(
  screen: Screen,
  { from, until }: Period,
  pictures: readonly ScreenPicture[],
  timeZone: string,
): string {
  const lines = pictures.flatMap(({ item, days, fromLocal, untilLocal }, index) => [
    `${pictureName(pictures, index)}`,
    `    ${String(item.airDurationMs / 1000)} detik | pukul ${fromLocal}-${untilLocal} | ${String(days.length)} hari: ${days[0] ?? ''} s.d. ${days.at(-1) ?? ''}`,
    `    jangan tayang setelah ${endText(item.validUntilMs, timeZone).join(' ')}`,
  ]);
  const head = [
    `DAFTAR TAYANG ${screen.name}`,
    `${periodText(from, until)} | ${String(screen.output.widthPx)}x${String(screen.output.heightPx)} piksel`,
    NO_PLAY_LOG,
    '',
  ];
  return [...head, ...lines, ''].map(toAscii).join('\r\n');
}

async function agenciesOf(
  { db }: DirectorServices,
  pictures: readonly ScreenPicture[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(pictures.map(({ item }) => item.announcementId))];
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('announcements')
    .innerJoin('agencies', 'agencies.id', 'announcements.agency_id')
    .select(['announcements.id', 'agencies.name'])
    .where('announcements.id', 'in', ids)
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
