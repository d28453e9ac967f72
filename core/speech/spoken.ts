/** Makes written Indonesian speakable: everything an engine could stumble over becomes words. */
import type { Rule, SpokenKind } from './rule.ts';
import { ABBREVIATIONS } from './rules/abbreviations.ts';
import { DATES } from './rules/dates.ts';
import { MEASURES } from './rules/measures.ts';
import { MONEY } from './rules/money.ts';
import { ORDINALS } from './rules/ordinals.ts';
import { PHONES } from './rules/phones.ts';
import { PLACES } from './rules/places.ts';
import { PLAIN, SIGNS } from './rules/plain.ts';
import { TIMES } from './rules/times.ts';
import { WEB } from './rules/web.ts';

export interface SpokenPart {
  kind: SpokenKind;
  /** UTF-16 offsets in the text, half-open. */
  start: number;
  end: number;
  written: string;
  spoken: string;
}

/** In the order they are tried at the beginning of a word. */
const WORD_RULES: readonly Rule[] = [
  ...WEB,
  ...MONEY,
  ...DATES,
  ...PLACES,
  ...PHONES,
  ...ORDINALS,
  ...MEASURES,
  ...TIMES,
  ...ABBREVIATIONS,
  ...PLAIN,
];

const IN_WORD = /[\p{L}\p{N}]/u;

function partAt(text: string, at: number, rules: readonly Rule[]): SpokenPart | null {
  for (const { kind, pattern, speak } of rules) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null || match[0] === '') continue;
    const end = at + match[0].length;
    const spoken = speak(match, text.slice(0, at), text.slice(end));
    if (spoken !== null) return { kind, start: at, end, written: match[0], spoken };
  }
  return null;
}

/** What is spoken otherwise than written, in order, without overlap. */
export function spokenParts(text: string): SpokenPart[] {
  const parts: SpokenPart[] = [];
  let at = 0;
  while (at < text.length) {
    const before = text.charAt(at - 1);
    const isStart = !IN_WORD.test(before) || /\p{N}/u.test(text.charAt(at));
    const part = (isStart ? partAt(text, at, WORD_RULES) : null) ?? partAt(text, at, SIGNS);
    if (part === null) at += 1;
    else {
      parts.push(part);
      at = part.end;
    }
  }
  return parts;
}

/** A blank where a spoken part would run into a letter. */
const joint = (left: string, right: string): string =>
  IN_WORD.test(left.slice(-1)) && IN_WORD.test(right.charAt(0)) ? ' ' : '';

/**
 * The text as it is spoken: numbers, dates, times, amounts, telephone numbers, units and abbreviations in Indonesian
 * words. Line breaks stay; text without any of these comes out as it went in.
 */
export function normaliseSpeech(text: string): string {
  let spoken = '';
  let at = 0;
  for (const part of spokenParts(text)) {
    spoken += text.slice(at, part.start);
    spoken += joint(spoken, part.spoken) + part.spoken;
    const next = text.slice(part.end);
    spoken += joint(spoken, next);
    at = part.end;
  }
  return (spoken + text.slice(at))
    .replace(/[^\S\n]{2,}/g, ' ')
    .replace(/[^\S\n]+(?=[.,;:!?\n]|$)/g, '')
    .trim();
}
