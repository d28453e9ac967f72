import type { MobileUnit } from '../../core/model/catalogue.ts';
import { Refusal } from '../http/refusal.ts';
import { localDay } from '../local-day.ts';
import type { Services } from '../services.ts';
import { getSetting } from '../store/settings.ts';
import { clipsOfDay, type Clip } from './clips.ts';
import { fatSafe, LOOP_NAME } from './file-names.ts';
import { isValidAllDay } from './findings.ts';
import { layOut, m3u8 } from './layout.ts';
import type { Loop, Loops } from './loops.ts';
import { paper, sealPack, type Pack, type PackPart } from './seal.ts';
import { unitSheet } from './unit-sheet.ts';

interface Sound {
  title: string;
  file: string;
  durationMs: number;
  /** Null for what is heard around a clip. */
  clip: Clip | null;
}

/** Clips of a unit on a local date, and that day. Refuses `invalid_request` for a date that does not exist. */
export async function packClips(
  services: Services,
  unit: MobileUnit,
  date: string,
): Promise<{ clips: Clip[]; day: { startMs: number; endMs: number } }> {
  const day = localDay(date, await getSetting(services.db, 'timeZone'));
  if (!day.ok) throw new Refusal('invalid_request', { errors: [{ path: 'date', message: day.error.code }] });
  return { clips: await clipsOfDay(services.db, unit, day.value), day: day.value };
}

/**
 * Everything a car needs for a day in one ZIP, numbered clips first because many head units play a stick in the
 * order it was written. Clips are the approved renditions byte for byte, so their approval covers them on the stick.
 *
 * Refuses `nothing_for_unit` when no clip is due.
 */
export async function makePack(
  services: Services,
  loops: Loops,
  unit: MobileUnit,
  date: string,
): Promise<Pack> {
  const { clips, day } = await packClips(services, unit, date);
  if (clips.length === 0) throw new Refusal('nothing_for_unit');
  const timeZone = await getSetting(services.db, 'timeZone');
  const laid = layOut(clips.map((clip) => [soundOf(services, clip)]));
  const loop = await loopOf(services, loops, clips, day, `${unit.name} ${date}`);
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
      ...listed,
    }),
  );
}

function soundOf({ mediaStore }: Services, clip: Clip): Sound {
  const { title, durationMs, rendition } = clip;
  return { title, durationMs, file: mediaStore.path(rendition.sha256), clip };
}

function soundPart(path: string, { file, title, clip }: Sound): PackPart {
  return {
    content: { path, file },
    title,
    approved: clip,
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

/** What may be heard all day, mixed into one file; null when nothing may. */
async function loopOf(
  { mediaStore, db, nowMs }: Services,
  loops: Loops,
  clips: readonly Clip[],
  day: { startMs: number },
  title: string,
): Promise<PackLoop | null> {
  const { aroundClip } = await getSetting(db, 'city');
  const all = clips.filter((clip) => isValidAllDay(clip, day, nowMs())).slice(0, MOST_IN_LOOP);
  if (all.length === 0) return null;
  const pathOf = (sha256: string): string => mediaStore.path(sha256);
  return { ...(await loops.of(all, pathOf, title, aroundClip)), clips: all };
}

/** More than an hour of clips; a mix takes no more. */
const MOST_IN_LOOP = 100;
