import { copyFile, link, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { err, ok } from '../../core/model/result.ts';
import { KnownFiles } from '../../media/known-files.ts';
import { workFolder } from '../support/work-folder.ts';

test('a file is asked once, also under another name, and again when it is another or changed', async () => {
  const folder = await workFolder();
  const [upload, stored, other] = ['a', 'b', 'c'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await writeFile(upload, 'upload');
  await link(upload, stored);
  await copyFile(upload, other);
  const known = new KnownFiles<number>();
  let asked = 0;
  const ask = (path: string, question = 'length') => known.ask(path, question, async () => ok((asked += 1)));

  expect(await ask(upload)).toEqual(ok(1));
  expect(await ask(stored)).toEqual(ok(1));
  expect(await ask(other)).toEqual(ok(2));
  expect(await ask(upload, 'loudness')).toEqual(ok(3));
  await utimes(upload, 1, 1);
  expect(await ask(upload)).toEqual(ok(4));
});

test('a refusal is asked for again', async () => {
  const path = join(await workFolder(), 'a');
  await writeFile(path, 'upload');
  const known = new KnownFiles<number>();
  const refused = err({ code: 'limit_exceeded', detail: '' } as const);
  expect(await known.ask(path, 'length', async () => refused)).toEqual(refused);
  expect(await known.ask(path, 'length', async () => ok(1))).toEqual(ok(1));
});
