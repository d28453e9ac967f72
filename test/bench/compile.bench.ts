/** The spine against superfly-timeline 9.2 on the same recurring items, in the same run. */
import { resolveTimeline } from 'superfly-timeline';
import type { TimelineEnable, TimelineObject } from 'superfly-timeline';
import type { Programme, ProgrammeEntry, ProgrammeItem } from '../../core/model/programme.ts';
import { contendersOf } from '../../core/schedule/contenders.ts';
import { DayFrame } from '../../core/schedule/day-frame.ts';
import { compileDays, resolveSlot } from '../../core/schedule/index.ts';
import { prepareProgramme } from '../../core/schedule/prepared-programme.ts';
import { stretchesOf } from '../../core/schedule/stretches.ts';
import type { Stretch } from '../../core/schedule/stretches.ts';
import type { BenchRow } from './row.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const OFFSET_MS = 7 * HOUR_MS;
const DAYS = [
  '2026-08-17',
  '2026-08-18',
  '2026-08-19',
  '2026-08-20',
  '2026-08-21',
  '2026-08-22',
  '2026-08-23',
];
const WEEK_START_MS = Date.UTC(2026, 7, 17) - OFFSET_MS;
const ENTRIES = 1000;
const WARM_UPS = 5;
const REPETITIONS = 21;
const QUERIES = 200_000;
const DAY_SETS = ['MO,WE,FR', 'TU,TH', 'SA,SU'];
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

const pad2 = (value: number) => String(value).padStart(2, '0');

/** One recurring item as both sides are given it. */
interface Recurring {
  id: string;
  priority: number;
  fromHour: number;
  hours: number;
  /** BYDAY; null is every day. */
  days: string | null;
  airDurationMs: number;
  /** DTSTART of the rule; the peer is given the week itself. */
  begun: string;
}

/** Twenty priorities, each with its own daypart; every other item only on some weekdays. */
const spread: Recurring[] = Array.from({ length: ENTRIES }, (_, index) => ({
  id: `entry_${String(index).padStart(4, '0')}`,
  priority: (index % 20) * 5,
  fromHour: (index * 7) % 20,
  hours: 1 + ((index % 20) % 4),
  days: index % 2 === 0 ? null : (DAY_SETS[index % 3] ?? null),
  airDurationMs: 10_000 + (index % 5) * 5000,
  begun: '2024-01-01',
}));

/** The same at work: no two entries of a daypart began on the same day, so that no two rules are alike. */
const begunApart: Recurring[] = spread.map((item, index) => ({
  ...item,
  begun: `2024-${pad2(1 + (index % 12))}-${pad2(1 + (Math.floor(index / 12) % 28))}`,
}));

const onePeerSet: Recurring[] = spread.map((item) => ({
  ...item,
  priority: 50,
  fromHour: 0,
  hours: 24,
  days: null,
}));

function programmeOf(recurring: readonly Recurring[]): Programme {
  const items = recurring.map(({ id, airDurationMs }): ProgrammeItem => ({
    kind: 'image',
    id: `item-${id}`,
    announcementId: `announcement-${id}`,
    title: id,
    airDurationMs,
    mediaSha256: '0'.repeat(64),
    approvalSha256: '0'.repeat(64),
    validFromMs: 0,
    validUntilMs: WEEK_START_MS + 400 * DAY_MS,
    emergency: false,
    evergreen: false,
  }));
  const entries = recurring.map(({ id, priority, fromHour, hours, days, begun }): ProgrammeEntry => ({
    id,
    zone: 'main',
    itemIds: [`item-${id}`],
    timing: {
      startLocal: `${begun}T${pad2(fromHour)}:00:00`,
      timeZone: 'Asia/Jakarta',
      durationMs: hours * HOUR_MS,
      rrule: days === null ? 'FREQ=DAILY' : `FREQ=WEEKLY;BYDAY=${days}`,
      rdates: [],
      exdates: [],
      windows: [],
    },
    rules: {
      priority,
      sharePercent: null,
      minPlaysPerHour: null,
      maxPlaysPerHour: null,
      hard: false,
      shuffle: false,
    },
    mask: false,
  }));
  return {
    schema: 1,
    screenId: 'bench',
    screenName: 'bench',
    cityName: 'bench',
    timeZone: 'Asia/Jakarta',
    dayStartLocal: '00:00',
    operatingHours: null,
    zoneOffsets: [{ timeZone: 'Asia/Jakarta', offsets: [{ fromMs: 0, offsetMs: OFFSET_MS }] }],
    zones: [{ id: 'main', x: 0, y: 0, widthPx: 384, heightPx: 192 }],
    items,
    entries,
    withdrawn: [],
    effectiveFromMs: 0,
    carryIn: [],
    group: null,
  };
}

const weekStartMs = ({ fromHour }: Recurring) => WEEK_START_MS + fromHour * HOUR_MS;

/** When the item recurs, in the peer's words: every day, or every week once for each of its weekdays. */
function enabling(item: Recurring): TimelineEnable | TimelineEnable[] {
  const start = weekStartMs(item);
  const duration = item.hours * HOUR_MS;
  if (item.days === null) return { start, duration, repeating: DAY_MS };
  return item.days.split(',').map((day) => {
    const offsetMs = WEEKDAYS.indexOf(day) * DAY_MS;
    return { start: start + offsetMs, duration, repeating: 7 * DAY_MS };
  });
}

/**
 * The same question, what is on air at each instant, put to the peer: a group per daypart and priority, in it the items
 * that share it, each repeating in its turn.
 */
