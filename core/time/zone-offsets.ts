/** Resolving a named zone into data, once, where a programme is made: the only reader of the machine's tzdata. */
import type { ZoneOffsets } from '../model/programme.ts';
import { err, ok } from '../model/result.ts';
import type { Result } from '../model/result.ts';
import { dayNumber, DAY_MS } from './civil.ts';

export interface ZoneOffsetsError {
  code: 'unknown_time_zone' | 'range_invalid';
  detail: string;
}

/** Shorter than any period between two changes of offset (the shortest in use, Ramadan in Morocco, is a month). */
const PROBE_STEP_MS = 14 * DAY_MS;
const MAX_RANGE_MS = 100 * 366 * DAY_MS;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat | undefined {
  const known = formats.get(timeZone);
  if (known) return known;
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
    return format;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readOffset(format: Intl.DateTimeFormat, instantMs: number): number {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const part of format.formatToParts(instantMs)) parts[part.type] = part.value;
  const year = parts.era === 'BC' ? 1 - Number(parts.year) : Number(parts.year);
  const days = dayNumber(year, Number(parts.month), Number(parts.day));
  const seconds = Number(parts.hour) * 3600 + Number(parts.minute) * 60 + Number(parts.second);
  return days * DAY_MS + seconds * 1000 - Math.floor(instantMs / 1000) * 1000;
}

function firstInstantOf(format: Intl.DateTimeFormat, oldMs: number, newMs: number): number {
  const oldOffset = readOffset(format, oldMs);
  let [low, high] = [Math.floor(oldMs / 1000), Math.ceil(newMs / 1000)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (readOffset(format, middle * 1000) === oldOffset) low = middle;
    else high = middle;
  }
  return high * 1000;
}

/**
 * Offsets of an IANA zone that hold within [fromMs, untilMs), the first from `fromMs` itself.
 * Errors: `unknown_time_zone`; `range_invalid` when the range is empty or longer than 100 years.
 */
export function zoneOffsets(
  timeZone: string,
  fromMs: number,
  untilMs: number,
): Result<ZoneOffsets, ZoneOffsetsError> {
  const rangeMs = untilMs - fromMs;
  if (!Number.isInteger(fromMs) || !Number.isInteger(untilMs) || rangeMs <= 0 || rangeMs > MAX_RANGE_MS)
    return err({ code: 'range_invalid', detail: `${fromMs} to ${untilMs}` });
  const format = formatOf(timeZone);
  if (!format) return err({ code: 'unknown_time_zone', detail: timeZone });

  const offsets = [{ fromMs, offsetMs: readOffset(format, fromMs) }];
  for (let atMs = fromMs; atMs < untilMs; atMs += PROBE_STEP_MS) {
    const nextMs = Math.min(atMs + PROBE_STEP_MS, untilMs);
    const offsetMs = readOffset(format, nextMs);
    if (offsetMs === offsets.at(-1)?.offsetMs) continue;
    offsets.push({ fromMs: firstInstantOf(format, atMs, nextMs), offsetMs });
  }
  return ok({ timeZone, offsets });
}
