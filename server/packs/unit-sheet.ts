import type { MobileUnit } from '../../core/model/catalogue.ts';
import type { Services } from '../services.ts';
import { getSetting } from '../store/settings.ts';
import type { Clip } from './clips.ts';
import { LOOP_NAME } from './file-names.ts';
import { isValidAllDay } from './findings.ts';
import type { PackLoop } from './pack.ts';
import { runSheetPdf, type RunSheet } from './run-sheet.ts';
import { dayText, endText, timeText } from './texts.ts';

interface UnitDay {
  unit: MobileUnit;
  date: string;
  day: { startMs: number; endMs: number };
  clips: readonly Clip[];
  loop: PackLoop | null;
}

/** The sheet of a car for one day. */
export async function unitSheet(services: Services, of: UnitDay): Promise<Buffer> {
  const { unit, date, day, clips, loop } = of;
  const timeZone = await getSetting(services.db, 'timeZone');
  const isSoon = (clip: Clip): boolean => clip.lastAirMs < day.endMs;
  return await runSheetPdf({
    cityName: await getSetting(services.db, 'cityName'),
    title: 'Lembar siaran keliling',
    subject: [unit.name, unit.plate].filter((part) => part !== '').join(' · '),
    dateText: dayText(date),
    demo: (await services.trust.root(services.db))?.demo ?? false,
    warning: null,
    firstEnd: firstEndOf(clips, isSoon, timeZone),
    notes: notesOf(clips, loop),
    columns: { line: 'Siaran', place: 'Wilayah' },
    lines: clips.map((clip) => ({
      number: clip.number,
      title: clip.title,
      agencyName: clip.agencyName,
      durationMs: clip.durationMs,
      place: clip.areaNames.length === 0 ? 'Seluruh kota' : clip.areaNames.join(', '),
      startsText: isValidAllDay(clip, day, services.nowMs()) ? null : timeText(clip.validFromMs, timeZone),
      endsText: endText(clip.lastAirMs, timeZone),
      endsSoon: isSoon(clip),
    })),
    texts: clips
      .filter((clip) => clip.script !== '')
      .map((clip) => ({
        heading: `${String(clip.number)}. ${clip.title}`,
        endsText: endText(clip.lastAirMs, timeZone),
        endsSoon: isSoon(clip),
        text: clip.script,
      })),
    textsTitle: 'Naskah',
    entries: [],
  });
}

function firstEndOf(
  clips: readonly Clip[],
  isSoon: (clip: Clip) => boolean,
  timeZone: string,
): RunSheet['firstEnd'] {
  const first = clips.toSorted((a, b) => a.lastAirMs - b.lastAirMs)[0];
  if (first === undefined) return null;
  return {
    text: endText(first.lastAirMs, timeZone),
    what: `No ${String(first.number)}, ${first.title}`,
    soon: isSoon(first),
  };
}

function notesOf(clips: readonly Clip[], loop: PackLoop | null): string[] {
  const missing = clips.filter((clip) => loop?.clips.includes(clip) !== true);
  const numbers = missing.map((clip) => String(clip.number)).join(', ');
  const wholeMinutes = Math.round((loop?.durationMs ?? 0) / 60_000);
  return [
    ...(loop === null
      ? []
      : [
          `${LOOP_NAME} memuat ${missing.length === 0 ? 'semua siaran' : `semua kecuali No ${numbers}`} berurutan, ` +
            `${String(wholeMinutes)} menit. Jangan putar lagi setelah siaran pertama di dalamnya berakhir.`,
        ]),
    'Buka PERIKSA.html di stik untuk memeriksa apakah berkasnya utuh dan masih berlaku.',
    'Siaran yang ditarik kantor tidak terhapus dari stik: ikuti pemberitahuan kantor. Hapus isi stik setelah selesai.',
  ];
}
