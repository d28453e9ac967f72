import { expect, test } from 'vitest';
import { Postponed } from '../../../main/store/postponed.ts';
import { storageFault } from '../../../media/store/index.ts';

test('a change that fails for another reason than the disk takes none of the others along', async () => {
  const disk = { isFull: true };
  const made: string[] = [];
  const postponed = new Postponed();
  const change = (name: string) => async () => {
    if (disk.isFull) throw storageFault('write', name, Object.assign(new Error('full'), { code: 'ENOSPC' }));
    if (name === 'broken') throw new TypeError('broken');
    await Promise.resolve();
    made.push(name);
  };
  for (const name of ['first', 'broken', 'second', 'third']) await postponed.attempt(change(name));
  disk.isFull = false;
  await expect(postponed.again()).rejects.toThrow('broken');
  expect(made).toEqual(['first']);
  expect(postponed.isEmpty).toBe(false);
  await postponed.again();
  expect(made).toEqual(['first', 'second', 'third']);
  expect(postponed.isEmpty).toBe(true);
});
