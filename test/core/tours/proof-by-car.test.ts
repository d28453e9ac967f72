import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addCarSums, NO_PLAYS, sumOfPlay, type CarSum } from '../../../core/tours/index.ts';

const play = { how: 'clip' as const, startMs: 1000, endMs: 41_000, complete: true };

test('heard, cut and read are told apart; a cut play counts its time but covers no area', () => {
  const plays = [
    sumOfPlay(play, ['melati']),
    sumOfPlay({ ...play, how: 'live', startMs: 51_000, endMs: 61_000 }, ['seruni', 'melati']),
    sumOfPlay({ ...play, startMs: 500, endMs: 5500, complete: false }, ['tirta']),
  ];
  expect(plays.reduce(addCarSums, { ...NO_PLAYS, planned: 6 })).toEqual({
    planned: 6,
    heard: 2,
    cut: 1,
    live: 1,
    airTimeMs: 55_000,
    areaIds: ['melati', 'seruni'],
    firstMs: 500,
    lastMs: 51_000,
  });
});

test('it does not matter how plays are grouped into days before they are added up', () => {
  const any = fc
    .record({
      how: fc.constantFrom('clip' as const, 'live' as const),
      startMs: fc.nat(10_000),
      complete: fc.boolean(),
      areaIds: fc.uniqueArray(fc.constantFrom('melati', 'seruni', 'tirta')),
    })
    .map(({ areaIds, ...one }) => sumOfPlay({ ...one, endMs: one.startMs + 10 }, areaIds));
  const sum = (some: readonly CarSum[]) => some.reduce(addCarSums, NO_PLAYS);
  fc.assert(
    fc.property(fc.array(any), fc.nat(), (plays, cut) => {
      const at = cut % (plays.length + 1);
      expect(addCarSums(sum(plays.slice(0, at)), sum(plays.slice(at)))).toEqual(sum(plays));
    }),
  );
});
