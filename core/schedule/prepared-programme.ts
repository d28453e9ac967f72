/** What the days of one programme have in common, looked up once for all of them. */
import type { EntryTiming, ZoneId } from '../model/catalogue.ts';
import type { Programme, ProgrammeEntry, ProgrammeItem } from '../model/programme.ts';
import type { Zone } from '../time/zone.ts';
import { zoneNamed } from './broadcast-day.ts';
import { compareText } from './compare-text.ts';
import { neverOccurs } from './never-occurs.ts';
import type { PlanItem, Reason } from './plan.ts';

export interface PreparedProgramme {
  programme: Programme;
  /** The screen's, in the order they are planned. */
  zones: readonly ZoneId[];
  zoneNamed(timeZone: string): { zone: Zone; missing: boolean };
  /** In the total order: all that follows is independent of the order they were given in. */
  entries: readonly PreparedEntry[];
  items: ReadonlyMap<string, ProgrammeItem>;
  /** Instants from which items may not air. */
  withdrawnAtMs: ReadonlyMap<string, number>;
  planItems: ReadonlyMap<string, PlanItem>;
  /** Filler of each of `zones`, by id, also what is withdrawn. */
  evergreen: ReadonlyMap<ZoneId, readonly ProgrammeItem[]>;
}

export interface PreparedEntry {
  entry: ProgrammeEntry;
  timing: SharedTiming;
  /** The items that the programme holds, in playlist order. */
  items: readonly ProgrammeItem[];
  itemIds: readonly string[];
  /** Why the entry is on screen at all; the same in every slot. */
  recurrence: Reason;
}

/** A timing, and what is found out about it for all the entries that have it: dayparts are few, entries many. */
export class SharedTiming {
  readonly timing: EntryTiming;
  readonly zone: Zone;
  /** The programme has no offsets of its time zone. */
  readonly offsetsMissing: boolean;
  #neverOccurs: boolean | undefined;

  constructor(timing: EntryTiming, { zone, missing }: { zone: Zone; missing: boolean }) {
    this.timing = timing;
    this.zone = zone;
    this.offsetsMissing = missing;
  }

  get neverOccurs(): boolean {
    return (this.#neverOccurs ??= neverOccurs(this.timing));
  }
}

const ZONE_ORDER: readonly ZoneId[] = ['main', 'ticker', 'badge'];

/** The programme must not change for as long as what is returned is used. */
export function prepareProgramme(programme: Programme): PreparedProgramme {
  const known = new Map<string, ReturnType<typeof zoneNamed>>();
  const named = (timeZone: string) => {
    let zone = known.get(timeZone);
    if (!zone) known.set(timeZone, (zone = zoneNamed(programme, timeZone)));
    return zone;
  };
  const items = new Map<string, ProgrammeItem>();
  for (const item of programme.items) items.set(item.id, item);
  const withdrawnAtMs = new Map<string, number>();
  for (const { itemId, atMs } of programme.withdrawn)
    withdrawnAtMs.set(itemId, Math.min(atMs, withdrawnAtMs.get(itemId) ?? Infinity));
  const zones = ZONE_ORDER.filter((id) => programme.zones.some((zone) => zone.id === id));
  return {
    programme,
    zones,
    zoneNamed: named,
    entries: preparedEntries(programme, items, named),
    items,
    withdrawnAtMs,
    planItems: planItems(items, withdrawnAtMs),
    evergreen: evergreenByZone(programme, zones, items),
  };
}

function preparedEntries(
  { entries }: Programme,
  items: ReadonlyMap<string, ProgrammeItem>,
  named: PreparedProgramme['zoneNamed'],
): PreparedEntry[] {
  const timings = new Map<string, SharedTiming>();
  return inTotalOrder(entries).map((entry): PreparedEntry => {
    const key = keyOf(entry.timing);
    let timing = timings.get(key);
    if (!timing) timings.set(key, (timing = new SharedTiming(entry.timing, named(entry.timing.timeZone))));
    const held: ProgrammeItem[] = [];
    for (const id of entry.itemIds) {
      const item = items.get(id);
      if (item) held.push(item);
    }
    const { startLocal, rrule } = entry.timing;
    const params = { entry: entry.id, startLocal, rrule: rrule ?? '' };
    const recurrence: Reason = { code: 'recurrence', params };
    return { entry, timing, items: held, itemIds: held.map((item) => item.id), recurrence };
  });
}

const inTotalOrder = (entries: readonly ProgrammeEntry[]): ProgrammeEntry[] =>
  entries.toSorted((a, b) => b.rules.priority - a.rules.priority || compareText(a.id, b.id));

/** One text for equal timings. The rule comes last, since it is the one part that may hold any character. */
function keyOf({ startLocal, timeZone, durationMs, rrule, rdates, exdates, windows }: EntryTiming): string {
  const daily = windows.map(({ from, to }) => `${from}-${to}`);
  const rule = rrule === null ? 'once' : `by ${rrule}`;
  return `${startLocal}|${timeZone}|${durationMs}|${rdates.join()}|${exdates.join()}|${daily.join()}|${rule}`;
}

function planItems(
  items: ReadonlyMap<string, ProgrammeItem>,
  withdrawnAtMs: ReadonlyMap<string, number>,
): Map<string, PlanItem> {
  const planned = new Map<string, PlanItem>();
  for (const { id, airDurationMs, validFromMs, validUntilMs, evergreen } of items.values())
    planned.set(id, {
      airDurationMs,
      validFromMs,
      validUntilMs,
      evergreen,
      withdrawnAtMs: withdrawnAtMs.get(id) ?? null,
    });
  return planned;
}

/** The evergreen items a zone's entries name, and those no entry names, by kind. A badge gets only its own. */
function evergreenByZone(
  { entries }: Programme,
  zones: readonly ZoneId[],
  items: ReadonlyMap<string, ProgrammeItem>,
): Map<ZoneId, readonly ProgrammeItem[]> {
  // Silence needs no filling: a clip is heard when it is planned, and not for want of another.
  const evergreen = [...items.values()].filter((item) => item.evergreen && item.kind !== 'audio');
  evergreen.sort((a, b) => compareText(a.id, b.id));
  const namedIn = new Map<string, Set<ZoneId>>();
  for (const { id } of evergreen) namedIn.set(id, new Set());
  for (const { zone, itemIds } of entries) for (const id of itemIds) namedIn.get(id)?.add(zone);
  const belongs = ({ id, kind }: ProgrammeItem, zone: ZoneId) => {
    const naming = namedIn.get(id);
    return naming && naming.size > 0 ? naming.has(zone) : zone === (kind === 'ticker' ? 'ticker' : 'main');
  };
  return new Map(zones.map((zone) => [zone, evergreen.filter((item) => belongs(item, zone))]));
}
