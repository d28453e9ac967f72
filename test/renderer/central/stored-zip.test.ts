import { buffer } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { storedParts, UnreadableZip } from '../../../renderer/central/stick/stored-zip.ts';
import { zipOf } from '../../../server/packs/archive.ts';

const CONTENTS = ['02-b.mp3', 'bagian-1/01-a.mp3', 'manifest.json'].map((path, index) => {
  return { path, bytes: Buffer.alloc(70_000 * index, path) };
});
const blobOf = (bytes: Uint8Array): Blob => new Blob([Uint8Array.from(bytes)]);

it('a pack’s files are found in their order and byte for byte', async () => {
  const zip = blobOf(await buffer(zipOf(CONTENTS, new Date(2026, 0, 1))));
  const parts = await storedParts(zip);
  expect(parts.map(({ path }) => path)).toEqual(CONTENTS.map(({ path }) => path));
  for (const [index, { blob }] of parts.entries())
    expect(Buffer.from(await blob.arrayBuffer()).equals(CONTENTS[index]?.bytes ?? Buffer.of(1))).toBe(true);
});

it('what is cut short or deflated is refused, not written to a stick', async () => {
  const whole = await buffer(zipOf(CONTENTS, new Date(2026, 0, 1)));
  for (const end of [0, 21, 1000, whole.length - 30])
    await expect(storedParts(blobOf(whole.subarray(0, end)))).rejects.toThrow(UnreadableZip);
  // The end of one archive behind the beginning of another.
  await expect(storedParts(blobOf(whole.subarray(100_000)))).rejects.toThrow(UnreadableZip);
  const deflated = new ZipFile();
  deflated.addBuffer(Buffer.alloc(1000), 'a.mp3');
  deflated.end();
  await expect(storedParts(blobOf(await buffer(deflated.outputStream)))).rejects.toThrow('method 8');
});
