import { expect, test } from 'vitest';
import { UploadLine } from '../../../renderer/central/pages/media/upload-line.ts';

test('at most so many go at once; the next begins when one leaves, in the order they came', () => {
  const begun: string[] = [];
  const line = new UploadLine(3);
  for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) line.join(key, () => begun.push(key));
  expect(begun).toEqual(['a', 'b', 'c']);
  // Taken back while it waited.
  line.leave('d');
  line.leave('b');
  expect(begun).toEqual(['a', 'b', 'c', 'e']);
  expect(['a', 'b', 'e', 'f'].map((key) => line.isGoing(key))).toEqual([true, false, true, false]);
  // One that was paused goes on when there is room again.
  line.join('b', () => begun.push('b again'));
  line.leave('a');
  line.leave('c');
  expect(begun).toEqual(['a', 'b', 'c', 'e', 'f', 'b again']);
});
