/** Numbers and signs that no other rule has taken. */
import { spellInteger } from '../numbers.ts';
import { NUMBER, spellNumber, wholeValue } from '../read-number.ts';
import { rule, type Rule } from '../rule.ts';

const wordsOf = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase();

export const PLAIN: readonly Rule[] = [
  // "3 (tiga)": said once.
  rule('number', `(${NUMBER})\\s?\\(([\\p{L} ]+)\\)`, ([, number = '', words = '']) => {
    const value = wholeValue(number);
    return value !== null && spellInteger(value) === wordsOf(words) ? spellInteger(value) : null;
  }),
  rule(
    'number',
    `(${NUMBER})\\s?[-–—]\\s?(${NUMBER})(?![\\p{N}]|[-–—]\\d)`,
    ([, from = '', to = '']) => `${spellNumber(from)} sampai ${spellNumber(to)}`,
  ),
  rule('number', `(\\d+)\\+`, ([, number = '']) => `${spellNumber(number)} plus`),
  rule(
    'number',
    `(\\d+)/(\\d+)(?![/\\d])`,
    ([, one = '', other = '']) => `${spellNumber(one)} per ${spellNumber(other)}`,
  ),
  rule('number', NUMBER, ([number]) => spellNumber(number)),
];

/** Tried inside words too. */
export const SIGNS: readonly Rule[] = [
  rule('symbol', `\\s?&\\s?`, () => ' dan '),
  rule('symbol', `(?:±|\\+/-)\\s?`, () => 'kurang lebih '),
  rule('symbol', `\\s?=\\s?`, () => ' sama dengan '),
  rule('symbol', `\\s?≥\\s?`, () => ' paling sedikit '),
  rule('symbol', `\\s?≤\\s?`, () => ' paling banyak '),
  rule('symbol', `\\+\\s?(?=\\p{L}|\\d)`, () => ' tambah '),
  rule('symbol', `/`, (_, before, after) => {
    if (!/\p{L}$/u.test(before) || !/^\p{L}/u.test(after)) return null;
    return /\bdan$/i.test(before) ? ' ' : ' atau ';
  }),
  // `COVID-19`, `S-1`: no sign is said.
  rule('symbol', `-(?=\\d)`, (_, before) => (/\p{L}$/u.test(before) ? ' ' : null)),
  rule('symbol', `([²³])`, ([sign]) => (sign === '²' ? ' kuadrat' : ' kubik')),
  rule('symbol', `[*_~|•·]+`, () => ' '),
];
