/** Rules are read once: a week of a thousand entries asks for the same few again and again. */
import { err, ok } from '../../model/result.ts';
import type { Result } from '../../model/result.ts';
import { parseLocalDateTime } from '../../time/local.ts';
import { localRule } from './local-times.ts';
import type { LocalRule } from './local-times.ts';
import { parseRule } from './parse.ts';
import type { RecurrenceError } from './rule.ts';

export interface Prepared {
  /** First reading, in local seconds. */
  start: number;
  /** Null for a single occurrence. */
  local: LocalRule | null;
}

const MAX_REMEMBERED = 10_000;
/** By rule, then by start. */
const remembered = new Map<string | null, Map<string, Result<Prepared, RecurrenceError>>>();
let rememberedCount = 0;

/** A function of its two texts alone. Errors: `start_invalid`, `rrule_invalid`, `too_costly`. */
export function prepare(startLocal: string, rrule: string | null): Result<Prepared, RecurrenceError> {
  const known = remembered.get(rrule)?.get(startLocal);
  if (known) return known;
  if (rememberedCount >= MAX_REMEMBERED) {
    remembered.clear();
    rememberedCount = 0;
  }
  const byStart = remembered.get(rrule) ?? new Map<string, Result<Prepared, RecurrenceError>>();
  remembered.set(rrule, byStart);
  const prepared = read(startLocal, rrule);
  byStart.set(startLocal, prepared);
  rememberedCount += 1;
  return prepared;
}

function read(startLocal: string, rrule: string | null): Result<Prepared, RecurrenceError> {
  const startMs = parseLocalDateTime(startLocal);
  if (startMs === undefined) return err({ code: 'start_invalid', detail: startLocal });
  const start = startMs / 1000;
  if (rrule === null) return ok({ start, local: null });
  const rule = parseRule(rrule);
  if (!rule.ok) return rule;
  const local = localRule(rule.value, start);
  return local.ok ? ok({ start, local: local.value }) : local;
}
