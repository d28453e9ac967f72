import { expect, it } from 'vitest';
import type { Programme, ProgrammeItem } from '../../../core/model/programme.ts';
import { dueCells } from '../../../main/eyes/due-cells.ts';
import { manifest, NOW_MS, programme, root, videoItem } from '../../core/trust/samples.ts';

const PANEL = { x: 40, y: 30, widthPx: 384, heightPx: 192 };
const clip: ProgrammeItem = { ...videoItem, id: 'suara', kind: 'audio' };

const held = (changes: Partial<Programme> = {}, demo = false) => ({
  root: { ...root(), demo },
  manifest: manifest({
    output: PANEL,
    programme: {
      ...programme,
      items: [videoItem, clip],
      operatingHours: null,
      zones: [
        { id: 'main', x: 0, y: 0, widthPx: 384, heightPx: 192 },
        { id: 'ticker', x: 0, y: 160, widthPx: 384, heightPx: 32 },
      ],
      ...changes,
    },
  }),
});

const showing = (itemId: string | null, zone: 'main' | 'ticker' = 'main') => [
  { zone, itemId, sinceMs: NOW_MS },
];

it('a picture is due in the cells of the main zone that no other zone lies over', () => {
  // 192 px in eight rows of 24: the ticker reaches into the seventh.
  expect(dueCells(held(), showing(videoItem.id), NOW_MS)).toEqual(Array.from({ length: 54 }, (_, n) => n));
  // The DEMO mark lies in the last three cells of the first row.
  expect(dueCells(held({}, true), showing(videoItem.id), NOW_MS).slice(4, 8)).toEqual([4, 5, 9, 10]);
  const left = { id: 'main' as const, x: 0, y: 0, widthPx: 128, heightPx: 192 };
  expect(dueCells(held({ zones: [left] }), showing(videoItem.id), NOW_MS).slice(0, 4)).toEqual([0, 1, 2, 9]);
});

it('nothing is due while none is shown, only text runs, a loudspeaker speaks, or the screen is closed', () => {
  expect(dueCells(held(), showing(null), NOW_MS)).toEqual([]);
  expect(dueCells(held(), showing(videoItem.id, 'ticker'), NOW_MS)).toEqual([]);
  expect(dueCells(held(), showing(clip.id), NOW_MS)).toEqual([]);
  const oneMinute = { from: '00:00', to: '00:01' };
  expect(dueCells(held({ operatingHours: oneMinute }), showing(videoItem.id), NOW_MS)).toEqual([]);
});
