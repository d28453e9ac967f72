/** Telephone numbers and amounts: how they will be spoken, and what can be read in two ways. */
import { isAmbiguousNumber, NUMBER } from '../speech/read-number.ts';
import { spokenParts, type SpokenPart } from '../speech/spoken.ts';
import type { ScriptFinding } from './finding.ts';

const NUMBERS = new RegExp(NUMBER, 'gu');
/** No fee is less; "Rp 50" is mostly "Rp 50 ribu". */
const LEAST_RUPIAH = 100;
/** National numbers of mobile telephones, with their zero: ten to thirteen digits. */
const MOBILE_DIGITS = { least: 10, most: 13 };

/** `50,000` → 50.000, `1.5` → 1,5 */
const asIndonesian = (written: string): string =>
  /^\d{1,3}(?:,\d{3})+$/.test(written) ? written.replaceAll(',', '.') : written.replace('.', ',');

function ambiguous({ kind, written }: SpokenPart): boolean {
  if (!['amount', 'measure', 'number'].includes(kind)) return false;
  return (written.match(NUMBERS) ?? []).some(isAmbiguousNumber);
}

function isOdd({ kind, written }: SpokenPart): boolean {
  const digits = written.replace(/\D/g, '').replace(/^62/, '0');
  if (kind === 'phone')
    return (
      digits.startsWith('08') && (digits.length < MOBILE_DIGITS.least || digits.length > MOBILE_DIGITS.most)
    );
  return (
    /^(?:rp|idr)/i.test(written) &&
    /^\D*\d{1,3}\D*$/.test(written) &&
    !/(?:rb|ribu|jt|juta|[mt]|ar|un)/i.test(written.slice(2)) &&
    Number(digits) < LEAST_RUPIAH
  );
}

/** Only of what is spoken: the script. */
export function numberFindings(text: string): ScriptFinding[] {
  return spokenParts(text).flatMap((part): ScriptFinding[] => {
    const { kind, start, end, written, spoken } = part;
    const common = { field: 'script' as const, span: { start, end }, text: written, spoken };
    if (ambiguous(part)) {
      const suggestion = written.replace(NUMBERS, (one) =>
        isAmbiguousNumber(one) ? asIndonesian(one) : one,
      );
      return [{ ...common, code: 'number_ambiguous', level: 'warning', suggestion }];
    }
    if (kind !== 'phone' && kind !== 'amount') return [];
    const code = kind === 'phone' ? 'phone_spoken' : 'amount_spoken';
    return [{ ...common, code, level: isOdd(part) ? 'warning' : 'info', suggestion: null }];
  });
}
