import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

/** A small house in which every arrow is broken once: file → what it imports, and the rule that must say no. */
const broken: [rule: string, file: string, imports: string][] = [
  ['core-imports-core', 'core/a.ts', '../media/probe.ts'],
  ['core-without-node', 'core/b.ts', 'node:fs'],
  ['core-pure-packages', 'core/c.ts', 'ws'],
  ['media-imports-core', 'media/a.ts', '../server/ok.ts'],
  ['store-imports-core', 'media/store/a.ts', '../probe.ts'],
  ['one-place-that-spawns', 'media/b.ts', 'node:child_process'],
  ['server-imports-core-media', 'server/a.ts', '../main/ok.ts'],
  ['main-imports-core-store', 'main/a.ts', '../media/probe.ts'],
  ['main-imports-core-store', 'main/b.ts', '../server/ok.ts'],
  ['renderer-imports-core', 'renderer/player/a.ts', '../../media/store/ok.ts'],
  ['renderer-without-node', 'renderer/player/b.ts', 'node:path'],
  ['nothing-imports-test', 'tools/a.ts', '../test/ok.ts'],
  ['no-circle', 'core/d.ts', './e.ts'],
  ['resolvable', 'core/f.ts', './nowhere.ts'],
  ['ships-without-dev-packages', 'server/b.ts', 'vitest'],
];

/** And the arrows that are allowed. */
const sound: [file: string, imports: string][] = [
  ['core/ok.ts', 'zod'],
  ['media/probe.ts', '../core/ok.ts'],
  ['media/store/ok.ts', 'node:fs'],
  ['media/ffmpeg/ok.ts', 'node:child_process'],
  ['server/ok.ts', '../media/store/ok.ts'],
  ['main/ok.ts', '../media/store/ok.ts'],
  ['renderer/ui/ok.ts', '../../core/ok.ts'],
  ['test/ok.ts', '../server/ok.ts'],
];

/** The other half of the circle; it is reported at one of its ends. */
const halfCircle: [file: string, imports: string] = ['core/e.ts', './d.ts'];

let house = '';
let verdicts: Map<string, string[]>;

beforeAll(async () => {
  house = await mkdtemp(join(tmpdir(), 'house-'));
  const write = async (path: string, content: string) => {
    await mkdir(dirname(join(house, path)), { recursive: true });
    await writeFile(join(house, path), content);
  };
  for (const name of ['zod', 'ws', 'vitest']) {
    await write(
      `node_modules/${name}/package.json`,
      JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
    );
    await write(`node_modules/${name}/index.js`, '');
  }
  await write('tsconfig.json', '{}');
  await write(
    'package.json',
    JSON.stringify({ dependencies: { zod: '1', ws: '1' }, devDependencies: { vitest: '1' } }),
  );
  for (const [, file, imports] of broken) await write(file, `import '${imports}';\n`);
  for (const [file, imports] of [...sound, halfCircle]) await write(file, `import '${imports}';\n`);
  verdicts = await cruise(house);
});

afterAll(async () => {
  await rm(house, { recursive: true });
});

/** Rules broken, by the importing file. */
async function cruise(folder: string): Promise<Map<string, string[]>> {
  const tool = resolve('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const config = resolve('.dependency-cruiser.cjs');
  const folders = ['core', 'media', 'server', 'main', 'renderer', 'tools', 'test'];
  const output = await new Promise<string>((done, fail) => {
    const args = [tool, `--config=${config}`, '--output-type=json', ...folders];
    execFile(process.execPath, args, { cwd: folder }, (error, stdout, stderr) => {
      if (stdout === '') fail(new Error(stderr, { cause: error }));
      else done(stdout);
    });
  });
  const { summary } = JSON.parse(output) as {
    summary: { violations: { from: string; rule: { name: string } }[] };
  };
  const byFile = new Map<string, string[]>();
  for (const { from, rule } of summary.violations) byFile.set(from, [...(byFile.get(from) ?? []), rule.name]);
  return byFile;
}

it.each(broken)('%s refuses %s importing %s', (rule, file) => {
  expect(verdicts.get(file)).toEqual([rule]);
});

it.each(sound)('%s may import %s', (file) => {
  expect(verdicts.get(file)).toBeUndefined();
});
