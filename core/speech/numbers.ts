/** Numbers in Indonesian words (Kamus Besar Bahasa Indonesia; PUEBI, chapter II.I). */

const ONES = [
  'nol',
  'satu',
  'dua',
  'tiga',
  'empat',
  'lima',
  'enam',
  'tujuh',
  'delapan',
  'sembilan',
  'sepuluh',
  'sebelas',
] as const;

/** Largest first; one hundred and one thousand have words of their own: seratus, seribu. */
const SCALES: readonly [size: number, name: string][] = [
  [1e12, 'triliun'],
  [1e9, 'miliar'],
  [1e6, 'juta'],
  [1e3, 'ribu'],
  [1e2, 'ratus'],
];

/** A whole number, 0 to 999 trillion, in words. */
export function spellInteger(value: number): string {
  const small = ONES[value];
  if (small !== undefined) return small;
  if (value < 20) return `${ONES[value - 10]} belas`;
  if (value < 100) return join(`${ONES[Math.floor(value / 10)]} puluh`, value % 10);
  for (const [size, name] of SCALES) {
    if (value < size) continue;
    const count = Math.floor(value / size);
    const head = count === 1 && size <= 1e3 ? `se${name}` : `${spellInteger(count)} ${name}`;
    return join(head, value % size);
  }
  return '';
}

const join = (head: string, rest: number): string => (rest === 0 ? head : `${head} ${spellInteger(rest)}`);

/** Each digit by itself; other characters are left out. */
export const spellDigits = (digits: string): string =>
  [...digits.replace(/\D/g, '')].map((digit) => ONES[Number(digit)]).join(' ');

/** `ke-2` → kedua; `ke-1` → pertama. */
export const spellOrdinal = (value: number): string => (value === 1 ? 'pertama' : `ke${spellInteger(value)}`);
