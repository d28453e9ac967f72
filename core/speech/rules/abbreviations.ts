import {
  DOT_NEEDED,
  DOT_OR_NUMBER,
  EXPANSIONS,
  MAY_END,
  NAMED,
  NAMED_IN_CAPITALS,
  SPELT,
} from '../abbreviations.ts';
import { hasVowel, spellLetters } from '../letters.ts';
import { spellInteger } from '../numbers.ts';
import { rule, WORD_END, type Rule } from '../rule.ts';

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const oneOf = (words: readonly string[]): string =>
  words
    .toSorted((a, b) => b.length - a.length)
    .map(escape)
    .join('|');

/** The dot stays where the sentence ends with it. */
function dotAfter(key: string, hasDot: boolean, after: string): string {
  if (!hasDot || !MAY_END.has(key)) return '';
  return /^\s*$|^\s+[\p{Lu}"“]/u.test(after) ? '.' : '';
}

/** `H. Ahmad`, `Hj. Siti`: haji before a name only, since `H.` may be an initial. */
const isName = (after: string): boolean => /^\s?\p{Lu}/u.test(after);

export const ABBREVIATIONS: readonly Rule[] = [
  rule(
    'abbreviation',
    `(?:${oneOf(Object.keys(NAMED))})${WORD_END}`,
    ([word]) => NAMED[word.toLowerCase()] ?? null,
  ),
  rule(
    'abbreviation',
    `(?:${oneOf(Object.keys(NAMED_IN_CAPITALS))})${WORD_END}`,
    ([word]) => NAMED_IN_CAPITALS[word] ?? null,
    '',
  ),
  // Doctor of medicine is written small, of science large.
  rule('abbreviation', `Dr\\.(?=\\s?\\p{Lu})`, () => 'doktor', ''),
  rule('abbreviation', `H\\.(?=\\s?\\p{Lu}\\p{Ll})`, (_, __, after) => (isName(after) ? 'haji' : null), ''),
  rule(
    'abbreviation',
    `H([-+])(\\d{1,2})${WORD_END}`,
    ([, sign, days = '']) => `ha ${sign === '-' ? 'min' : 'plus'} ${spellInteger(Number(days))}`,
    '',
  ),
  rule(
    'abbreviation',
    `(${oneOf(Object.keys(EXPANSIONS))})(\\.?)${WORD_END}`,
    ([word, key = '', dot], _, after) => {
      const small = key.toLowerCase();
      const hasDot = dot === '.';
      if (!hasDot && DOT_NEEDED.has(small) && !(DOT_OR_NUMBER.has(small) && /^\s?\d/.test(after)))
        return null;
      const spoken = EXPANSIONS[small];
      if (spoken === undefined) return null;
      const isCapital = /^\p{Lu}\p{Ll}/u.test(word) || /^\p{Lu}$/u.test(word);
      return `${isCapital ? capital(spoken) : spoken}${dotAfter(small, hasDot, after)}`;
    },
  ),
  rule(
    'abbreviation',
    `[A-Z]{2,6}${WORD_END}`,
    ([word]) => (SPELT.has(word) || !hasVowel(word) ? spellLetters(word) : null),
    '',
  ),
  rule('abbreviation', `([A-Z])(?=[-\\s]?\\d)`, ([, letter = '']) => `${spellLetters(letter)} `, ''),
];

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
