/** How items change, how often the screen is looked at, and what lies where on a panel, filled in by an operator. */
import { describe, expect, test } from 'vitest';
import { createScreen, listScreens } from '../../../core/api/screens.ts';
import {
  badgeOf,
  CORNERS,
  usualBadge,
  withBadge,
  zonesOf,
} from '../../../renderer/central/pages/screens/zone-layout.ts';
import { city } from '../../server/director/support/city.ts';
import { screenWith } from '../../server/support/content.ts';
import { openOffice, picture, soon } from './support/office.ts';

const PANEL = { widthPx: 384, heightPx: 192 };

describe('a badge', () => {
  test('lies in its corner, above the ticker', () => {
    const places = CORNERS.map((corner) => {
      const badge = { ...usualBadge(PANEL), corner };
      const { x, y } = zonesOf(PANEL, 32, badge).find(({ id }) => id === 'badge')!;
      return [x, y];
    });
    expect(places).toEqual([
      [0, 0],
      [288, 0],
      [0, 112],
      [288, 112],
    ]);
  });

  test('stays as far from its corner as it was, on another panel and with another ticker', () => {
    const free = { id: 'badge' as const, x: 280, y: 100, widthPx: 96, heightPx: 48 };
    const zones = [...zonesOf(PANEL, 32), free];
    const badge = badgeOf(zones, PANEL);
    expect(zonesOf(PANEL, 32, badge)).toEqual(zones);
    expect(zonesOf({ widthPx: 640, heightPx: 320 }, 0, badge)).toContainEqual({ ...free, x: 536, y: 260 });
  });

  test('that is taken away or comes leaves the other zones as they are', () => {
    const zones = [
      { id: 'main' as const, x: 0, y: 0, ...PANEL },
      { id: 'ticker' as const, x: 0, y: 160, widthPx: 384, heightPx: 32 },
    ];
    const badged = withBadge(zones, PANEL, usualBadge(PANEL));
    expect(badged.slice(0, 2)).toEqual(zones);
    expect(withBadge(badged, PANEL, null)).toEqual(zones);
  });
});

const office = openOffice();

test('an operator chooses a fade, the interval of looks and a badge, and finds all again', async () => {
  const { server, editor } = await city();
  const { id } = await editor.api.call(createScreen, { body: screenWith('Alun-alun', 384, 192, {}) });
  const { page, complaints } = await office.sit(server.url, 'humas', `/screens/${id}?tab=settings`);
  const save = page.getByRole('button', { name: 'Simpan' });
  const section = page.getByRole('region', { name: 'Pergantian dan pemeriksaan' });
  await section.getByText('Memudar silang').click();
  await section.getByLabel('Lama pudar').fill('5000');
  await section.getByText('Isi 100 sampai 2000.').waitFor();
  expect(await save.isDisabled()).toBe(true);
  await section.getByLabel('Lama pudar').fill('600');
  await section.getByLabel('Periksa layar setiap').fill('60');

  const panel = page.getByRole('region', { name: 'Panel dan keluaran' });
  await panel.getByRole('switch', { name: 'Teks berjalan di bagian bawah' }).click();
  await panel.getByRole('switch', { name: 'Lencana di sudut' }).click();
  await panel.getByLabel('Lebar lencana').fill('63');
  await panel.getByText('Gunakan angka genap mulai 16.').waitFor();
  await panel.getByLabel('Lebar lencana').fill('64');
  // Typed digit by digit: neither ticker nor badge is lost while the panel is too small for them.
  await panel.getByLabel('Tinggi panel').fill('2');
  await panel.getByLabel('Tinggi panel').fill('256');
  await section.scrollIntoViewIfNeeded();
  await picture(page, 'showing-and-zones');
  await save.click();

  const stored = async () => (await editor.api.call(listScreens, {})).find((screen) => screen.id === id);
  await soon(stored).toMatchObject({
    player: { transition: { kind: 'cross_fade', durationMs: 600 }, lookEveryMs: 60_000 },
    zones: [
      { id: 'main', heightPx: 224 },
      { id: 'ticker', y: 224, heightPx: 32 },
      { id: 'badge', x: 320, y: 0, widthPx: 64, heightPx: 48 },
    ],
  });
  await page.reload();
  await soon(() => section.getByLabel('Lama pudar').inputValue()).toBe('600');
  await soon(() => panel.getByLabel('Lebar lencana').inputValue()).toBe('64');
  expect(complaints).toEqual([]);
});
