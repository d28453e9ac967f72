/** The cars' day in the office: planned on one screen, redirected on the road, proven, and kept quiet. */
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { getTourDay, listQuietPlaces } from '../../../core/api/tours.ts';
import { signIn } from '../../../core/api/people.ts';
import { ApiClient } from '../../../tools/api-client.ts';
import { PASSWORD } from '../../server/support/running-server.ts';
import { cityWithCars } from './support/cars.ts';
import { openOffice, picture, soon } from './support/office.ts';

const office = openOffice();
/** Five pages in one story: one browser window and one city for all of them. */
const STORY_MS = 240_000;

/** Clicks the map, `x` and `y` being shares of its size. */
async function clickMap(page: Page, x: number, y: number): Promise<void> {
  const map = page.getByRole('application', { name: 'Peta' });
  await map.scrollIntoViewIfNeeded();
  const box = await map.boundingBox();
  if (box === null) throw new Error('the map has no size');
  await map.click({ position: { x: box.width * x, y: box.height * y } });
}

const rows = (list: Locator) => list.getByRole('listitem');

test(
  'tomorrow is planned on one screen, today’s car is redirected, yesterday is proven, a school gets its circle',
  async () => {
    const city = await cityWithCars();
    const api = new ApiClient(city.server.url);
    await api.call(signIn, { body: { username: 'humas', password: PASSWORD } });
    const toursOf = async (date: string) => (await api.call(getTourDay, { query: { date } })).tours;
    const { page, complaints } = await office.sit(city.server.url, 'humas', '/tours');

    // Tomorrow is what one sees first; every car is a lane.
    await page.getByText('Besok', { exact: true }).waitFor();
    await picture(page, 'tours-1-empty');
    await page.getByRole('button', { name: 'Rencanakan' }).first().click();
    const tour = page.getByRole('region', { name: 'Mobil Wawar 1' });
    const clips = tour.getByRole('list').filter({ hasText: 'Pekan Imunisasi Anak' });
    await soon(() => rows(clips).count()).toBe(3);
    await tour.getByText('“Cegah Demam Berdarah” tidak disetujui untuk Rawamelati.').waitFor();
    await clickMap(page, 0.3, 0.3);
    await clickMap(page, 0.7, 0.3);
    await tour.getByLabel('Nama titik').fill('Terminal');
    await tour.getByRole('button', { name: 'Turunkan Pekan Imunisasi Anak' }).click();
    await picture(page, 'tours-2-planned');
    await page.getByRole('button', { name: 'Simpan rencana' }).click();
    await page.getByText('Rencana tersimpan').waitFor();
    const [planned] = await toursOf(city.tomorrow);
    expect(planned?.plan.stops.map(({ name }) => name)).toEqual(['Titik 1', 'Terminal']);
    expect(planned?.plan.stops[0]?.areaId).toBe(city.areas.get('Karangseruni'));
    expect(planned?.plan.clips[1]).toBe(city.clips.get('Pekan Imunisasi Anak'));

    // Today's car is on the road: the same page sends it elsewhere.
    await page.goto(`${city.server.url}/tours?date=${city.today}`);
    await page.getByText('Sedang jalan', { exact: true }).waitFor();
    await tour.getByLabel('Pesan untuk awak').fill('Pindah ke Terminal dahulu');
    await tour.getByRole('button', { name: 'Turunkan Kantor Kelurahan Karangseruni' }).click();
    await picture(page, 'tours-3-redirect');
    await page.getByRole('button', { name: 'Kirim ke mobil' }).click();
    await page.getByText('Dikirim: aplikasi awak').waitFor();
    const [redirected] = await toursOf(city.today);
    expect(redirected).toMatchObject({ revision: 2, plan: { note: 'Pindah ke Terminal dahulu' } });
    expect(redirected?.plan.stops[0]?.name).toBe('Terminal Rawamelati');

    // Yesterday's tour was heard in one of its two areas.
    await page.getByRole('tab', { name: 'Bukti siar' }).click();
    const proof = page.getByRole('region', { name: /Mobil Wawar 1/ }).last();
    await proof.getByText('Selesai', { exact: true }).waitFor();
    await proof.getByRole('button').first().click();
    const terminal = rows(proof.getByRole('list')).filter({ hasText: '2. Terminal Rawamelati' });
    await terminal.getByText('tidak terdengar di sini').waitFor();
    await soon(() => rows(proof.getByRole('list').last()).count()).toBe(7);
    await picture(page, 'tours-4-proof');
    const outside = page.getByRole('region', { name: /Mobil Wawar 2.*Tanpa tur/ });
    await outside.getByRole('button').first().click();
    await soon(() => rows(outside.getByRole('list').last()).count()).toBe(2);
    await picture(page, 'tours-4-outside');

    // Who asked for a clip finds on its page, and in the report, which car let it be heard where.
    const immunisation = city.clips.get('Pekan Imunisasi Anak') ?? '';
    await page.goto(`${city.server.url}/announcements/${immunisation}`);
    const heard = page.getByRole('region', { name: 'Mobil Wawar 1' }).getByRole('listitem');
    await heard.filter({ hasText: 'Karangseruni' }).first().waitFor();
    await picture(page, 'tours-4-announcement');
    await page.goto(`${city.server.url}/reports`);
    await page
      .getByRole('table', { name: 'Terdengar dari mobil wawaran' })
      .getByText('Mobil Wawar 2')
      .first()
      .waitFor();
    await picture(page, 'tours-4-report');
    await page.goto(`${city.server.url}/tours`);

    // A new school is silent during lessons.
    await page.getByRole('tab', { name: 'Peta hening' }).click();
    await page.getByRole('button', { name: 'Tempat baru' }).click();
    await clickMap(page, 0.62, 0.72);
    await page.getByLabel('Nama', { exact: false }).first().fill('SMP Negeri 1');
    await picture(page, 'tours-5-place');
    await page.getByRole('button', { name: 'Simpan' }).click();
    await page.getByText('Tersimpan.').waitFor();
    await picture(page, 'tours-6-places');
    const places = await api.call(listQuietPlaces, {});
    expect(places.find(({ name }) => name === 'SMP Negeri 1')).toMatchObject({
      kind: 'school',
      hours: { from: '07:00', to: '15:00' },
    });

    // A crew member's phone signs in by a code that only this window shows.
    await page.goto(`${city.server.url}/units`);
    await page.getByRole('button', { name: 'Hubungkan ponsel awak-satu' }).click();
    await page.getByRole('img', { name: 'Kode QR untuk ponsel awak-satu' }).waitFor();
    await picture(page, 'tours-7-phone');
    expect(complaints).toEqual([]);
  },
  STORY_MS,
);
