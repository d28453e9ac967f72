import { open } from 'node:fs/promises';

/** What age does to a disk: one bit of the byte at `at` is another. */
export async function flipBit(path: string, at: number): Promise<void> {
  const handle = await open(path, 'r+');
  const byte = new Uint8Array(1);
  await handle.read(byte, 0, 1, at);
  await handle.write(Uint8Array.of((byte[0] ?? 0) ^ 4), 0, 1, at);
  await handle.close();
}
