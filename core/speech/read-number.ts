/** Numbers as people write them in Indonesian: dots between thousands, a comma before decimals. */
import { spellDigits, spellInteger } from './numbers.ts';

/** Thousands with dots, then plain digits; either with decimals. The slips of others are read too: `1.5`, `50,000`. */
export const NUMBER = '(?:\\d{1,3}(?:\\.\\d{3})+(?:,\\d+)?|\\d{1,3}(?:,\\d{3}){2,}|\\d+(?:[.,]\\d+)?)';

const MOST_DIGITS = 15;

/** Whether a number is written so that it can be read in two ways: `50,000`, `1.5`. */
export const isAmbiguousNumber = (written: string): boolean =>
  /^\d{1,3}(?:,\d{3})+$/.test(written) || /^\d+\.(?:\d{1,2}|\d{4,})$/.test(written);

/** Whole part and decimals, digits only. */
function partsOf(written: string): { whole: string; decimals: string } {
  if (/^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(written)) {
    const [whole = '', decimals = ''] = written.split(',');
    return { whole: whole.replaceAll('.', ''), decimals };
  }
  // English thousands, unless a decimal fraction is likelier: nobody writes three decimals that are zeros.
  if (/^\d{1,3}(?:,\d{3}){2,}$|^[1-9]\d{0,2},000$/.test(written))
    return { whole: written.replaceAll(',', ''), decimals: '' };
  const [whole = '', decimals = ''] = written.split(/[.,]/);
  return { whole, decimals };
}

/** Value of the whole part; null for numbers too long to be one. */
export function wholeValue(written: string): number | null {
  const { whole } = partsOf(written);
  return whole.length > MOST_DIGITS ? null : Number(whole);
}

/** In words: `1.250` → seribu dua ratus lima puluh, `36,75` → tiga puluh enam koma tujuh lima, `007` digit by digit. */
export function spellNumber(written: string): string {
  const { whole, decimals } = partsOf(written);
  const isCode = whole.length > 1 && whole.startsWith('0');
  const spoken = isCode || whole.length > MOST_DIGITS ? spellDigits(whole) : spellInteger(Number(whole));
  return /[1-9]/.test(decimals) ? `${spoken} koma ${spellDigits(decimals)}` : spoken;
}
