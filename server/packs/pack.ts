import type { MobileUnit } from '../../core/model/catalogue.ts';
import type { TourPlan } from '../../core/model/tour.ts';
import { areasOf } from '../../core/tours/index.ts';
import { Refusal } from '../http/refusal.ts';
import { localDay } from '../local-day.ts';
import type { Services } from '../services.ts';
import { aroundInForce } from '../sound/around-versions.ts';
import { getSetting } from '../store/settings.ts';
import { readTours } from '../tours/store.ts';
import { clipsOfDay, type Clip } from './clips.ts';
import { fatSafe, LOOP_NAME } from './file-names.ts';
import { isValidAllDay } from './findings.ts';
import { layOut, m3u8 } from './layout.ts';
import type { Loop, Loops } from './loops.ts';
import { paper, sealPack, type Pack, type PackPart } from './seal.ts';
import { soundsOf, type Sound } from './sounds.ts';
import { inTourOrder } from './tour-order.ts';
import { unitSheet } from './unit-sheet.ts';

/** What a unit does on a local date. */
interface PackDay {
  /** Bounds of the date. */
  day: { startMs: number; endMs: number };
  tours: TourPlan[];
  clips: Clip[];
  /** Toured that day. */
  areaIds: readonly string[];
  /** Silence between two clips, where a tour says so. */
  gapMs: number | null;
}

/** Clips of a unit on a local date, as toured. Refuses `invalid_request` for a date that does not exist. */
export async function packDay(
  { db }: Pick<Services, 'db'>,
  unit: MobileUnit,
  date: string,
): Promise<PackDay> {
  const day = localDay(date, await getSetting(db, 'timeZone'));
  if (!day.ok) throw new Refusal('invalid_request', { errors: [{ path: 'date', message: day.error.code }] });
  const tours = (await readTours(db, date, date)).flatMap(({ plan, state }) =>
    plan.unitId === unit.id && state !== 'cancelled' ? [plan] : [],
  );
  return {
    day: day.value,
    tours,
    clips: inTourOrder(await clipsOfDay(db, unit, day.value, tours), tours),
    areaIds: tours.length === 0 ? unit.areaIds : [...new Set(tours.flatMap(areasOf))],
    gapMs: tours[0]?.gapMs ?? null,
  };
}

/**
 * Everything a car needs for a day in one ZIP, numbered clips first because many head units play a stick in the
 * order it was written. Clips are the approved renditions byte for byte, so their approval covers them on the stick.
 *
 * Refuses `nothing_for_unit` when no clip is due.
 *
 * @throws AppError `media_corrupt` when a recording in the store is not what was approved
 */
export async function makePack(
  services: Services,
  loops: Loops,
  unit: MobileUnit,
  date: string,
): Promise<Pack> {
  const { clips, day, ...tour } = await packDay(services, unit, date);
  if (clips.length === 0) throw new Refusal('nothing_for_unit');
  const timeZone = await getSetting(services.db, 'timeZone');
  const around = await aroundInForce(services.db);
  const heard = await soundsOf(services, unit, around, clips, tour);
  const laid = layOut(heard.map(({ sounds }) => sounds));
  const loop = await loopOf(services, loops, heard, day, `${unit.name} ${date}`);
  const lines = laid.map(({ path, sound: { title, durationMs } }) => ({ path, title, durationMs }));
  const sheet = await unitSheet(services, { unit, date, day, clips, loop });
  const parts: PackPart[] = [
    ...laid.map(({ path, sound }) => soundPart(path, sound)),
    ...(loop === null ? [] : [loopPart(loop)]),
    paper('daftar-putar.m3u8', Buffer.from(m3u8(lines))),
    paper('lembar-siaran.pdf', sheet),
  ];
  const about = {
    kind: 'unit' as const,
    cityName: await getSetting(services.db, 'cityName'),
    name: unit.name,
    timeZone,
    from: date,
    until: date,
    fileName: `${fatSafe(unit.name)}_${date}.zip`,
  };
  return await sealPack(services, parts, about, (listed) =>
    services.trust.sign('pack', {
      kind: 'pack',
      schema: 1,
      unitId: unit.id,
      unitName: unit.name,
      date,
      around: around?.envelope ?? null,
      ...listed,
    }),
  );
}

function soundPart(path: string, { sha256, title, clip, approved }: Sound): PackPart {
  return {
    content: { path, sha256 },
    title,
    approved,
    fromMs: clip?.validFromMs ?? null,
    lastAirMs: clip?.lastAirMs ?? null,
  };
}

/** A loop may be heard only while every clip in it may. */
const loopPart = ({ path, clips }: PackLoop): PackPart => ({
  content: { path: LOOP_NAME, file: path },
  title: 'Putar ulang',
  approved: null,
  fromMs: Math.max(...clips.map((clip) => clip.validFromMs)),
  lastAirMs: Math.min(...clips.map((clip) => clip.lastAirMs)),
});

export type PackLoop = Loop & { clips: readonly Clip[] };

/** More than an hour of clips, and with all around them what a mix takes. */
const MOST_IN_LOOP = 100;

/** What may be heard all day, mixed into one file; null when nothing may. */
async function loopOf(
  { nowMs }: Services,
  loops: Loops,
  heard: readonly { clip: Clip; sounds: readonly Sound[] }[],
  day: { startMs: number },
  title: string,
): Promise<PackLoop | null> {
  const all = heard.filter(({ clip }) => isValidAllDay(clip, day, nowMs())).slice(0, MOST_IN_LOOP);
  if (all.length === 0) return null;
  const loop = await loops.of(
    all.flatMap(({ sounds }) => sounds),
    title,
  );
  return { ...loop, clips: all.map(({ clip }) => clip) };
}
