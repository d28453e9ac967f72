/** Where a screen stands and how bright its panel is to be, filled in by an operator. */
import { expect, test } from 'vitest';
import { createScreen, listScreens } from '../../../core/api/screens.ts';
import {
  dayCurve,
  litHours,
  parseCoordinates,
} from '../../../renderer/central/pages/screens/brightness-form.ts';
import { city } from '../../server/director/support/city.ts';
import { screenWith } from '../../server/support/content.ts';
import { openOffice, picture, soon } from './support/office.ts';

const office = openOffice();
const HOUR_MS = 3_600_000;

test('coordinates as maps hand them over are read, anything else is not', () => {
  const place = { latitudeDeg: -6.1754, longitudeDeg: 106.8272 };
  for (const text of ['-6.1754, 106.8272', '−6.1754,106.8272', ' -6.1754 106.8272 ']) {
    expect(parseCoordinates(text)).toEqual(place);
  }
  for (const text of ['-6.1754', '91, 10', 'Alun-alun', '-6,1754 106,8272']) {
    expect(parseCoordinates(text)).toBeUndefined();
  }
});

test('the curve of a day begins with yesterday’s last step', () => {
  const nowMs = Date.UTC(2026, 7, 17, 5);
  const steps = [
    { from: { kind: 'clock' as const, time: '06:00' }, percent: 90 },
    { from: { kind: 'clock' as const, time: '18:00' }, percent: 40 },
  ];
  expect(dayCurve(steps, null, 'Asia/Jakarta', nowMs)).toMatchObject({
    steps: [
      { fromMs: 0, percent: 40 },
      { fromMs: 6 * HOUR_MS, percent: 90 },
      { fromMs: 18 * HOUR_MS, percent: 40 },
    ],
    sunriseMs: null,
    nowMs: 12 * HOUR_MS,
    nowPercent: 90,
  });
});

test('hours over midnight light the beginning and the end of a day', () => {
  expect(litHours({ from: '17:00', to: '02:00' })).toEqual([
    { fromMs: 0, untilMs: 2 * HOUR_MS },
    { fromMs: 17 * HOUR_MS, untilMs: 24 * HOUR_MS },
  ]);
  expect(litHours({ from: '05:00', to: '24:00' })).toEqual([{ fromMs: 5 * HOUR_MS, untilMs: 24 * HOUR_MS }]);
});

test('an operator gives a screen its place and its steps, sees the day, and finds both again', async () => {
  const { server, editor } = await city();
  const { id } = await editor.api.call(createScreen, {
    body: screenWith('Alun-alun', 384, 192, { operatingHours: { from: '05:00', to: '22:00' } }),
  });
  const { page, complaints } = await office.sit(server.url, 'humas', `/screens/${id}?tab=settings`);
  const section = page.getByRole('region', { name: 'Kecerahan panel' });
  await section.scrollIntoViewIfNeeded();
  await picture(page, 'brightness-1-empty');

  const save = page.getByRole('button', { name: 'Simpan' });
  await section.getByLabel('Lintang').fill('-6.1754');
  await section.getByText('Isi lintang').waitFor();
  expect(await save.isDisabled()).toBe(true);
  await picture(page, 'brightness-2-half-a-place');
  await section.getByLabel('Bujur').fill('106.8272');
  await section.getByText(/Hari ini matahari terbit 0[56]\.\d\d, terbenam 1[78]\.\d\d/).waitFor();

  await section.getByRole('button', { name: 'Isi langkah yang lazim' }).click();
  await section.getByRole('img', { name: 'Kecerahan sepanjang hari ini' }).waitFor();
  await section.getByLabel('Selisih menit, langkah 2').fill('-15');
  await section.getByLabel('Kecerahan, langkah 3').fill('20');
  await section.getByRole('button', { name: 'Tambah langkah' }).click();
  await section.getByRole('button', { name: 'Hapus langkah 4' }).click();
  await picture(page, 'brightness-3-steps');
  await save.click();

  await soon(async () => {
    const screens = await editor.api.call(listScreens, {});
    return screens.find((screen) => screen.id === id)?.player;
  }).toMatchObject({
    location: { latitudeDeg: -6.1754, longitudeDeg: 106.8272 },
    brightness: [
      { from: { kind: 'sunrise', offsetMin: 0 }, percent: 90 },
      { from: { kind: 'sunset', offsetMin: -15 }, percent: 50 },
      { from: { kind: 'clock', time: '21:00' }, percent: 20 },
    ],
  });
  await page.reload();
  await soon(() => section.getByLabel('Lintang').inputValue()).toBe('-6.1754');
  await soon(() => section.getByLabel('Kecerahan, langkah 3').inputValue()).toBe('20 %');
  expect(complaints).toEqual([]);
});
