/** What is heard around each clip of a car: chime and greeting before it, closing after it. */
import { z } from 'zod';
import { Voicing } from './city-settings.ts';
import { Id, Sha256, text } from './primitives.ts';

/** Longest greeting or closing in characters. */
export const AROUND_TEXT_LIMIT = 300;

/** What two people decide. `{kelurahan}` stands for the name of the area the car is in. */
export const AroundClip = z.strictObject({
  chime: z.boolean(),
  /** Spoken before the clip; empty for none. */
  greeting: text(AROUND_TEXT_LIMIT),
  /** Spoken after it; empty for none. */
  closing: text(AROUND_TEXT_LIMIT),
});
export type AroundClip = z.infer<typeof AroundClip>;

/** What is proposed to a city that has not decided yet. */
export const FIRST_AROUND_CLIP: AroundClip = { chime: true, greeting: '', closing: '' };

const PART_ROLES = ['chime', 'greeting', 'closing'] as const;
export type PartRole = (typeof PART_ROLES)[number];

/** One recording of it: for a kind of loudspeaker, and for one area where its name is spoken. */
export const AroundPart = z.strictObject({
  role: z.enum(PART_ROLES),
  /** Null: for every area without a recording of its own; the city's name is spoken there. */
  areaId: Id.nullable(),
  voicing: Voicing,
  sha256: Sha256,
  /** MP3; at most 20 s at 128 kbit/s. */
  bytes: z.int().positive().max(320_000),
  durationMs: z.int().min(0),
});
export type AroundPart = z.infer<typeof AroundPart>;

const AREA_PLACE = '{kelurahan}';

/** Whether it is spoken differently in every area. */
export const namesArea = (written: string): boolean => written.toLowerCase().includes(AREA_PLACE);

/** The text as it is spoken in an area. */
export const spokenIn = (written: string, areaName: string): string =>
  written.replace(/\{kelurahan\}/gi, () => areaName).trim();

/** The recordings for a car's loudspeaker in an area, in the order they are heard. */
export function partsIn(
  parts: readonly AroundPart[],
  { areaId, voicing }: { areaId: string | null; voicing: Voicing },
): { before: AroundPart[]; after: AroundPart[] } {
  const one = (role: PartRole): AroundPart[] => {
    const ofRole = parts.filter((part) => part.role === role && part.voicing === voicing);
    const found =
      ofRole.find((part) => part.areaId === areaId) ?? ofRole.find((part) => part.areaId === null);
    return found === undefined ? [] : [found];
  };
  return { before: [...one('chime'), ...one('greeting')], after: one('closing') };
}
