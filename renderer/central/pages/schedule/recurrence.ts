import type { EntryTiming } from '../../../../core/model/catalogue.ts';
import { addDays } from '../../../ui/zone-time.ts';

export const DAY_MS = 86_400_000;
export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export const MODES = ['once', 'daily', 'weekly', 'monthly', 'custom'] as const;
export type Mode = (typeof MODES)[number];

/** An entry's timing as the form shows it. Occurrences are whole local days, except in `custom`. */
export interface TimingForm {
  mode: Mode;
  fromDay: string;
  /** Last day of a range, included; used by `once`. */
  toDay: string;
  weekdays: Weekday[];
  monthDay: number;
  /** Used by `custom`. */
  rule: string;
  startLocal: string;
  durationMs: number;
  exceptDays: string[];
  windows: EntryTiming['windows'];
}

const isWeekday = (value: string): value is Weekday => WEEKDAYS.some((day) => day === value);

type Simple = Pick<TimingForm, 'mode'> & Partial<Pick<TimingForm, 'weekdays' | 'monthDay'>>;

/** Rules the form has fields for; null for every other. */
export function simpleRule(rrule: string | null): Simple | null {
  if (rrule === null) return { mode: 'once' };
  if (rrule === 'FREQ=DAILY') return { mode: 'daily' };
  const weekly = /^FREQ=WEEKLY;BYDAY=([A-Z,]+)$/.exec(rrule)?.[1]?.split(',');
  if (weekly?.every(isWeekday)) return { mode: 'weekly', weekdays: weekly };
  const monthly = /^FREQ=MONTHLY;BYMONTHDAY=(\d{1,2})$/.exec(rrule)?.[1];
  if (monthly) return { mode: 'monthly', monthDay: Number(monthly) };
  return null;
}

const areWholeDays = (timing: EntryTiming): boolean =>
  timing.startLocal.endsWith('T00:00:00') && timing.durationMs % DAY_MS === 0 && timing.rdates.length === 0;

export function formOf(timing: EntryTiming): TimingForm {
  const fromDay = timing.startLocal.slice(0, 10);
  const simple = areWholeDays(timing) ? simpleRule(timing.rrule) : null;
  return {
    mode: 'custom',
    weekdays: ['MO'],
    monthDay: Number(fromDay.slice(8)),
    ...simple,
    fromDay,
    toDay: addDays(fromDay, Math.max(0, Math.round(timing.durationMs / DAY_MS) - 1)),
    rule: timing.rrule ?? '',
    startLocal: timing.startLocal,
    durationMs: timing.durationMs,
    exceptDays: timing.exdates.map((local) => local.slice(0, 10)),
    windows: timing.windows,
  };
}

const ruleOf = (form: TimingForm): string | null => {
  switch (form.mode) {
    case 'once':
      return null;
    case 'daily':
      return 'FREQ=DAILY';
    case 'weekly':
      return `FREQ=WEEKLY;BYDAY=${WEEKDAYS.filter((day) => form.weekdays.includes(day)).join(',')}`;
    case 'monthly':
      return `FREQ=MONTHLY;BYMONTHDAY=${form.monthDay}`;
    case 'custom':
      return form.rule.trim() === '' ? null : form.rule.trim().replace(/^RRULE:/i, '');
  }
};

/** The timing a form stands for. A range of dates is one occurrence of that many days. */
export function timingOf(form: TimingForm, timeZone: string, rdates: string[]): EntryTiming {
  const isCustom = form.mode === 'custom';
  const days = Math.round((Date.parse(form.toDay) - Date.parse(form.fromDay)) / DAY_MS) + 1;
  const startLocal = isCustom ? form.startLocal : `${form.fromDay}T00:00:00`;
  return {
    startLocal,
    timeZone,
    durationMs: isCustom ? form.durationMs : form.mode === 'once' ? Math.max(1, days) * DAY_MS : DAY_MS,
    rrule: ruleOf(form),
    rdates,
    exdates: form.exceptDays.map((day) => `${day}${startLocal.slice(10)}`),
    windows: form.windows,
  };
}
