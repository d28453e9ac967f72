import type { Rendition } from '../model/catalogue.ts';
import type { Voicing } from '../model/city-settings.ts';

/**
 * The rendition of an announcement a loudspeaker of this kind plays: the one voiced for it, else another, since a unit
 * may have been given a new loudspeaker after the approval. Null when it is not for loudspeakers.
 */
export function renditionFor(renditions: readonly Rendition[], voicing: Voicing): Rendition | null {
  const sounds = renditions.filter((one) => one.kind === 'audio');
  return sounds.find((one) => one.voicing === voicing) ?? sounds[0] ?? null;
}
