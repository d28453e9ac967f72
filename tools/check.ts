import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { checks } from './checks.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

function passes(name: string, script: string[]): boolean {
  const startedMs = performance.now();
  const { status } = spawnSync(process.execPath, script, { cwd: root, stdio: 'inherit' });
  const tookS = ((performance.now() - startedMs) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${tookS} s)`);
  return status === 0;
}

/** The tests leave out the file that holds these same checks: nothing runs twice. */
const tests = [
  'node_modules/vitest/vitest.mjs',
  'run',
  '--exclude=test/ground/checks.test.ts',
  ...process.argv.slice(2),
];
const failed = checks.filter(({ name, script }) => !passes(name, script)).map(({ name }) => name);
if (!passes('tests', tests)) failed.push('tests');
if (failed.length > 0) {
  console.log(`failed: ${failed.join(', ')}`);
  process.exitCode = 1;
}