function turnsOf(recurring: readonly Recurring[]): TimelineObject[] {
  const peers = Map.groupBy(recurring, ({ priority, fromHour, hours, days }) =>
    [priority, fromHour, hours, days?.replaceAll(',', '') ?? 'daily'].join('_'),
  );
  return [...peers].map(([key, items]) => {
    const repeating = items.reduce((sum, item) => sum + item.airDurationMs, 0);
    let start = 0;
    const children = items.map(({ id, priority, airDurationMs: duration }): TimelineObject => {
      const turn = { id, layer: 'main', priority, enable: { start, duration, repeating }, content: {} };
      start += duration;
      return turn;
    });
    const [first] = items;
    if (!first) throw new Error('an empty group');
    const { priority } = first;
    return {
      id: `group_${key}`,
      layer: '',
      priority,
      isGroup: true,
      enable: enabling(first),
      children,
      content: {},
    };
  });
}

/** Only when each item may air and which priority wins on the layer, without turns: less than what is compiled. */
const windowsOf = (recurring: readonly Recurring[]): TimelineObject[] =>
  recurring.map((item) => ({
    id: item.id,
    layer: 'main',
    priority: item.priority,
    enable: enabling(item),
    content: {},
  }));

const compileWeek = (programme: Programme) => compileDays(programme, DAYS);

/** The part of a compilation that answers what `windowsOf` asks: when each entry has time, and which of them win. */
function winnersOfWeek(programme: Programme): Stretch[][] {
  const prepared = prepareProgramme(programme);
  return DAYS.map((day) => {
    const frame = new DayFrame(prepared, day);
    const contenders = contendersOf(frame, 'main', () => undefined);
    return stretchesOf(contenders, frame.operating, frame.fromMs);
  });
}

function resolveWeek(timeline: TimelineObject[]): number {
  const limitTime = WEEK_START_MS + 7 * DAY_MS;
  const options = {
    time: WEEK_START_MS,
    limitTime,
    limitCount: 100_000,
    skipValidation: true,
    skipStatistics: true,
  };
  return Object.keys(resolveTimeline(timeline, options).objects).length;
}

function timed(work: () => unknown): number {
  const startMs = performance.now();
  work();
  return performance.now() - startMs;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

const milliseconds = (value: number) => `${value.toFixed(1)} ms`;

interface Comparison {
  name: string;
  ours: () => unknown;
  peer: () => unknown;
  /** Null for a row that only informs: the two sides do not do the same work. */
  goal: number | null;
}

function against({ name, ours, peer, goal }: Comparison): BenchRow {
  const [oursMs, peerMs]: [number[], number[]] = [[], []];
  for (let round = 1; round <= WARM_UPS + REPETITIONS; round++) {
    const sample = [timed(ours), timed(peer)] as const;
    if (round <= WARM_UPS) continue;
    oursMs.push(sample[0]);
    peerMs.push(sample[1]);
  }
  const ratio = median(peerMs) / median(oursMs);
  return {
    name,
    ours: milliseconds(median(oursMs)),
    peer: `${milliseconds(median(peerMs))} (superfly-timeline)`,
    ratio,
    goal: goal === null ? '—' : `≥ ${goal}×`,
    met: goal === null ? null : ratio >= goal,
  };
}

function wholeAgainstTurns(name: string, recurring: readonly Recurring[], goal: number): BenchRow {
  const [programme, timeline] = [programmeOf(recurring), turnsOf(recurring)];
  return against({ name, ours: () => compileWeek(programme), peer: () => resolveWeek(timeline), goal });
}

function winnersAgainstWindows(name: string, recurring: readonly Recurring[], goal: number | null): BenchRow {
  const [programme, timeline] = [programmeOf(recurring), windowsOf(recurring)];
  return against({ name, ours: () => winnersOfWeek(programme), peer: () => resolveWeek(timeline), goal });
}

function wholeAgainstWindows(name: string, recurring: readonly Recurring[]): BenchRow {
  const [programme, timeline] = [programmeOf(recurring), windowsOf(recurring)];
  return against({ name, ours: () => compileWeek(programme), peer: () => resolveWeek(timeline), goal: null });
}

function queries(): BenchRow {
  const [plan] = compileWeek(programmeOf(spread));
  if (!plan) throw new Error('no plan');
  const none: ReadonlySet<string> = new Set();
  const perQueryUs: number[] = [];
  let shown = 0;
  for (let round = 0; round <= REPETITIONS; round++) {
    const elapsedMs = timed(() => {
      for (let query = 0; query < QUERIES; query++) {
        const atMs = plan.startMs + ((query * 7_919_993) % DAY_MS);
        if (resolveSlot(plan, 'main', atMs, none)) shown += 1;
      }
    });
    if (round > 0) perQueryUs.push((elapsedMs * 1000) / QUERIES);
  }
  if (shown === 0) throw new Error('the queries met no slot');
  const us = median(perQueryUs);
  return {
    name: 'resolveSlot, one query',
    ours: `${us.toFixed(3)} µs`,
    peer: '—',
    ratio: 10 / us,
    goal: '≤ 10 µs',
    met: us <= 10,
  };
}

export default function compileBench(): Promise<BenchRow[]> {
  return Promise.resolve([
    wholeAgainstTurns('compile 7 days, 1,000 entries, 20 priorities', spread, 10),
    wholeAgainstTurns('compile 7 days, one peer set of 1,000', onePeerSet, 1),
    winnersAgainstWindows('windows and winners of 7 days, 1,000 entries', spread, 10),
    winnersAgainstWindows('… each entry begun on a day of its own', begunApart, null),
    wholeAgainstWindows('our whole compile beside its bare windows: it answers less', spread),
    wholeAgainstWindows('… each entry begun on a day of its own', begunApart),
    queries(),
  ]);
}
