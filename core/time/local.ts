/** Wall-clock values as text and as numbers: "local ms" is the reading of the clock taken as if it were UTC. */
import { civilDate, DAY_MS, dayNumber, daysInMonth } from './civil.ts';

const LOCAL_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const LOCAL_DATE_TIME = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;

/** Day number of `YYYY-MM-DD`, or undefined when there is no such date. */
export function parseLocalDate(text: string): number | undefined {
  const match = LOCAL_DATE.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return dayNumber(year, month, day);
}

/** Local ms of `YYYY-MM-DDTHH:MM[:SS]`, or undefined when there is no such date or time of day. */
export function parseLocalDateTime(text: string): number | undefined {
  const match = LOCAL_DATE_TIME.exec(text);
  if (!match) return undefined;
  const days = parseLocalDate(match[1] ?? '');
  if (days === undefined) return undefined;
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? '0');
  return days * DAY_MS + seconds * 1000;
}

/** Milliseconds after midnight of `HH:MM`; `24:00` is a whole day. */
export function timeOfDayMs(text: string): number {
  return (Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))) * 60_000;
}

const pad = (value: number, width: number) => String(value).padStart(width, '0');

/** `YYYY-MM-DD` of a day number. */
export function formatLocalDate(days: number): string {
  const { year, month, day } = civilDate(days);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

/** `YYYY-MM-DDTHH:MM:SS` of local ms; parts of a second are dropped. */
export function formatLocalDateTime(localMs: number): string {
  const days = Math.floor(localMs / DAY_MS);
  const seconds = Math.floor((localMs - days * DAY_MS) / 1000);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${formatLocalDate(days)}T${clock.map((part) => pad(part, 2)).join(':')}`;
}
