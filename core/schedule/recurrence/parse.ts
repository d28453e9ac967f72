import { err, ok } from '../../model/result.ts';
import type { Result } from '../../model/result.ts';
import { parseLocalDateTime } from '../../time/local.ts';
import type { Frequency, OrdinalWeekday, RecurrenceError, Rule, Until } from './rule.ts';

const MAX_LENGTH = 500;
const FREQUENCIES: readonly string[] = [
  'SECONDLY',
  'MINUTELY',
  'HOURLY',
  'DAILY',
  'WEEKLY',
  'MONTHLY',
  'YEARLY',
] satisfies Frequency[];
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** Least, greatest, and whether the negative of that range counts from the end (RFC 5545 §3.3.10). */
const LISTS = {
  BYSECOND: [0, 60, false],
  BYMINUTE: [0, 59, false],
  BYHOUR: [0, 23, false],
  BYMONTHDAY: [1, 31, true],
  BYYEARDAY: [1, 366, true],
  BYWEEKNO: [1, 53, true],
  BYMONTH: [1, 12, false],
  BYSETPOS: [1, 366, true],
} as const;
const OTHER_PARTS = ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'WKST'];

const refused = (detail: string) => err<RecurrenceError>({ code: 'rrule_invalid', detail });

/**
 * Reads an RRULE value such as `FREQ=WEEKLY;BYDAY=MO,FR`, strictly: a part that is unknown, repeated, out of range or
 * not allowed with the frequency refuses the whole rule (RFC 5545 §3.3.10). `UNTIL` as a date includes that whole day.
 * Errors: `rrule_invalid`.
 */
export function parseRule(text: string): Result<Rule, RecurrenceError> {
  if (text.length > MAX_LENGTH) return refused(`longer than ${MAX_LENGTH} characters`);
  const parts = new Map<string, string>();
  for (const part of text.toUpperCase().split(';')) {
    const [name = '', value = '', ...rest] = part.split('=');
    if (value === '' || rest.length > 0) return refused(part);
    if (!(name in LISTS) && !OTHER_PARTS.includes(name)) return refused(`unknown part ${name}`);
    if (parts.has(name)) return refused(`${name} given twice`);
    parts.set(name, value);
  }

  const lists = {} as Record<keyof typeof LISTS, number[]>;
  for (const name of Object.keys(LISTS) as (keyof typeof LISTS)[]) {
    const [least, greatest, signed] = LISTS[name];
    const list = numberList(parts.get(name), least, greatest, signed);
    if (!list) return refused(`${name}=${parts.get(name)}`);
    lists[name] = list;
  }
  const frequency = parts.get('FREQ') ?? '';
  const interval = positive(parts.get('INTERVAL') ?? '1');
  const count = parts.has('COUNT') ? positive(parts.get('COUNT') ?? '') : null;
  const until = parts.has('UNTIL') ? parseUntil(parts.get('UNTIL') ?? '') : null;
  const days = parseWeekdays(parts.get('BYDAY'));
  const weekStart = WEEKDAYS.indexOf(parts.get('WKST') ?? 'MO');
  if (!FREQUENCIES.includes(frequency)) return refused(`FREQ=${frequency}`);
  if (interval === undefined) return refused(`INTERVAL=${parts.get('INTERVAL')}`);
  if (count === undefined) return refused(`COUNT=${parts.get('COUNT')}`);
  if (until === undefined) return refused(`UNTIL=${parts.get('UNTIL')}`);
  if (!days) return refused(`BYDAY=${parts.get('BYDAY')}`);
  if (weekStart < 0) return refused(`WKST=${parts.get('WKST')}`);

  const rule: Rule = {
    frequency: frequency as Frequency,
    interval,
    count,
    until,
    bySecond: lists.BYSECOND,
    byMinute: lists.BYMINUTE,
    byHour: lists.BYHOUR,
    ...days,
    byMonthDay: lists.BYMONTHDAY,
    byYearDay: lists.BYYEARDAY,
    byWeekNo: lists.BYWEEKNO,
    byMonth: lists.BYMONTH,
    bySetPos: lists.BYSETPOS,
    weekStart,
  };
  const conflict = findConflict(rule, parts);
  return conflict === undefined ? ok(rule) : refused(conflict);
}

function findConflict(rule: Rule, parts: ReadonlyMap<string, string>): string | undefined {
  const { frequency } = rule;
  if (rule.count !== null && rule.until !== null) return 'COUNT with UNTIL';
  if (parts.has('BYWEEKNO') && frequency !== 'YEARLY') return `BYWEEKNO with ${frequency}`;
  if (parts.has('BYYEARDAY') && ['DAILY', 'WEEKLY', 'MONTHLY'].includes(frequency))
    return `BYYEARDAY with ${frequency}`;
  if (parts.has('BYMONTHDAY') && frequency === 'WEEKLY') return 'BYMONTHDAY with WEEKLY';
  if (rule.byOrdinalWeekday.length > 0) {
    if (frequency !== 'MONTHLY' && frequency !== 'YEARLY') return `numbered BYDAY with ${frequency}`;
    if (parts.has('BYWEEKNO')) return 'numbered BYDAY with BYWEEKNO';
  }
  const selects = [...parts.keys()].some((name) => name.startsWith('BY') && name !== 'BYSETPOS');
  return parts.has('BYSETPOS') && !selects ? 'BYSETPOS without another BY part' : undefined;
}

function numberList(
  text: string | undefined,
  least: number,
  greatest: number,
  signed: boolean,
): number[] | undefined {
  if (text === undefined) return [];
  const values = new Set<number>();
  for (const word of text.split(',')) {
    if (!/^[+-]?\d{1,3}$/.test(word)) return undefined;
    const value = Number(word);
    const magnitude = signed ? Math.abs(value) : value;
    if (magnitude < least || magnitude > greatest) return undefined;
    values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

function positive(text: string): number | undefined {
  if (!/^\d{1,9}$/.test(text)) return undefined;
  const value = Number(text);
  return value > 0 ? value : undefined;
}

function parseWeekdays(
  text: string | undefined,
): { byWeekday: number[]; byOrdinalWeekday: OrdinalWeekday[] } | undefined {
  const byWeekday = new Set<number>();
  const ordinals = new Map<string, OrdinalWeekday>();
  for (const word of text?.split(',') ?? []) {
    const match = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(word);
    if (!match) return undefined;
    const day = WEEKDAYS.indexOf(match[2] ?? '');
    if (match[1] === undefined) {
      byWeekday.add(day);
      continue;
    }
    const ordinal = Number(match[1]);
    if (ordinal === 0 || Math.abs(ordinal) > 53) return undefined;
    ordinals.set(`${ordinal} ${day}`, { weekday: day, ordinal });
  }
  return { byWeekday: [...byWeekday].sort((a, b) => a - b), byOrdinalWeekday: [...ordinals.values()] };
}

function parseUntil(text: string): Until | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/.exec(text);
  if (!match) return undefined;
  const date = `${match[1]}-${match[2]}-${match[3]}`;
  const time = match[4] === undefined ? '23:59:59' : `${match[4]}:${match[5]}:${match[6]}`;
  const localMs = parseLocalDateTime(`${date}T${time}`);
  if (localMs === undefined) return undefined;
  return match[7] === 'Z'
    ? { kind: 'utc', instantMs: localMs }
    : { kind: 'local', localSeconds: localMs / 1000 };
}
