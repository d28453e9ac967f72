/**
 * `npm run bench [word …]`: runs every `*.bench.ts` of this folder whose name contains one of the words (all without
 * words), one after the other so that nothing disturbs a measurement, and prints one table. `BENCH_JSON=file` writes
 * the same rows. A goal that is not met is a result, not an error; only a benchmark that breaks fails the run.
 */
import { readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Bench, BenchRow } from './row.ts';
import { table } from './table.ts';

const words = process.argv.slice(2);
const files = (await readdir(import.meta.dirname, { recursive: true }))
  .filter((file) => file.endsWith('.bench.ts'))
  .filter((file) => words.length === 0 || words.some((word) => basename(file).includes(word)))
  .sort();

const reportFile = process.env['BENCH_JSON'];
const rows: BenchRow[] = [];
const broken: string[] = [];
for (const file of files) {
  console.error(`measuring ${file}`);
  try {
    const { default: bench } = (await import(join(import.meta.dirname, file))) as { default: Bench };
    rows.push(...(await bench()));
    if (reportFile !== undefined) await writeFile(reportFile, `${JSON.stringify(rows, null, 2)}\n`);
  } catch (error) {
    broken.push(file);
    console.error(error);
  }
}

console.log(rows.length > 0 ? table(rows) : 'nothing was measured');
if (broken.length > 0) console.log(`broken: ${broken.join(', ')}`);
if (broken.length > 0 || rows.length === 0) process.exitCode = 1;
