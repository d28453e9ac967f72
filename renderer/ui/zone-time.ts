const INDONESIAN_ZONES: Readonly<Record<string, string>> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Pontianak': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Ujung_Pandang': 'WITA',
  'Asia/Jayapura': 'WIT',
};

/** Short name people use for a zone: WIB, WITA, WIT; elsewhere the zone's own name. */
export const zoneLabel = (timeZone: string): string => INDONESIAN_ZONES[timeZone] ?? timeZone;

const partFormats = new Map<string, Intl.DateTimeFormat>();

function partsIn(timeZone: string, atMs: number): Record<string, number> {
  let format = partFormats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    partFormats.set(timeZone, format);
  }
  return Object.fromEntries(format.formatToParts(atMs).map((part) => [part.type, Number(part.value)]));
}

/** UTC offset of a zone at an instant, in ms; whole seconds. */
function offsetMsAt(timeZone: string, atMs: number): number {
  const part = partsIn(timeZone, atMs);
  const asUtcMs = Date.UTC(
    part['year'] ?? 0,
    (part['month'] ?? 1) - 1,
    part['day'] ?? 1,
    part['hour'] ?? 0,
    part['minute'] ?? 0,
    part['second'] ?? 0,
  );
  return asUtcMs - Math.floor(atMs / 1000) * 1000;
}

/** Wall clock in the zone as `YYYY-MM-DDTHH:MM:SS`. */
export const toLocal = (timeZone: string, atMs: number): string =>
  new Date(Math.floor(atMs / 1000) * 1000 + offsetMsAt(timeZone, atMs)).toISOString().slice(0, 19);

/** Calendar date in the zone as `YYYY-MM-DD`. */
export const toLocalDate = (timeZone: string, atMs: number): string => toLocal(timeZone, atMs).slice(0, 10);

/**
 * Instant of a wall clock `YYYY-MM-DDTHH:MM[:SS]` (a space instead of `T` is fine) in the zone.
 * In a gap the offset before it holds, in a fold the first instant (RFC 5545 §3.3.5).
 */
export function fromLocal(timeZone: string, local: string): number {
  const asUtcMs = Date.parse(`${local.replace(' ', 'T')}Z`);
  const beforeMs = offsetMsAt(timeZone, asUtcMs - 86_400_000);
  const guessMs = asUtcMs - beforeMs;
  if (offsetMsAt(timeZone, guessMs) === beforeMs) return guessMs;
  const otherMs = asUtcMs - offsetMsAt(timeZone, guessMs);
  return toLocal(timeZone, otherMs) === new Date(asUtcMs).toISOString().slice(0, 19) ? otherMs : guessMs;
}

/** The date so many days later, as `YYYY-MM-DD`. */
export const addDays = (day: string, count: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
