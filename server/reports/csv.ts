/** First characters a spreadsheet takes for a formula (OWASP "CSV Injection"). */
const FORMULA_START = /^[=+\-@\t\r]/;

/** How a file begins: a byte order mark, so that Excel reads UTF-8. */
export const csvStart = (): string => '\uFEFF';

/**
 * One record of CSV (RFC 4180): quotes doubled, CRLF at its end. Text that a spreadsheet would run as a formula gets
 * a leading apostrophe; numbers stay numbers.
 */
export const csvLine = (cells: readonly (string | number)[]): string => `${cells.map(toCell).join(',')}\r\n`;

function toCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const harmless = FORMULA_START.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Length of time as people add it up: seconds with one decimal. */
export const seconds = (ms: number): number => Math.round(ms / 100) / 10;
