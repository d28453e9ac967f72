/** What a wall with a vendor's player shows in a period, as the published plans of its days have it. */
import type { ManifestMedia, ProgrammeItem } from '../../core/model/programme.ts';
import type { Manifest } from '../../core/model/programme.ts';
import type { DayPlan } from '../../core/schedule/index.ts';
import { DAY_MS } from '../../core/time/civil.ts';
import { formatLocalDate, parseLocalDate, toLocalMs, zoneFrom } from '../../core/time/index.ts';

type Picture = Extract<ProgrammeItem, { kind: 'video' | 'image' }>;
type Line = Extract<ProgrammeItem, { kind: 'ticker' }>;

export interface ScreenPicture {
  item: Picture;
  media: ManifestMedia;
  /** Broadcast days of the period it is planned on. */
  days: readonly string[];
  /** Earliest and latest wall clock it is planned at, `HH:MM`; `24:00` is a whole day's end. */
  fromLocal: string;
  untilLocal: string;
}

export interface ScreenContents {
  pictures: readonly ScreenPicture[];
  lines: readonly Line[];
}

/** Every local date from `from` to `until`, both included. */
export function packDays(from: string, until: string): string[] {
  const [first, last] = [parseLocalDate(from) ?? 0, parseLocalDate(until) ?? -1];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => formatLocalDate(first + index));
}

/**
 * Pictures and lines in the order in which the plans first show them; evergreen ones that are never planned come last,
 * so that the wall has something when all else is over. What was withdrawn is left out.
 */
export function screenContents(
  manifest: Manifest,
  days: readonly string[],
  planOf: (day: string) => DayPlan,
): ScreenContents {
  const { programme, media } = manifest;
  const withdrawn = new Set(programme.withdrawn.map(({ itemId }) => itemId));
  const offsets = programme.zoneOffsets.find(({ timeZone }) => timeZone === programme.timeZone);
  const zone = offsets === undefined ? null : zoneFrom(offsets);
  const clockOf = (ms: number): number => (zone === null ? ms : toLocalMs(zone, ms)) % DAY_MS;
  const shown = new Map<string, { days: Set<string>; fromMs: number; untilMs: number }>();
  for (const day of days) {
    for (const slot of planOf(day).zones.flatMap(({ slots }) => slots)) {
      const fromMs = clockOf(slot.startMs);
      const untilMs = clockOf(slot.endMs) || DAY_MS;
      const known = shown.get(slot.item) ?? { days: new Set(), fromMs, untilMs };
      known.days.add(day);
      // A slot over midnight is of both ends of the day.
      known.fromMs = Math.min(known.fromMs, untilMs < fromMs ? 0 : fromMs);
      known.untilMs = Math.max(known.untilMs, untilMs < fromMs ? DAY_MS : untilMs);
      shown.set(slot.item, known);
    }
  }
  const items = new Map(programme.items.map((item) => [item.id, item]));
  const spare = programme.items.filter(({ id, evergreen }) => evergreen && !shown.has(id));
  const ordered = [...[...shown.keys()].flatMap((id) => items.get(id) ?? []), ...spare].filter(
    ({ id }) => !withdrawn.has(id),
  );
  const files = new Map(media.map((file) => [file.sha256, file]));
  return {
    pictures: ordered.flatMap((item) => {
      if (item.kind === 'ticker' || item.kind === 'audio') return [];
      const file = files.get(item.mediaSha256);
      if (file === undefined) return [];
      const when = shown.get(item.id) ?? { days: new Set(days), fromMs: 0, untilMs: DAY_MS };
      return [
        {
          item,
          media: file,
          days: [...when.days],
          fromLocal: hhmm(when.fromMs),
          untilLocal: hhmm(when.untilMs),
        },
      ];
    }),
    lines: ordered.filter((item) => item.kind === 'ticker'),
  };
}

const hhmm = (ms: number): string => {
  const minutes = Math.floor(ms / 60_000);
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
};
