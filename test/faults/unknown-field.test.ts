import { expect, test } from 'vitest';
import type { Manifest } from '../../core/model/programme.ts';
import { picture } from '../main/player-rig.ts';
import { figure } from './support/figure.ts';
import { playing, refusalOf, untilTakenAgain } from './support/playing.ts';

type Path = readonly (string | number)[];

/** Where every object of a value is. */
function objectPaths(value: unknown, at: Path = []): Path[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => objectPaths(one, [...at, index]));
  if (typeof value !== 'object' || value === null) return [];
  return [at, ...Object.entries(value).flatMap(([key, one]) => objectPaths(one, [...at, key]))];
}

function withUnknownField<T>(value: T, path: Path): T {
  const copy = structuredClone(value);
  let target = copy as Record<string | number, unknown>;
  for (const key of path) target = target[key] as Record<string | number, unknown>;
  target['luminance'] = 3;
  return copy;
}

test('[F55] a field this version does not know, anywhere in the programme, has the whole manifest refused', async () => {
  const player = await playing();
  const { rig, good } = player;
  const sample = rig.director.publish([
    { id: 'gambar', bytes: picture(500) },
    { id: 'teks', text: 'Halo warga' },
  ]);
  await rig.untilState((state) => state.manifestVersion === good + 1, 'the sample');
  const paths = objectPaths(sample);
  expect(paths.length).toBeGreaterThan(15);
  const told = rig.page.states.length;
  for (const path of paths) {
    const manifest = (): Manifest => withUnknownField(sample, path);
    expect(await refusalOf(player, { manifest }), path.join('.')).toBe('unknown_schema');
  }
  expect(await refusalOf(player, { bundle: (bundle) => ({ ...bundle, extra: 1 }) })).toBe('unknown_schema');
  expect(await refusalOf(player, { bundle: () => '{"roots":[' })).toBe('unknown_schema');
  expect(rig.page.states.length - told).toBeLessThanOrEqual(1);
  expect(rig.page.state?.manifestVersion).toBe(good + 1);
  await untilTakenAgain(player);
  figure(`an unknown field in each of ${paths.length} objects: all refused`);
});
