/**
 * `npm run faults [word …]`: every test of test/faults in its whole length (or the files whose name begins with one of
 * the words), then a table `fault → held / FAILED / not tested → figure`. `FAULTS_JSON=file` writes the same rows,
 * `WAWAR_SEED=n` repeats the random ones. Fails if anything did not hold.
 */
import { writeFile } from 'node:fs/promises';
import { startVitest } from 'vitest/node';
import { faultRows, faultTable } from './support/report.ts';

process.env['WAWAR_FAULTS'] = 'full';
const words = process.argv.slice(2);
const startedMs = performance.now();
const vitest = await startVitest(
  'test',
  words.length > 0 ? words.map((word) => `test/faults/${word}`) : ['test/faults'],
  {
    project: ['faults', 'e2e'],
    // Whole, they measure: each has the machine to itself.
    fileParallelism: false,
    watch: false,
    reporters: ['verbose'],
  },
);
const modules = vitest.state.getTestModules();
const brokenOutside = vitest.state.getUnhandledErrors().length;
await vitest.close();

const rows = faultRows(modules);
const broken = modules.filter((module) => !['passed', 'skipped'].includes(module.state()));
console.log(`\n${faultTable(rows)}\n`);
const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
const minutes = ((performance.now() - startedMs) / 60_000).toFixed(1);
console.log(
  `${count('held')} held, ${count('FAILED')} failed, ${count('not tested')} not tested here, in ${minutes} minutes`,
);
for (const module of broken) console.log(`not all well in ${module.relativeModuleId}`);
const { FAULTS_JSON: reportFile } = process.env;
if (reportFile !== undefined) await writeFile(reportFile, `${JSON.stringify(rows, null, 2)}\n`);
process.exitCode = broken.length > 0 || brokenOutside > 0 || count('held') === 0 ? 1 : 0;
