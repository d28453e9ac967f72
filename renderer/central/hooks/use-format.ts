import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { toLocalDate, zoneLabel } from '../../ui/zone-time.ts';
import { currentLanguage, type Language } from '../i18n/index.ts';
import { useSession } from '../session/session.ts';

const LOCALE: Record<Language, string> = { id: 'id-ID', en: 'en-GB' };
const UNITS: Record<Language, readonly [string, string, string, string]> = {
  id: ['hr', 'j', 'm', 'd'],
  en: ['d', 'h', 'm', 's'],
};

export type Format = ReturnType<typeof makeFormat>;

/** Dates, times, lengths and sizes as this city and this language write them. */
export function makeFormat(language: Language, timeZone: string) {
  const locale = LOCALE[language];
  const dateFormat = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone, hourCycle: 'h23', ...options });
    return (atMs: number) => format.format(atMs);
  };
  const zone = zoneLabel(timeZone);
  const time = dateFormat({ hour: '2-digit', minute: '2-digit' });
  const date = dateFormat({ day: 'numeric', month: 'short', year: 'numeric' });
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  return {
    locale,
    timeZone,
    zone,
    time,
    timeWithZone: (atMs: number) => `${time(atMs)} ${zone}`,
    /** A wall-clock `HH:MM` as the language writes it. */
    timeOfDay: (value: string) => (language === 'id' ? value.replace(':', '.') : value),
    timeSeconds: dateFormat({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    date,
    dateLong: dateFormat({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    dateShort: dateFormat({ day: 'numeric', month: 'short' }),
    dateTime: (atMs: number) => `${date(atMs)}, ${time(atMs)} ${zone}`,
    isoDate: (atMs: number) => toLocalDate(timeZone, atMs),
    number: (value: number) => number.format(value),
    bytes: (bytes: number) => {
      const units = ['B', 'KB', 'MB', 'GB'];
      const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
      return `${number.format(bytes / 1024 ** power)} ${units[power]}`;
    },
    duration: (durationMs: number) => longDuration(UNITS[language], durationMs),
    clock: clockDuration,
  };
}

/** `0:15`, `12:30`, `1:02:30`: for lengths of media and countdowns. */
function clockDuration(durationMs: number): string {
  const seconds = Math.max(0, Math.round(durationMs / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** The two largest units: `2 hr 3 j`, `23 m`, `45 d`. */
function longDuration([day, hour, minute, second]: readonly [string, string, string, string], ms: number) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), day],
    [Math.floor(seconds / 3600) % 24, hour],
    [Math.floor(seconds / 60) % 60, minute],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  if (first === -1) return `${seconds} ${second}`;
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}

export function useFormat(): Format {
  const { city } = useSession();
  useTranslation();
  const language = currentLanguage();
  return useMemo(() => makeFormat(language, city.timeZone), [language, city.timeZone]);
}
