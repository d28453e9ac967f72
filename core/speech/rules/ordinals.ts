/** `ke-2`, `abad XXI`, `1990-an`. */
import { spellInteger, spellOrdinal } from '../numbers.ts';
import { rule, WORD_END, type Rule } from '../rule.ts';

const ROMAN: readonly [numeral: string, value: number][] = [
  ['C', 100],
  ['XC', 90],
  ['L', 50],
  ['XL', 40],
  ['X', 10],
  ['IX', 9],
  ['V', 5],
  ['IV', 4],
  ['I', 1],
];

/** Value of a Roman numeral up to 399; null for letters that are none, such as `IIX`. */
function romanValue(numeral: string): number | null {
  let value = 0;
  let rest = numeral;
  for (const [letters, worth] of ROMAN) {
    for (let i = 0; i < 3 && rest.startsWith(letters); i += 1) {
      value += worth;
      rest = rest.slice(letters.length);
    }
  }
  return rest === '' && value > 0 ? value : null;
}

/** Words after which a single capital I, V or X is a number. */
const NUMBERED =
  /\b(?:tahap|gelombang|semester|triwulan|zona|putaran|kelas|golongan|jilid|bab|bagian|pekan|periode|sesi|wilayah|kloter|angkatan|abad|perang dunia|seri|tingkat|rayon)\s+$/i;

export const ORDINALS: readonly Rule[] = [
  rule('number', `ke-?(\\d{1,3}(?:\\.\\d{3})*|\\d+)${WORD_END}`, ([, digits = '']) => {
    const value = Number(digits.replaceAll('.', ''));
    return Number.isSafeInteger(value) ? spellOrdinal(value) : null;
  }),
  rule(
    'number',
    `[Kk]e-([IVXLC]+)${WORD_END}`,
    ([, numeral = '']) => {
      const value = romanValue(numeral);
      return value === null ? null : spellOrdinal(value);
    },
    '',
  ),
  rule(
    'number',
    `([IVX]+)${WORD_END}`,
    ([, numeral = ''], before) => {
      const value = romanValue(numeral);
      // `VI` alone may be a name; two letters or more after a blank are a number, one only after a word that says so.
      return value !== null && NUMBERED.test(before) ? spellInteger(value) : null;
    },
    '',
  ),
  rule('number', `(\\d{2,4})-an${WORD_END}`, ([, digits = '']) => {
    const value = Number(digits);
    return value % 10 === 0 ? `${spellInteger(value)}an` : null;
  }),
];
