import type { TFunction } from 'i18next';
import type { EntryTiming } from '../../../../core/model/catalogue.ts';
import { addDays } from '../../../ui/zone-time.ts';
import type { Format } from '../../hooks/use-format.ts';
import { DAY_MS, simpleRule, WEEKDAYS, type Weekday } from './recurrence.ts';

/** A Monday, to name weekdays from. */
const MONDAY_MS = Date.UTC(2026, 0, 5);

export const weekdayName = (locale: string, weekday: Weekday, style: 'short' | 'long'): string =>
  new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' }).format(
    MONDAY_MS + WEEKDAYS.indexOf(weekday) * DAY_MS,
  );

const dayName = (locale: string, day: string): string =>
  new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(Date.parse(day));

/** An RRULE in words, e.g. `setiap Senin, Rabu`; rules without words are quoted. */
export function ruleText(t: TFunction, locale: string, rrule: string): string {
  const simple = simpleRule(rrule);
  switch (simple?.mode) {
    case 'daily':
      return t('recurrence.daily');
    case 'weekly':
      return t('recurrence.weekly', {
        days: (simple.weekdays ?? []).map((day) => weekdayName(locale, day, 'long')).join(', '),
      });
    case 'monthly':
      return t('recurrence.monthly', { day: simple.monthDay });
    default:
      return t('recurrence.custom', { rule: rrule });
  }
}

/** When an entry airs, in one line: days, then times. */
export function timingText(t: TFunction, format: Format, timing: EntryTiming): string {
  const fromDay = timing.startLocal.slice(0, 10);
  const toDay = addDays(fromDay, Math.max(0, Math.ceil(timing.durationMs / DAY_MS) - 1));
  const from = dayName(format.locale, fromDay);
  const days =
    timing.rrule !== null
      ? `${ruleText(t, format.locale, timing.rrule)}, ${t('recurrence.from', { date: from })}`
      : fromDay === toDay
        ? t('recurrence.onceDay', { from })
        : t('recurrence.once', { from, to: dayName(format.locale, toDay) });
  const times =
    timing.windows.length === 0
      ? t('recurrence.wholeDay')
      : timing.windows
          .map((window) => `${format.timeOfDay(window.from)}–${format.timeOfDay(window.to)}`)
          .join(', ');
  return `${days} · ${times}`;
}
