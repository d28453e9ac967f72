import { expect, test } from 'vitest';
import { namesArea, partsIn, spokenIn, type AroundPart } from '../../core/model/around-clip.ts';

const part = (role: AroundPart['role'], areaId: string | null, voicing: AroundPart['voicing'] = 'horn') => ({
  role,
  areaId,
  voicing,
  sha256: '0'.repeat(64),
  bytes: 1,
  durationMs: 1,
});

test('an area hears its own greeting, any other the city’s, and a loudspeaker only its own kind', () => {
  const parts = [
    part('closing', null),
    part('greeting', 'rawa'),
    part('greeting', null),
    part('chime', null),
    part('chime', null, 'column'),
  ];
  expect(partsIn(parts, { areaId: 'rawa', voicing: 'horn' })).toEqual({
    before: [part('chime', null), part('greeting', 'rawa')],
    after: [part('closing', null)],
  });
  expect(partsIn(parts, { areaId: 'pasar', voicing: 'horn' }).before[1]).toEqual(part('greeting', null));
  expect(partsIn(parts, { areaId: null, voicing: 'column' })).toEqual({
    before: [part('chime', null, 'column')],
    after: [],
  });
  expect(partsIn(parts, { areaId: 'rawa', voicing: 'indoor' })).toEqual({ before: [], after: [] });
});

test('the name of an area stands wherever the text asks for it, whatever the name is', () => {
  expect(namesArea('Warga {Kelurahan}')).toBe(true);
  expect(spokenIn(' Warga {kelurahan}, {KELURAHAN}! ', 'Pasar $& Wetan')).toBe(
    'Warga Pasar $& Wetan, Pasar $& Wetan!',
  );
});
