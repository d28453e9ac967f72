import type { AroundPart } from '../../../../../core/model/around-clip.ts';
import { VOICINGS, type Voicing } from '../../../../../core/model/city-settings.ts';

export interface Choices {
  voicings: Voicing[];
  /** Areas with a recording of their own; where there are some, null is one of the choices. */
  areaIds: (string | null)[];
}

/** Where, and from which loudspeaker, these recordings differ. */
export function choicesOf(parts: readonly AroundPart[]): Choices {
  const areaIds = [...new Set(parts.flatMap(({ areaId }) => areaId ?? []))];
  return {
    voicings: VOICINGS.filter((voicing) => parts.some((part) => part.voicing === voicing)),
    areaIds: areaIds.length === 0 ? [] : [...areaIds, null],
  };
}
