/** What is heard of each clip on a stick: the approved recording, and what the city has put around it. */
import type { MobileUnit } from '../../core/model/catalogue.ts';
import type { Services } from '../services.ts';
import { clipParts, type ClipPart, type PartRole } from '../sound/around-clip.ts';
import type { Clip } from './clips.ts';

export interface Sound {
  title: string;
  file: string;
  durationMs: number;
  /** Null for what is heard around a clip. */
  clip: Clip | null;
  /** Silence after it. */
  gapMs: number;
}

const TITLE: Record<PartRole, string> = { chime: 'Nada', greeting: 'Salam', closing: 'Penutup' };

/**
 * The sounds of each clip in order. A stick does not know where the car is: a kelurahan is greeted by name where the
 * clip can be meant for that one only, else the city is.
 */
export async function soundsOf(
  services: Services,
  unit: MobileUnit,
  clips: readonly Clip[],
  tour: { areaIds: readonly string[]; gapMs: number | null },
): Promise<{ clip: Clip; sounds: Sound[] }[]> {
  const { mediaStore } = services;
  const partSound = ({ role, rendition }: ClipPart): Sound => ({
    title: TITLE[role],
    file: mediaStore.path(rendition.sha256),
    durationMs: rendition.durationMs ?? 0,
    clip: null,
    gapMs: 0,
  });
  const made: { clip: Clip; sounds: Sound[] }[] = [];
  for (const clip of clips) {
    const areaId = greetedArea(clip.areaIds, tour.areaIds);
    const around = await clipParts(services, { areaId, voicing: unit.voicing });
    const sounds = [
      ...around.before.map(partSound),
      {
        title: clip.title,
        file: mediaStore.path(clip.rendition.sha256),
        durationMs: clip.durationMs,
        clip,
        gapMs: 0,
      },
      ...around.after.map(partSound),
    ];
    const gapMs = tour.gapMs ?? around.gapMs;
    made.push({ clip, sounds: sounds.with(-1, { ...(sounds.at(-1) as Sound), gapMs }) });
  }
  return made;
}

/** The one area that both the clip and the tour are about; null where there are several, or none is named. */
export function greetedArea(meant: readonly string[], toured: readonly string[]): string | null {
  const both = meant.filter((id) => toured.includes(id));
  if (both.length > 0) return both.length === 1 ? (both[0] ?? null) : null;
  return toured.length === 1 ? (toured[0] ?? null) : null;
}
