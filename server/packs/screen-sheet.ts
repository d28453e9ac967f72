import type { Screen } from '../../core/model/catalogue.ts';
import { localDay } from '../local-day.ts';
import type { Services } from '../services.ts';
import { getSetting } from '../store/settings.ts';
import { runSheetPdf, type RunSheet } from './run-sheet.ts';
import type { ScreenContents, ScreenPicture } from './screen-contents.ts';
import type { Period } from './screen-pack.ts';
import { endText, periodText, shortPeriodText, timeText } from './texts.ts';

interface ScreenPeriod {
  screen: Screen;
  period: Period;
  contents: ScreenContents;
  agencies: ReadonlyMap<string, string>;
  timeZone: string;
}

/** The sheet of a wall with a vendor's player: what to load, when each part has to come off, and who did it. */
export async function screenSheet(services: Services, of: ScreenPeriod): Promise<Buffer> {
  const { screen, period, contents, agencies, timeZone } = of;
  const last = localDay(period.until, timeZone);
  const endMs = last.ok ? last.value.endMs : 0;
  const first = localDay(period.from, timeZone);
  const startMs = first.ok ? first.value.startMs : 0;
  const isSoon = ({ validUntilMs }: { validUntilMs: number }): boolean => validUntilMs < endMs;
  const size = `${String(screen.output.widthPx)}×${String(screen.output.heightPx)} piksel`;
  return await runSheetPdf({
    cityName: await getSetting(services.db, 'cityName'),
    title: 'Lembar tayang layar',
    subject: [screen.name, screen.site, size].filter((part) => part !== '').join(' · '),
    dateText: periodText(period.from, period.until),
    demo: (await services.trust.root(services.db))?.demo ?? false,
    warning: 'TANPA LOG TAYANG: layar ini tidak melaporkan apa yang tampil. Isi catatan di bawah.',
    firstEnd: firstEndOf(contents, isSoon, timeZone),
    notes: [
      'Muat berkas menurut nomor ke pemutar vendor; ukurannya sudah sama dengan panel, jangan diskalakan.',
      'Buka PERIKSA.html sebelum memuat: berkas yang rusak atau sudah berakhir ditandai merah.',
      'Yang ditarik kantor tidak hilang sendiri dari layar ini: seseorang harus datang menghapusnya.',
    ],
    columns: { line: 'Tayangan', place: 'Hari dan jam' },
    lines: contents.pictures.map((picture, index) => ({
      number: index + 1,
      title: picture.item.title,
      agencyName: agencies.get(picture.item.announcementId) ?? '',
      durationMs: picture.item.airDurationMs,
      place: whenText(picture, period),
      startsText: picture.item.validFromMs > startMs ? startOf(picture.item.validFromMs, timeZone) : null,
      endsText: endText(picture.item.validUntilMs, timeZone),
      endsSoon: isSoon(picture.item),
    })),
    texts: contents.lines.map((line) => ({
      heading: line.title,
      endsText: endText(line.validUntilMs, timeZone),
      endsSoon: isSoon(line),
      text: line.text,
    })),
    textsTitle: 'Teks berjalan',
    entries: ['Dimuat', 'Dilihat menyala', 'Dihapus'],
  });
}

const startOf = (ms: number, timeZone: string): string =>
  `${endText(ms + 1, timeZone)[0]} ${timeText(ms, timeZone)}`;

function whenText({ days, fromLocal, untilLocal }: ScreenPicture, { from, until }: Period): string {
  const [first, last] = [days[0] ?? from, days.at(-1) ?? until];
  const isAll = first === from && last === until;
  const dayText = isAll ? 'setiap hari' : shortPeriodText(first, last);
  const isWholeDay = fromLocal === '00:00' && untilLocal === '24:00';
  return isWholeDay ? dayText : `${dayText}\n${fromLocal.replace(':', '.')}–${untilLocal.replace(':', '.')}`;
}

function firstEndOf(
  { pictures, lines }: ScreenContents,
  isSoon: (item: { validUntilMs: number }) => boolean,
  timeZone: string,
): RunSheet['firstEnd'] {
  const all = [
    ...pictures.map(({ item }, index) => ({ item, what: `No ${String(index + 1)}, ${item.title}` })),
    ...lines.map((item) => ({ item, what: `Teks berjalan, ${item.title}` })),
  ];
  const first = all.toSorted((a, b) => a.item.validUntilMs - b.item.validUntilMs)[0];
  if (first === undefined) return null;
  const { item, what } = first;
  return { text: endText(item.validUntilMs, timeZone), what, soon: isSoon(item) };
}
