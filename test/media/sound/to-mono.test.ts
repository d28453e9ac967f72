import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseMono, correlationOf, type ChannelLevels } from '../../../media/sound/to-mono.ts';

/** Levels of two channels of these powers and this correlation. */
function levels(left: number, right: number, correlation: number): ChannelLevels {
  const product = correlation * Math.sqrt(left * right);
  const db = (power: number): number => 10 * Math.log10(Math.max(power, 1e-20));
  return {
    leftDb: db(left),
    rightDb: db(right),
    sumDb: db((left + right + 2 * product) / 4),
    differenceDb: db((left + right - 2 * product) / 4),
  };
}

test.each([
  ['one voice in the middle', 0.1, 0.1, 1, 'sum'],
  ['two microphones far apart', 0.1, 0.08, 0, 'sum'],
  ['one voice with a wire crossed', 0.1, 0.1, -1, 'difference'],
  ['the same, noisy and uneven', 0.1, 0.05, -0.7, 'difference'],
  ['a voice on the left, hiss on the right', 0.1, 0.001, 0, 'left'],
  ['a voice on the right only', 0, 0.1, 0, 'right'],
] as const)('%s', (_, left, right, correlation, choice) => {
  expect(chooseMono(levels(left, right, correlation))).toBe(choice);
});

test('what is chosen is never 6 dB softer than the mean of both channels', () => {
  const powers = fc.double({ min: 1e-6, max: 1, noNaN: true });
  fc.assert(
    fc.property(powers, powers, fc.double({ min: -1, max: 1, noNaN: true }), (left, right, correlation) => {
      const measured = levels(left, right, correlation);
      const { leftDb, rightDb, sumDb, differenceDb } = measured;
      const chosenDb = { left: leftDb, right: rightDb, sum: sumDb, difference: differenceDb }[
        chooseMono(measured)
      ];
      expect(chosenDb).toBeGreaterThan(10 * Math.log10((left + right) / 2) - 6);
      expect(correlationOf(measured)).toBeCloseTo(correlation, 3);
    }),
  );
});
