/**
 * `npm run faults [word …]`: every test of test/faults in its whole length (or the files whose name begins with one of
 * the words), then a table `fault → held / FAILED / not tested → figure`. `FAULTS_JSON=file` writes the same rows,
 * `WAWAR_SEED=n` repeats the random ones. Fails if anything did not hold at the first time of asking, or could not be tried here.
 */
import { writeFile } from 'node:fs/promises';
import { startVitest, type CliOptions, type TestModule } from 'vitest/node';
import { startBeside } from './support/beside.ts';
import { faultRows, faultTable, merged } from './support/report.ts';
import { LongestFirst, rooms } from './support/rooms.ts';

process.env['WAWAR_FAULTS'] = 'full';
const startedMs = performance.now();
const modules: TestModule[] = [];
let brokenOutside = 0;

async function run(files: readonly string[], options: CliOptions): Promise<void> {
  if (files.length === 0) return;
  const vitest = await startVitest('test', [...files], {
    project: ['faults', 'e2e'],
    watch: false,
    retry: 0,
    reporters: ['verbose'],
    ...options,
  });
  modules.push(...vitest.state.getTestModules());
  brokenOutside += vitest.state.getUnhandledErrors().length;
  await vitest.close();
}

const room = await rooms(process.argv.slice(2));
const isAllBeside = room.together.length + room.alone.length === 0;
const beside = isAllBeside || room.beside.length === 0 ? null : await startBeside(room.beside);
if (isAllBeside) await run(room.beside, { fileParallelism: false });
await run(room.together, { maxWorkers: 2, sequence: { sequencer: LongestFirst } });
await run(room.alone, { fileParallelism: false });
const end = beside === null ? null : await beside();
if (end !== null) console.log(end.said);

const rows = merged(faultRows(modules), end?.rows ?? []);
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
const isWell = broken.length === 0 && brokenOutside === 0 && end?.held !== false && count('held') > 0;
const isWhole = rows.every(({ skipped }) => skipped === 0);
process.exitCode = isWell && isWhole ? 0 : 1;
