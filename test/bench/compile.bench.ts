/** The spine against superfly-timeline 9.2 on the same recurring items, in the same run. */
import { resolveTimeline } from 'superfly-timeline';
import type { TimelineObject } from 'superfly-timeline';
import type { Programme, ProgrammeEntry, ProgrammeItem } from '../../core/model/programme.ts';
import { compileDay, resolveSlot } from '../../core/schedule/index.ts';
import type { DayPlan } from '../../core/schedule/index.ts';
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
const REPETITIONS = 7;
const QUERIES = 200_000;
const DAY_SETS = ['MO,WE,FR', 'TU,TH', 'SA,SU'];
const WEEKDAY_OF = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** One recurring item as both sides are given it. */
interface Recurring {
  id: string;
  priority: number;
  fromHour: number;
  hours: number;
  /** BYDAY; null is every day. */
  days: string | null;
  airDurationMs: number;
}

/** Twenty priorities, each with its own daypart; every other item only on some weekdays. */
const spread: Recurring[] = Array.from({ length: ENTRIES }, (_, index) => ({
  id: `entry_${String(index).padStart(4, '0')}`,
  priority: (index % 20) * 5,
  fromHour: (index * 7) % 20,
  hours: 1 + ((index % 20) % 4),
  days: index % 2 === 0 ? null : (DAY_SETS[index % 3] ?? null),
  airDurationMs: 10_000 + (index % 5) * 5000,
}));

const onePeerSet: Recurring[] = spread.map((item) => ({
  ...item,
  priority: 50,
  fromHour: 0,
  hours: 24,
  days: null,
}));

const padHour = (hour: number) => `${String(hour).padStart(2, '0')}:00`;

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
  const entries = recurring.map(({ id, priority, fromHour, hours, days }): ProgrammeEntry => ({
    id,
    zone: 'main',
    itemIds: [`item-${id}`],
    timing: {
      startLocal: `2024-01-01T${padHour(fromHour)}:00`,
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
  };
}

/** The same items as repeating objects of one layer: daily, or weekly once for each weekday. */
function timelineOf(recurring: readonly Recurring[]): TimelineObject[] {
  return recurring.map(({ id, priority, fromHour, hours, days }) => {
    const start = WEEK_START_MS + fromHour * HOUR_MS;
    const duration = hours * HOUR_MS;
    const enable =
      days === null
        ? { start, duration, repeating: DAY_MS }
        : days.split(',').map((day) => {
            const offset = WEEKDAY_OF.indexOf(day) * DAY_MS;
            return { start: start + offset, duration, repeating: 7 * DAY_MS };
          });
    return { id, layer: 'main', priority, enable, content: {} };
  });
}

const compileWeek = (programme: Programme): DayPlan[] => DAYS.map((day) => compileDay(programme, day));

function resolveWeek(timeline: TimelineObject[]): number {
  const limitTime = WEEK_START_MS + 7 * DAY_MS;
  const options = {
    time: WEEK_START_MS,
    limitTime,
    limitCount: 99,
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

function against(name: string, recurring: readonly Recurring[], goal: number): BenchRow {
  const programme = programmeOf(recurring);
  const timeline = timelineOf(recurring);
  const [ours, peers]: [number[], number[]] = [[], []];
  for (let round = 0; round <= REPETITIONS; round++) {
    const sample = [timed(() => compileWeek(programme)), timed(() => resolveWeek(timeline))] as const;
    if (round === 0) continue; // both sides are warm from here on
    ours.push(sample[0]);
    peers.push(sample[1]);
  }
  const ratio = median(peers) / median(ours);
  return {
    name,
    ours: milliseconds(median(ours)),
    peer: `${milliseconds(median(peers))} (superfly-timeline)`,
    ratio,
    goal: `≥ ${goal}×`,
    met: ratio >= goal,
  };
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
    against('compile 7 days, 1,000 entries, 20 priorities', spread, 10),
    against('compile 7 days, one peer set of 1,000', onePeerSet, 1),
    queries(),
  ]);
}
