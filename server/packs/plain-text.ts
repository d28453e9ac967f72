/** Text for running-text cards, which know one byte a letter at best. */

const SPELLED: Record<string, string> = {
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  '•': '*',
  '×': 'x',
  '€': 'EUR',
  '\u00a0': ' ',
};

/** The same line in ASCII: marks dropped, dashes and quotes made plain, what has no likeness a question mark. */
export const toAscii = (text: string): string =>
  [...text.normalize('NFC')]
    .map((letter) => SPELLED[letter] ?? letter)
    .join('')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/\s/g, ' ')
    .replace(/[^\x20-\x7e]/gu, '?');
