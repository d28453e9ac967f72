import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { expect, test } from 'vitest';
import { compress } from '../../tools/compress.ts';
import { precache } from '../../tools/precache.ts';
import { workFolder } from '../support/work-folder.ts';

/** What the build does once its files are written. */
function finish(plugin: Plugin): void {
  const hook = plugin.writeBundle;
  if (typeof hook !== 'object') throw new Error('no such hook');
  Reflect.apply(hook.handler, undefined, []);
}

test('the worker keeps every file of the build by its hash, so another build is another worker', async () => {
  const folder = await workFolder();
  await mkdir(join(folder, 'assets'));
  const script = 'export const siaran = 1;';
  await writeFile(join(folder, 'index.html'), '<!doctype html>');
  await writeFile(join(folder, 'assets/main-1.js'), script);
  await writeFile(join(folder, 'sw.js'), 'const files = __PRECACHE__;');
  finish(compress(folder));
  finish(precache(folder));
  const worker = await readFile(join(folder, 'sw.js'), 'utf8');
  const files = JSON.parse(worker.slice('const files = '.length, -1)) as { path: string; sha256: string }[];
  expect(files.map(({ path }) => path)).toEqual(['assets/main-1.js', 'index.html']);
  expect(files[0]?.sha256).toBe(createHash('sha256').update(script).digest('hex'));
  expect(gunzipSync(await readFile(join(folder, 'assets/main-1.js.gz'))).toString()).toBe(script);
});

test('a build whose worker has no place for the list is stopped', async () => {
  const folder = await workFolder();
  await writeFile(join(folder, 'sw.js'), 'self;');
  expect(() => finish(precache(folder))).toThrow('__PRECACHE__');
});
