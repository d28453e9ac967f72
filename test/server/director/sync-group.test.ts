import { expect, it } from 'vitest';
import { publish } from '../../../core/api/schedule.ts';
import { createGroup, listScreensLive, updateGroup, updateScreen } from '../../../core/api/screens.ts';
import type { Screen } from '../../../core/model/catalogue.ts';
import { DEFAULT_PLAYER_SETTINGS } from '../../../core/model/screen-settings.ts';
import type { Programme } from '../../../core/model/programme.ts';
import { compileDay, planAt } from '../../../core/schedule/index.ts';
import { until } from '../../../tools/api-client.ts';
import { refusal } from '../support/running-server.ts';
import {
  addScreen,
  allDay,
  approve,
  city,
  DAY_MS,
  evergreen,
  inReview,
  pairedDevice,
  plan,
  type City,
} from './support/city.ts';

async function join({ editor }: City, screen: Screen, groupId: string, changes: Partial<Screen> = {}) {
  const { id, ...body } = { ...screen, groupId, ...changes };
  return editor.api.call(updateScreen, { params: { id }, body });
}

/** Slots as the group sees them: bounds only, so that masks do not count. */
const bounds = (programme: Programme, day: string): number[][] =>
  compileDay(programme, day).zones.flatMap(({ slots }) =>
    slots.map(({ startMs, endMs }) => [startMs, endMs]),
  );

it('screens of a sync group play one plan, whatever is added for one of them and whenever one joins', async () => {
  const where = await city();
  const { editor, screen } = where;
  await evergreen(where);
  const group = await editor.api.call(createGroup, { body: { name: 'Alun-alun', sync: true, wall: null } });
  const other = await addScreen(editor, 'Videotron Kembar');
  const late = await addScreen(editor, 'Videotron Menyusul');
  for (const one of [screen, other]) await join(where, one, group.id);
  const players = [
    await pairedDevice(where),
    await pairedDevice(where, other),
    await pairedDevice(where, late),
  ] as const;

  const ktp = await approve(where, await inReview(where, 'ktp'));
  const bursa = await approve(where, await inReview(where, 'bursa', { airDurationMs: 7000 }));
  await plan(where, allDay(ktp.id, { target: { kind: 'group', groupId: group.id } }));
  await plan(where, allDay(bursa.id));
  await editor.api.call(publish, {});
  const [first, second] = [await players[0].fetchManifest(), await players[1].fetchManifest()];
  const today = planAt(first.programme, Date.now()).day;
  const tomorrow = planAt(first.programme, Date.now() + DAY_MS).day;
  expect(first.programme.group).toEqual({ id: group.id, canvas: null });
  expect(first.programme.effectiveFromMs).toBe(second.programme.effectiveFromMs);
  expect(compileDay(first.programme, today).zones).toEqual(compileDay(second.programme, today).zones);

  const own = await approve(where, await inReview(where, 'khusus', { airDurationMs: 5000 }));
  await plan(where, allDay(own.id, { target: { kind: 'screen', screenId: other.id } }));
  expect((await editor.api.call(publish, {})).published.map(({ screenId }) => screenId)).toEqual([other.id]);
  const masked = (await players[1].fetchManifest()).programme;
  expect(masked.entries.filter((entry) => entry.mask)).toHaveLength(1);
  const fromMs = masked.effectiveFromMs;
  const since = (all: number[][]) => all.filter(([, endMs = 0]) => endMs > fromMs);
  expect(since(bounds(masked, today))).toEqual(since(bounds(first.programme, today)));
  expect(bounds(masked, tomorrow)).toEqual(bounds(first.programme, tomorrow));
  expect(compileDay(masked, tomorrow).zones[0]?.slots.some(({ item }) => item === `${own.id}-v`)).toBe(true);

  await join(where, late, group.id);
  await editor.api.call(publish, {});
  const joined = (await players[2].fetchManifest()).programme;
  const sinceJoined = (all: number[][]) => all.filter(([, endMs = 0]) => endMs > joined.effectiveFromMs);
  expect(sinceJoined(bounds(joined, today))).toEqual(sinceJoined(bounds(first.programme, today)));

  const outOfStep = async () =>
    (await editor.api.call(listScreensLive, {}))
      .filter((live) => live.groupDiffers)
      .map((live) => live.screenId);
  for (const player of players) await player.apply();
  await until(async () => ((await outOfStep()).length === 0 ? true : undefined));
  await plan(where, allDay(ktp.id));
  await editor.api.call(publish, {});
  await players[0].apply();
  await until(async () => ((await outOfStep()).length === 3 ? true : undefined));
});

it('what one member has no picture for airs on none of them', async () => {
  const where = await city();
  const { editor, screen } = where;
  await evergreen(where);
  const group = await editor.api.call(createGroup, { body: { name: 'Dua ukuran', sync: true, wall: null } });
  const other = await addScreen(editor, 'Videotron Kembar');
  for (const one of [screen, other]) await join(where, one, group.id);
  const ktp = await approve(where, await inReview(where, 'ktp'));
  await plan(where, allDay(ktp.id));
  await join(where, other, group.id, {
    output: { x: 0, y: 0, widthPx: 128, heightPx: 32 },
    zones: [{ id: 'main', x: 0, y: 0, widthPx: 128, heightPx: 32 }],
  });
  const outcome = await editor.api.call(publish, {});
  expect(outcome.blocked).toContainEqual({ screenId: screen.id, code: 'no_evergreen' });
});

it('a wall’s screens take their part of one canvas, and all must lie on it, keep the same hours and fade alike', async () => {
  const where = await city();
  const { editor, screen } = where;
  const group = await editor.api.call(createGroup, {
    body: { name: 'Dinding', sync: true, wall: { widthPx: 128, heightPx: 32 } },
  });
  const other = await addScreen(editor, 'Sisi kanan');
  await join(where, screen, group.id, { wallPlace: { x: 0, y: 0 } });
  expect(await refusal(join(where, other, group.id, { wallPlace: { x: 65, y: 0 } }))).toBe('outside_wall');
  expect(
    await refusal(join(where, other, group.id, { operatingHours: { from: '05:00', to: '22:00' } })),
  ).toBe('group_differs');
  const fading = { ...DEFAULT_PLAYER_SETTINGS, transition: { kind: 'cross_fade' as const, durationMs: 500 } };
  expect(await refusal(join(where, other, group.id, { player: fading }))).toBe('group_differs');
  await join(where, other, group.id, { wallPlace: { x: 64, y: 0 } });
  const narrow = { name: 'Dinding', sync: true, wall: { widthPx: 64, heightPx: 32 } };
  expect(await refusal(editor.api.call(updateGroup, { params: { id: group.id }, body: narrow }))).toBe(
    'outside_wall',
  );

  const right = await pairedDevice(where, other);
  const kota = await evergreen(where);
  expect(kota.renditions.some(({ widthPx, heightPx }) => widthPx === 128 && heightPx === 32)).toBe(true);
  const { programme, media } = await right.fetchManifest();
  expect(programme.group?.canvas).toEqual({ widthPx: 128, heightPx: 32, x: 64, y: 0 });
  expect(media).toHaveLength(1);
});
