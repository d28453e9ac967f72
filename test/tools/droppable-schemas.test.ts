import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { build } from 'vite';
import { droppableSchemas } from '../../tools/droppable-schemas.ts';
import { workFolder } from '../support/work-folder.ts';

const CHAIN = `
class Made { constructor(readonly name: string) {} min(least: number) { return new Made(this.name + least); } }
export const make = (name: string) => new Made(name);
`;
const MODEL = `
import { make } from '../chain.ts';
export const Wanted = make('wanted').min(1);
export const Outer = make('outer' + make('within').name).min(2), Unwanted = make('unwanted').min(3);
const inner = make('inner').min(4);
export type Inner = typeof inner;
`;
const MAIN = `import { Outer, Wanted } from './core/model.ts'; console.log(Wanted.name, Outer.name);`;

test('what a program does not use of core is not in its build, and what it uses is', async () => {
  const folder = await workFolder();
  await mkdir(join(folder, 'core'));
  await writeFile(join(folder, 'chain.ts'), CHAIN);
  await writeFile(join(folder, 'core/model.ts'), MODEL);
  await writeFile(join(folder, 'main.ts'), MAIN);
  const outDir = join(folder, 'out');
  await build({
    ...{ root: folder, configFile: false, logLevel: 'error', plugins: [droppableSchemas()] },
    build: { outDir, ssr: join(folder, 'main.ts'), minify: false },
  });
  const [file = ''] = await readdir(outDir);
  const code = await readFile(join(outDir, file), 'utf8');
  for (const name of ['wanted', 'outer', 'within']) expect(code).toContain(`make("${name}"`);
  expect(code).not.toMatch(/unwanted|inner/);
});
