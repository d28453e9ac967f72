/** A fixed loudspeaker: clips in their slots, counted when they were heard whole, and a slate instead of a picture. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { ProgrammeItem } from '../../../core/model/programme.ts';
import { DEFAULT_CITY_SETTINGS } from '../../../core/model/city-settings.ts';
import { until } from '../../../tools/api-client.ts';
import { inTurn, tickerItem } from '../../support/screen-programme.ts';
import { Rig } from './rig.ts';

const PANEL = { widthPx: 320, heightPx: 160 };
const CLIP_S = 1;
const SLOT_MS = 2000;
/** A clip is no longer begun so long after its time. */
const TOO_LATE_MS = 1600;
/** Between the instant a clip is due and the page's word that it is heard, on a machine that does much else. */
const BEGINS_WITHIN_MS = 900;

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.begin(PANEL, { widthPx: 640, heightPx: 400 });
});
afterEach(() => rig.rest());
afterAll(() => rig.end());

/** A tone with a second of silence after it; what is left of the file after so many bytes, where that is said. */
async function clip(name: string, seconds = CLIP_S, cutToBytes?: number): Promise<ProgrammeItem> {
  const path = join(rig.folder, `${name}.mp3`);
  const tone = `sine=frequency=440:duration=${String(seconds)}`;
  await promisify(execFile)('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', tone, '-b:a', '128k', path]);
  if (cutToBytes !== undefined) await truncate(path, cutToBytes);
  const mediaSha256 = createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
  rig.screen.host.addMedia({ sha256: mediaSha256, path, type: 'audio/mpeg' });
  const { text: _, ...common } = tickerItem(name, name, (seconds + 1) * 1000) as Extract<
    ProgrammeItem,
    { kind: 'ticker' }
  >;
  return { ...common, kind: 'audio', mediaSha256 };
}

it('says each clip in its slot, counts it when it was heard whole, and shows the slate', async () => {
  const capture = await rig.fresh();
  const [first, second] = [await clip('first'), await clip('second')];
  const startMs = Date.now() + 800;
  rig.send(rig.programme(startMs, inTurn(first, second)));
  const ended = await rig.untilTold('ended', ({ itemId }) => itemId === 'second');
  const shown = rig.told('shown');
  expect(shown.slice(0, 2).map(({ itemId, slotStartMs }) => [itemId, slotStartMs - startMs])).toEqual([
    ['first', 0],
    ['second', SLOT_MS],
  ]);
  for (const { startMs: heardMs, slotStartMs } of shown.slice(0, 2)) {
    expect(heardMs).toBeGreaterThan(slotStartMs);
    expect(heardMs - slotStartMs).toBeLessThan(BEGINS_WITHIN_MS);
  }
  expect(rig.told('ended')[0]).toMatchObject({ itemId: 'first', complete: true });
  expect(ended).toMatchObject({ complete: true });
  expect(rig.told('failed')).toEqual([]);
  expect(rig.told('applied')).toHaveLength(1);
  // A lit, quiet slate: neither black nor a picture.
  await capture.until((samples) => samples.at(-1)?.kind !== 'black');
});

it('a file without sound is told of and never counted; a withdrawn clip falls silent and does not count', async () => {
  await rig.fresh();
  // Long enough to be in the middle of it, whatever else the machine does.
  const good = await clip('good', 8);
  // What is left of it is a tag.
  const broken = await clip('broken', CLIP_S, 40);
  const programme = rig.programme(Date.now() + 500, inTurn(broken, good));
  rig.send(programme);
  expect(await rig.untilTold('failed')).toMatchObject({ zone: 'main', itemId: 'broken' });
  await rig.untilTold('shown', ({ itemId }) => itemId === 'good');
  expect(rig.told('shown').some(({ itemId }) => itemId === 'broken')).toBe(false);

  const before = rig.told('ended').length;
  rig.send(programme, { unavailable: ['good', 'broken'] });
  await rig.untilTold('ended', (message) => rig.told('ended').indexOf(message) >= before);
  expect(rig.told('ended').at(-1)).toMatchObject({ itemId: 'good', complete: false });
});

it('sound that does not go on, whatever the clock of the element says, is no play', async () => {
  // The clock moves, the decoder puts out nothing: as with a sound card that is gone.
  await rig.fresh(
    `Object.defineProperty(HTMLMediaElement.prototype, 'webkitAudioDecodedByteCount', { get: () => 0 });`,
  );
  rig.send(rig.programme(Date.now() + 500, inTurn(await clip('mute'))));
  expect(await rig.untilTold('failed')).toMatchObject({ itemId: 'mute', detail: 'the sound stopped' });
  expect(rig.told('shown')).toEqual([]);
});

it('is silent while the city’s rules say so, and joins no sentence in its middle after that', async () => {
  await rig.fresh();
  const startMs = Date.now() + 500;
  const programme = rig.programme(startMs, inTurn(await clip('quiet')));
  const silence = { name: 'Nyepi', fromLocal: '2020-01-01T06:00:00', untilLocal: '2090-01-01T06:00:00' };
  const rules = { ...DEFAULT_CITY_SETTINGS.quiet, night: null, prayers: [], silences: [silence] };
  rig.send({ ...programme, quiet: { rules, location: null } });
  await until(() => Promise.resolve(Date.now() > startMs + TOO_LATE_MS ? true : undefined));
  expect(rig.told('shown')).toEqual([]);
  expect(rig.told('failed')).toEqual([]);
  rig.send(programme);
  const shown = await rig.untilTold('shown');
  expect(shown.slotStartMs).toBeGreaterThanOrEqual(startMs + SLOT_MS);
});
