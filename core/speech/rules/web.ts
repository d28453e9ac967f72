/** Addresses on the web: said as one would over the telephone. */
import { hasVowel, spellLetters } from '../letters.ts';
import { spellDigits } from '../numbers.ts';
import { rule, WORD_END, type Rule } from '../rule.ts';

const SIGNS: Record<string, string> = {
  '.': 'titik',
  '@': 'at',
  '/': 'garis miring',
  '-': 'strip',
  _: 'garis bawah',
  ':': 'titik dua',
  '?': 'tanda tanya',
  '=': 'sama dengan',
  '&': 'dan',
  '#': 'tagar',
};
const ENDINGS: Record<string, string> = {
  id: 'i de',
  com: 'kom',
  org: 'org',
  net: 'net',
  go: 'go',
  co: 'ko',
};

const sayWord = (word: string): string =>
  ENDINGS[word.toLowerCase()] ?? (hasVowel(word) ? word : spellLetters(word));

/** Words as words, digits and signs by name; upper and lower case are not told apart, as nobody types them so. */
function sayAddress(address: string): string {
  const parts = address.match(/\p{L}+|\d+|[^\p{L}\d]/gu) ?? [];
  return parts
    .map((part) => (/^\d/.test(part) ? spellDigits(part) : (SIGNS[part] ?? sayWord(part))))
    .join(' ');
}

const HOST = '(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)+(?:id|com|org|net|info|tv|me|app|gov|edu|ly|gl|be|ee)';
const PATH = '(?:/[a-z0-9._~/?#=&%-]*[a-z0-9/])?';

export const WEB: readonly Rule[] = [
  rule('web', `([a-z0-9][a-z0-9._+-]*@${HOST})${WORD_END}`, ([, address = '']) => sayAddress(address)),
  rule('web', `(?:https?://)?(?:(www)\\.)?(${HOST}${PATH})${WORD_END}`, ([, www, address = '']) =>
    sayAddress(`${www === undefined ? '' : 'www.'}${address.replace(/\/$/, '')}`),
  ),
  rule('web', `@([a-z0-9_.]*[a-z0-9_])`, ([, name = '']) => `at ${sayAddress(name)}`),
  rule('web', `#([\\p{L}\\p{N}_]+)`, ([, tag = '']) => `tagar ${splitTag(tag)}`),
];

/** `#TirtarayaSehat2026` is said word by word. */
const splitTag = (tag: string): string =>
  tag
    .replaceAll('_', ' ')
    .replace(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{L})(?=\d)|(?<=\d)(?=\p{L})/gu, ' ')
    .replace(/\d+/g, spellDigitsOrYear);

const spellDigitsOrYear = (digits: string): string => spellDigits(digits);
