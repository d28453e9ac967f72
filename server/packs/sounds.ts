/** What is heard of each clip on a stick: the approved recording, and what the city has put around it. */
import { partsIn, type AroundPart, type PartRole } from '../../core/model/around-clip.ts';
import type { MobileUnit } from '../../core/model/catalogue.ts';
import type { Services } from '../services.ts';
import type { AroundInForce } from '../sound/around-versions.ts';
import { getSetting } from '../store/settings.ts';
import type { Clip } from './clips.ts';

export interface Sound {
  title: string;
  /** Of the recording in the store, as it was approved. */
  sha256: string;
  durationMs: number;
  /** Null for what is heard around a clip. */
  clip: Clip | null;
  /** What people approved it as; null stands for what is heard around any clip. */
  approved: { announcementId: string | null; approvalSha256: string };
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
  around: AroundInForce | null,
  clips: readonly Clip[],
  tour: { areaIds: readonly string[]; gapMs: number | null },
): Promise<{ clip: Clip; sounds: Sound[] }[]> {
  const { clipGapMs } = await getSetting(services.db, 'city');
  const partSound = ({ role, sha256, durationMs }: AroundPart): Sound => ({
    title: TITLE[role],
    sha256,
    durationMs,
    clip: null,
    approved: { announcementId: null, approvalSha256: around?.sha256 ?? '' },
    gapMs: 0,
  });
  const made: { clip: Clip; sounds: Sound[] }[] = [];
  for (const clip of clips) {
    const areaId = greetedArea(clip.areaIds, tour.areaIds);
    const parts = partsIn(around?.version.parts ?? [], { areaId, voicing: unit.voicing });
    const sounds = [
      ...parts.before.map(partSound),
      {
        title: clip.title,
        sha256: clip.rendition.sha256,
        durationMs: clip.durationMs,
        clip,
        approved: clip,
        gapMs: 0,
      },
      ...parts.after.map(partSound),
    ];
    const gapMs = tour.gapMs ?? clipGapMs;
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
