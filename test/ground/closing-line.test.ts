import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'closing-line-'));
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
  await writeFile(
    join(folder, 'vitest.config.ts'),
    `import ClosingLine from ${JSON.stringify(resolve('test/support/closing-line-reporter.ts'))};
     export default { test: { reporters: ['default', new ClosingLine()] } };`,
  );
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** The last line and the exit code of a real run over one test file. */
async function closing(
  name: string,
  content: string | undefined,
): Promise<[line: string | undefined, exitCode: number | null]> {
  const root = join(folder, name);
  await mkdir(root);
  if (content !== undefined) {
    await writeFile(join(root, 'a.test.ts'), `import { beforeAll, expect, it } from 'vitest';\n${content}`);
  }
  const vitest = resolve('node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--config', join(folder, 'vitest.config.ts'), '--dir', root];
  const { stdout, status } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  return [stdout.trimEnd().split('\n').at(-1), status];
}

it('a test that passes on a second try passes, and is named', async () => {
  const root = join(folder, 'again');
  await mkdir(root);
  const content = `let tries = 0; it('late', { retry: 1 }, () => expect(++tries).toBe(2));`;
  await writeFile(join(root, 'a.test.ts'), `import { expect, it } from 'vitest';\n${content}`);
  const args = ['run', '--config', join(folder, 'vitest.config.ts'), '--dir', root];
  const vitest = resolve('node_modules/vitest/vitest.mjs');
  const { stdout } = spawnSync(process.execPath, [vitest, ...args], { cwd: folder, encoding: 'utf8' });
  expect(stdout.trimEnd().split('\n').slice(-2)).toEqual([
    'passed on a second try: late',
    '1 passed, 0 failed',
  ]);
});

const passing = `it('one', () => expect(1).toBe(1));`;

it.each([
  ['passed', `${passing} it('two', () => expect(1).toBe(1));`, '2 passed, 0 failed', 0],
  ['skipped', `${passing} it.skip('two', () => {});`, '1 passed, 0 failed, 1 skipped', 0],
  ['failed', `${passing} it('two', () => expect(1).toBe(2));`, '1 passed, 1 failed', 1],
  ['hook', `beforeAll(() => { throw new Error('no'); }); ${passing}`, '0 passed, 1 failed, 1 skipped', 1],
  ['import', `import './nowhere.ts'; ${passing}`, '0 passed, 1 failed', 1],
  [
    'loose',
    `${passing} it('two', () => { void Promise.reject(new Error('loose')); });`,
    '2 passed, 1 failed',
    1,
  ],
  ['empty', undefined, '0 passed, 0 failed', 1],
])('%s: the closing line has the true numbers', async (name, content, line, exitCode) => {
  expect(await closing(name, content)).toEqual([line, exitCode]);
});
