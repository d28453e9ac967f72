/** First characters a spreadsheet takes for a formula (OWASP "CSV Injection"); tab and CR are control characters. */
const FORMULA_START = /^[=+\-@\t\r]/;
/** So that Excel reads UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Rows as CSV (RFC 4180): CRLF line ends, quotes doubled, UTF-8 with a byte order mark. Text that a spreadsheet would
 * run as a formula gets a leading apostrophe; numbers stay numbers.
 */
export function toCsv(rows: readonly (readonly (string | number)[])[]): string {
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(toCell).join(',')}\r\n`).join('');
}

function toCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const harmless = FORMULA_START.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
