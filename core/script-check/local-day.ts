import { dayNumber } from '../time/civil.ts';

/** Day number (0 is 1970-01-01) of the local date an instant falls on. */
function localDayOf(timeZone: string, instantMs: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  }).formatToParts(instantMs);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  return dayNumber(part('year'), part('month'), part('day'));
}

/** Local days an announcement airs on: the first and the last. */
export interface AiringDays {
  first: number;
  last: number;
  today: number;
}

export function airingDays(
  { validFromMs, validUntilMs }: { validFromMs: number; validUntilMs: number },
  { timeZone, nowMs }: { timeZone: string; nowMs: number },
): AiringDays {
  const first = localDayOf(timeZone, validFromMs);
  // Half-open: what is valid until midnight does not air on the day that begins then.
  const last = Math.max(first, localDayOf(timeZone, Math.max(validFromMs, validUntilMs - 1)));
  return { first, last, today: localDayOf(timeZone, nowMs) };
}
