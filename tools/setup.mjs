/**
 * The one entry of `npm start`, `npm test`, `npm run check`, `bench`, `faults` and `soak`: makes the machine ready, then hands over.
 * Plain JavaScript without dependencies, because it runs before anything is installed, on any Node from 20 on.
 */
import { fileURLToPath } from 'node:url';
import { handOver } from './setup/hand-over.mjs';
import { ensureModules } from './setup/modules.mjs';
import { Stop } from './setup/stop.mjs';
import { ensurePrograms } from './setup/system.mjs';
import { verbs } from './setup/verbs.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const [verbName = 'setup', ...words] = process.argv.slice(2);

async function run() {
  const verb = verbs[verbName];
  if (verb === undefined)
    throw new Stop(`unknown command "${verbName}"; known: ${Object.keys(verbs).join(', ')}`);
  const node = ensureModules(root);
  ensurePrograms(verb.programs, verbName);
  for (const [index, step] of verb.steps.entries()) {
    const isLast = index === verb.steps.length - 1;
    const exitCode = await handOver(root, node, isLast ? [...step, ...words] : step);
    if (exitCode !== 0 && !isLast) throw new Stop(`${step.join(' ')} failed (${exitCode}).`);
    process.exitCode = exitCode;
  }
}

try {
  await run();
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  console.error(`\n${error.message}`);
  process.exitCode = 1;
  // No test could run: that is one failure, said in the form every test run ends with.
  if (verbName === 'test') console.log('0 passed, 1 failed');
}
