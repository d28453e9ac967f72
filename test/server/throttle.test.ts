import { expect, it } from 'vitest';
import { Throttle } from '../../server/auth/throttle.ts';

it('each key has its own attempts, given back after a good one', () => {
  const throttle = new Throttle(() => 0);
  expect([1, 2, 3].map(() => throttle.take('a', 2))).toEqual([true, true, false]);
  expect(throttle.take('b', 2)).toBe(true);
  throttle.forgive('a');
  expect(throttle.take('a', 2)).toBe(true);
});

it('a flood of keys forgets the oldest, so memory stays bounded', () => {
  const throttle = new Throttle(() => 0);
  throttle.take('first', 1);
  for (let key = 0; key < 10_000; key += 1) throttle.take(`key ${key}`, 1);
  expect(throttle.take('first', 1)).toBe(true);
  expect(throttle.take('key 9999', 1)).toBe(false);
});

it('attempts counted while the clock was wrongly ahead shut nobody out once it is right', () => {
  let nowMs = Date.UTC(2030, 0, 1);
  const throttle = new Throttle(() => nowMs);
  expect([1, 2].map(() => throttle.take('a', 1))).toEqual([true, false]);
  nowMs -= 60_000;
  expect(throttle.take('a', 1)).toBe(false);
  nowMs = Date.UTC(2026, 0, 1);
  expect([1, 2].map(() => throttle.take('a', 1))).toEqual([true, false]);
});
