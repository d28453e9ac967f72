import type { AnnouncementContent } from '../model/catalogue.ts';

export const SCRIPT_FINDING_CODES = [
  /** "besok", "hari ini" and the like in an announcement that airs on several days. */
  'relative_day',
  /** A day of the week beside a date that falls on another. */
  'weekday_mismatch',
  /** A day of the week without its date in an announcement that airs for a week or more. */
  'weekday_without_date',
  /** A date over before now. */
  'past_date',
  /** A date over before the announcement first airs. */
  'date_before_validity',
  /** The announcement still airs after the last date it names. */
  'airs_after_date',
  /** A date later than the announcement airs: right for an invitation, wrong for a typing slip. */
  'date_after_validity',
  /** A date the calendar does not have, such as 31 November. */
  'no_such_date',
  /** A place somebody meant to fill in, such as `{tanggal}` or `xxx`. */
  'placeholder_left',
  /** An amount or number written so that two readings are possible. */
  'number_ambiguous',
  /** How a telephone number will be spoken. */
  'phone_spoken',
  /** How an amount of money will be spoken. */
  'amount_spoken',
] as const;
export type ScriptFindingCode = (typeof SCRIPT_FINDING_CODES)[number];

export interface ScriptFinding {
  code: ScriptFindingCode;
  /** `warning`: probably wrong. `hint`: worth a look. `info`: only says how it will sound. */
  level: 'warning' | 'hint' | 'info';
  field: 'title' | 'script' | 'tickerText';
  /** UTF-16 offsets in that field, half-open. */
  span: { start: number; end: number };
  /** What is written there. */
  text: string;
  /** Indonesian text to put in its place; null when only a person knows. */
  suggestion: string | null;
  /** How it will be spoken; null where that is not the point. */
  spoken: string | null;
}

/** The parts of an announcement the check reads. */
export type CheckedScript = Pick<
  AnnouncementContent,
  'title' | 'script' | 'tickerText' | 'validFromMs' | 'validUntilMs'
>;

export interface CheckedWhen {
  /** IANA name of the city's zone. */
  timeZone: string;
  nowMs: number;
}
