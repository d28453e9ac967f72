import type { BenchRow } from './row.ts';

const columns = ['name', 'ours', 'peer', 'ratio', 'goal', 'met'] as const;
const isNumeric = (column: string) => column === 'ours' || column === 'peer' || column === 'ratio';

const cell = (row: BenchRow, column: (typeof columns)[number]): string => {
  if (column === 'ratio') return row.ratio.toPrecision(3);
  if (column === 'met') return row.met === null ? '—' : row.met ? 'met' : 'NOT MET';
  return row[column];
};

/** The rows as one table for a terminal: columns aligned, measurements to the right. */
export function table(rows: readonly BenchRow[]): string {
  const lines: string[][] = [[...columns], ...rows.map((row) => columns.map((column) => cell(row, column)))];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  const pad = (text: string, index: number) => {
    const width = widths[index] ?? 0;
    return isNumeric(columns[index] ?? '') ? text.padStart(width) : text.padEnd(width);
  };
  const [head = '', ...body] = lines.map((line) => line.map(pad).join('  ').trimEnd());
  return [head, widths.map((width) => '-'.repeat(width)).join('  '), ...body].join('\n');
}
