import { expect, it } from 'vitest';
import { namesIn, writeStick } from '../../../renderer/central/stick/write-stick.ts';
import { fakeStick } from './support/fake-stick.ts';

const files = (...paths: string[]) =>
  paths.map((path) => ({ path, blob: new Blob([`isi ${path}`]), sha256: null }));
const write = (stick: FileSystemDirectoryHandle, written: Parameters<typeof writeStick>[1]) =>
  writeStick(stick, written, () => undefined);

it.each([
  ['one after another', files('02-b.mp3', '01-a.mp3', 'manifest.json')],
  ['in a folder', files('bagian-1/002-b.mp3', 'bagian-1/001-a.mp3', 'manifest.json')],
])('a stick that lists files %s as they were written is in order, another is not', async (_, pack) => {
  expect(await write(fakeStick('as_written'), pack)).toEqual({ files: 3, broken: [], inOrder: true });
  expect(await write(fakeStick('backwards'), pack)).toEqual({ files: 3, broken: [], inOrder: false });
});

it('what lay on a stick is gone, but for what systems put there, which counts for no order', async () => {
  const stick = fakeStick('as_written');
  await stick.getDirectoryHandle('System Volume Information', { create: true });
  await write(stick, files('lagu-lama.mp3'));
  expect(await write(stick, files('01-a.mp3', 'manifest.json'))).toMatchObject({ inOrder: true });
  expect(await namesIn(stick)).toEqual(['01-a.mp3', 'manifest.json']);
  await stick.getDirectoryHandle('System Volume Information');
});

it('what reads back otherwise than the signed list says is broken', async () => {
  const [whole, other] = files('01-a.mp3', '02-b.mp3');
  if (whole === undefined || other === undefined) throw new Error('two files');
  const outcome = await write(fakeStick('as_written'), [whole, { ...other, sha256: '0'.repeat(64) }]);
  expect(outcome.broken).toEqual(['02-b.mp3']);
});
