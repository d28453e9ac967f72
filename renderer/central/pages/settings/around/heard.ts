import { spokenIn, type AroundClip, type PartRole } from '../../../../../core/model/around-clip.ts';

export interface HeardLine {
  kind: PartRole | 'clip' | 'silence';
  /** As it is spoken; null for what has no words. */
  text: string | null;
}

/** Everything from one clip to the next, in the order it is heard in an area of this name. */
export function heardIn(content: AroundClip, areaName: string, gapMs: number): HeardLine[] {
  const { chime, greeting, closing } = content;
  const spoken = (kind: PartRole, written: string): HeardLine[] =>
    written.trim() === '' ? [] : [{ kind, text: spokenIn(written, areaName) }];
  return [
    ...(chime ? [{ kind: 'chime', text: null } as const] : []),
    ...spoken('greeting', greeting),
    { kind: 'clip', text: null },
    ...spoken('closing', closing),
    ...(gapMs === 0 ? [] : [{ kind: 'silence', text: null } as const]),
  ];
}
