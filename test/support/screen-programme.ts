import type { ZoneLayout } from '../../core/model/catalogue.ts';
import type { Programme, ProgrammeEntry, ProgrammeItem } from '../../core/model/programme.ts';
import type { ServiceMessage } from '../../core/protocol/player.ts';

export type State = Extract<ServiceMessage, { type: 'state' }>;

const HOUR_MS = 3_600_000;
const JAKARTA_MS = 7 * HOUR_MS;
const UNTIL_MS = 8_000_000_000_000;
const HASH = 'a'.repeat(64);

export const fullZone = (widthPx: number, heightPx: number): ZoneLayout => ({
  ...{ id: 'main', x: 0, y: 0, widthPx, heightPx },
});

/** A picture of the file with this hash. */
export function pictureItem(
  id: string,
  file: { sha256: string; type: string },
  airDurationMs: number,
): ProgrammeItem {
  return {
    kind: file.type === 'video/mp4' ? 'video' : 'image',
    mediaSha256: file.sha256,
    ...common(id, airDurationMs),
  };
}

export const tickerItem = (id: string, text: string, airDurationMs: number): ProgrammeItem => ({
  ...{ kind: 'ticker', text },
  ...common(id, airDurationMs),
});

const common = (id: string, airDurationMs: number) => ({
  ...{ id, announcementId: id, title: id, airDurationMs },
  ...{ approvalSha256: HASH, validFromMs: 0, validUntilMs: UNTIL_MS, emergency: false, evergreen: false },
});

/** An entry that always wants its items on screen, in order. */
export const alwaysEntry = (
  id: string,
  itemIds: string[],
  zone: ProgrammeEntry['zone'] = 'main',
): ProgrammeEntry => ({
  ...{ id, zone, itemIds },
  timing: {
    ...{ startLocal: '2020-01-01T00:00:00', timeZone: 'Asia/Jakarta', durationMs: 400 * 24 * HOUR_MS },
    ...{ rrule: 'FREQ=YEARLY', rdates: [], exdates: [], windows: [] },
  },
  rules: {
    ...{ priority: 50, sharePercent: null, minPlaysPerHour: null, maxPlaysPerHour: null },
    ...{ hard: false, shuffle: false },
  },
  mask: false,
});

/** These one after the other, and over again, by one entry. */
export const inTurn = (...items: ProgrammeItem[]): Pick<Programme, 'items' | 'entries'> => ({
  items,
  entries: [
    alwaysEntry(
      'entry',
      items.map(({ id }) => id),
    ),
  ],
});

/**
 * A day start twelve hours away. At the start of a day what is left of the one before is shorter than an item, and a
 * programme without evergreen has nothing for it.
 */
export const dayStartFarFrom = (atMs: number): string =>
  `${String((new Date(atMs + JAKARTA_MS).getUTCHours() + 12) % 24).padStart(2, '0')}:00`;

/** A programme for one main zone of this size that takes effect at `effectiveFromMs`, its first slot's start. */
export function programmeOf(
  size: { widthPx: number; heightPx: number },
  effectiveFromMs: number,
  parts: Partial<Programme> & Pick<Programme, 'items' | 'entries'>,
): Programme {
  return {
    ...{ schema: 1, screenId: 'screen-1', screenName: 'Layar Uji', cityName: 'Kota Tirtaraya' },
    ...{ timeZone: 'Asia/Jakarta', dayStartLocal: '04:00', operatingHours: null },
    zoneOffsets: [{ timeZone: 'Asia/Jakarta', offsets: [{ fromMs: 0, offsetMs: JAKARTA_MS }] }],
    zones: [fullZone(size.widthPx, size.heightPx)],
    ...{ withdrawn: [], effectiveFromMs, carryIn: [], group: null },
    ...parts,
  };
}

/** What the service tells the page, with a programme that plays at the top left of the desktop. */
export function stateOf(programme: Programme | null, parts: Partial<State> = {}): State {
  const zone = programme?.zones[0];
  return {
    type: 'state',
    manifestVersion: programme ? 1 : null,
    programme,
    output: zone ? { x: 0, y: 0, widthPx: zone.widthPx, heightPx: zone.heightPx } : null,
    ...{ unavailable: [], clockOffsetMs: 0, demo: false, pairingCode: null, blanked: false },
    transition: { kind: 'cut' },
    slate: { cityName: 'Kota Tirtaraya', timeZone: 'Asia/Jakarta', utcOffsetMs: 7 * HOUR_MS },
    ...parts,
  };
}
