/** What an office sees when somebody's rights end while pages are open. */
import { expect, test } from 'vitest';
import { updateUser } from '../../../core/api/people.ts';
import { createUnit, listUnits } from '../../../core/api/reports.ts';
import { invite, setUp, testServer } from '../../server/support/running-server.ts';
import { openOffice, soon } from './support/office.ts';

const office = openOffice();

test('signing out in one tab leads every tab of that browser to the sign-in page', async () => {
  const server = await testServer();
  await setUp(server);
  const { page, complaints } = await office.sit(server.url, 'admin', '/');
  const other = await page.context().newPage();
  await other.goto(`${server.url}/media`);
  await other.getByRole('heading', { level: 1, name: 'Media' }).waitFor();
  await page.getByRole('button', { name: /^Akun/ }).click();
  await page.getByRole('menuitem', { name: 'Keluar' }).click();
  await page.getByRole('button', { name: 'Masuk' }).waitFor();
  await other.getByRole('button', { name: 'Masuk' }).waitFor();
  expect(complaints).toEqual([]);
});

test('a car whose driver is no longer crew can be saved, and the form says who is taken off it', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const { api } = admin;
  const [driver, left] = [
    await invite(server, admin, 'sopir', ['crew']),
    await invite(server, admin, 'mantan', ['crew']),
  ];
  const memberIds = [driver.user.id, left.user.id];
  const unit = {
    name: 'Mobil Satu',
    plate: '',
    agencyId: null,
    areaIds: [],
    memberIds,
    voicing: 'horn',
  } as const;
  await api.call(createUnit, { body: { ...unit, areaIds: [] } });
  await api.call(updateUser, { params: { id: left.user.id }, body: { roles: ['viewer'] } });
  const { page } = await office.sit(server.url, 'admin', '/units');
  await page.getByRole('button', { name: 'Ubah', exact: true }).click();
  const modal = page.getByRole('dialog');
  await modal.getByText('Bukan Awak mobil lagi, jadi dikeluarkan saat disimpan: mantan.').waitFor();
  await modal.getByRole('button', { name: 'Simpan' }).click();
  await soon(async () => (await api.call(listUnits, {})).map((one) => one.memberIds)).toEqual([
    [driver.user.id],
  ]);
});
