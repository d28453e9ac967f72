/** Where things are: neighbourhoods, road kilometres, number plates. */
import { spellLetters } from '../letters.ts';
import { spellDigits, spellInteger } from '../numbers.ts';
import { rule, WORD_END, type Rule } from '../rule.ts';

const RANGE = '(?:\\s?(?:[-–—]|s\\.?/?d\\.?)\\s?(\\d{1,3}))?';

/** Leading zeros of `RT 003` are not said. */
const sayUnit = (name: string, from: string, to: string | undefined): string =>
  [
    spellLetters(name),
    spellInteger(Number(from)),
    ...(to === undefined ? [] : ['sampai', spellInteger(Number(to))]),
  ].join(' ');

export const PLACES: readonly Rule[] = [
  // `RT 003/005` and `RT 03/RW 05`
  rule(
    'place',
    `RT\\.?\\s?(\\d{1,3})\\s?[/,]?\\s?(?:RW\\.?\\s?|(?<=/\\s?))(\\d{1,3})${WORD_END}`,
    ([, rt = '', rw = '']) => `${sayUnit('RT', rt, undefined)} ${sayUnit('RW', rw, undefined)}`,
  ),
  rule('place', `(RT|RW)\\.?\\s?(\\d{1,3})${RANGE}${WORD_END}`, ([, name = '', from = '', to]) =>
    sayUnit(name, from, to),
  ),
  rule('place', `RT\\s?/\\s?RW${WORD_END}`, () => 'er te er we'),
  rule(
    'place',
    `KM\\.?\\s?(\\d{1,3})(?:[,.](\\d+))?${WORD_END}`,
    ([, whole = '', part]) =>
      `kilometer ${spellInteger(Number(whole))}${part === undefined ? '' : ` koma ${spellDigits(part)}`}`,
  ),
  // Number plates, in capitals only.
  rule(
    'place',
    `([A-Z]{1,2})\\s(\\d{1,4})\\s([A-Z]{1,3})${WORD_END}`,
    ([, area = '', number = '', series = '']) =>
      `${spellLetters(area)} ${spellDigits(number)} ${spellLetters(series)}`,
    '',
  ),
];
