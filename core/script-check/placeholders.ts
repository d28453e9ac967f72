import type { ScriptFinding } from './finding.ts';

/** Braces and brackets with words, rows of x, dots or underscores, "TBA". */
const PLACEHOLDER =
  /\{[^{}\n]{1,40}\}|\[[^[\]\n]{1,40}\]|(?<![\p{L}\p{N}])(?:x{2,}|X{4,}|TBA|TBD|tba|tbd)(?![\p{L}\p{N}])|\.{4,}|…{2,}|_{3,}/gu;

export function placeholders(text: string, field: ScriptFinding['field']): ScriptFinding[] {
  return [...text.matchAll(PLACEHOLDER)].map((match) => ({
    code: 'placeholder_left',
    level: 'warning',
    field,
    span: { start: match.index, end: match.index + match[0].length },
    text: match[0],
    suggestion: null,
    spoken: null,
  }));
}
