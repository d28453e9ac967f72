/** Amounts of money. */
import { NUMBER, spellNumber } from '../read-number.ts';
import { NUMBER_END, rule, WORD_END, type Rule } from '../rule.ts';
import { unitName } from './measures.ts';

const SCALES: Record<string, string> = {
  rb: 'ribu',
  ribu: 'ribu',
  k: 'ribu',
  jt: 'juta',
  juta: 'juta',
  m: 'miliar',
  milyar: 'miliar',
  miliar: 'miliar',
  t: 'triliun',
  triliun: 'triliun',
  trilyun: 'triliun',
};
const SCALE = `(?:\\s?(${Object.keys(SCALES).join('|')}))?`;
const CURRENCIES: Record<string, string> = {
  rp: 'rupiah',
  idr: 'rupiah',
  us$: 'dolar Amerika',
  usd: 'dolar Amerika',
  $: 'dolar Amerika',
};
const CURRENCY = '(Rp|IDR|US\\$|USD|\\$)\\.?\\s?';
/** `,-` and `.-` after an amount say that there are no cents. */
const NO_CENTS = '(?:[.,][-–—]+|[.,]=)?';
const PER = '(?:\\s?/\\s?(\\p{L}+))?';

const count = (number: string, scale: string | undefined): string =>
  scale === undefined
    ? spellNumber(number)
    : `${spellNumber(number)} ${SCALES[scale.toLowerCase()] ?? scale}`;

export const MONEY: readonly Rule[] = [
  rule(
    'amount',
    `${CURRENCY}(${NUMBER})${SCALE}${NO_CENTS}\\s?(?:[-–—]|s\\.?/?d\\.?|sampai|hingga)\\s?(?:Rp\\.?\\s?)?(${NUMBER})${SCALE}${NO_CENTS}${PER}${NUMBER_END}`,
    ([, currency = '', from = '', fromScale, to = '', toScale, per]) =>
      `${count(from, fromScale)} sampai ${count(to, toScale)} ${ending(currency, per)}`,
  ),
  rule(
    'amount',
    `${CURRENCY}(${NUMBER})${SCALE}${NO_CENTS}${PER}${NUMBER_END}`,
    ([, currency = '', number = '', scale, per]) => {
      const [, whole, cents] = scale === undefined ? (/^(.+),(\d\d)$/.exec(number) ?? []) : [];
      if (whole === undefined || cents === undefined || cents === '00')
        return `${count(number, scale)} ${ending(currency, per)}`;
      return `${count(whole, scale)} ${ending(currency, undefined)} ${spellNumber(String(Number(cents)))} sen`;
    },
  ),
  // Without a currency only what cannot be anything else: `50rb`, `2,5 jt`.
  rule('amount', `(${NUMBER})\\s?(rb|jt)${WORD_END}`, ([, number = '', scale]) => count(number, scale)),
];

function ending(currency: string, per: string | undefined): string {
  const name = CURRENCIES[currency.toLowerCase()] ?? currency;
  return per === undefined ? name : `${name} per ${unitName(per) ?? per}`;
}
