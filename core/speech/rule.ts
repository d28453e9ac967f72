export type SpokenKind =
  'web' | 'amount' | 'date' | 'time' | 'phone' | 'place' | 'abbreviation' | 'measure' | 'number' | 'symbol';

/** One way in which something written is spoken. The first rule that speaks at a place wins. */
export interface Rule {
  kind: SpokenKind;
  /** Sticky and Unicode-aware (`uy`): tried where the scanner stands, at the beginning of a word. */
  pattern: RegExp;
  /** Null when it is something else after all. `before` and `after` are the text around the match. */
  speak: (match: RegExpExecArray, before: string, after: string) => string | null;
}

/** End of a number: no digit goes on, not even behind a dot or comma. */
export const NUMBER_END = '(?![\\p{L}\\p{N}]|[.,]\\d)';
/** End of a word. */
export const WORD_END = '(?![\\p{L}\\p{N}])';

export const rule = (
  kind: SpokenKind,
  pattern: string,
  speak: Rule['speak'],
  flags: 'i' | '' = 'i',
): Rule => ({ kind, pattern: new RegExp(pattern, `${flags}uy`), speak });
