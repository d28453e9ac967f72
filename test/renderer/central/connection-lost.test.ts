import { expect, test } from 'vitest';
import { createAnnouncement } from '../../../core/api/announcements.ts';
import { contentWith } from '../../server/support/content.ts';
import { addAgency, setUp, testServer } from '../../server/support/running-server.ts';
import { startTcpProxy } from '../../support/tcp-proxy.ts';
import { openOffice, picture } from './support/office.ts';

const office = openOffice();

test('a lost connection is told on the page; once it is back the page shows what happened meanwhile', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const agency = await addAgency(admin);
  const write = (title: string) =>
    admin.api.call(createAnnouncement, { body: contentWith(agency.id, { title }) });
  const cable = await startTcpProxy(server.port);
  const origin = `http://127.0.0.1:${String(cable.port)}`;
  const { page, complaints } = await office.sit(origin, 'admin', '/announcements');
  const main = page.getByRole('main');
  await write('Sebelum putus');
  await main.getByText('Sebelum putus').waitFor();
  const banner = page.getByText('Sambungan ke server terputus.');
  expect(await banner.count()).toBe(0);

  cable.cut();
  await banner.waitFor();
  await picture(page, 'connection-1-lost');
  await write('Selama putus');
  expect(await main.getByText('Selama putus').count()).toBe(0);

  cable.restore();
  await banner.waitFor({ state: 'detached' });
  await main.getByText('Selama putus').waitFor();
  await write('Sesudah putus');
  await main.getByText('Sesudah putus').waitFor();

  await page.context().setOffline(true);
  await banner.waitFor();
  await write('Tanpa jaringan');
  await page.context().setOffline(false);
  await banner.waitFor({ state: 'detached' });
  await main.getByText('Tanpa jaringan').waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
  await cable.close();
});

test('what changes between the page’s first answers and its line to the server is shown all the same', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const agency = await addAgency(admin);
  const { page } = await office.sit(server.url, 'admin', '/');
  let open = () => {};
  const mayOpen = new Promise<void>((resolve) => (open = resolve));
  await page.routeWebSocket(/\/ws\/live$/, async (route) => {
    await mayOpen;
    route.connectToServer();
  });
  await page.goto(`${server.url}/announcements`);
  await page.getByText('Belum ada pengumuman').waitFor();
  await admin.api.call(createAnnouncement, { body: contentWith(agency.id, { title: 'Sebelum tersambung' }) });
  open();
  await page.getByRole('main').getByText('Sebelum tersambung').waitFor();
  await page.context().close();
});

test('a line that has gone silent without a word is told within 20 seconds and opened anew', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const agency = await addAgency(admin);
  const { page } = await office.sit(server.url, 'admin', '/');
  let isDead = false;
  await page.routeWebSocket(/\/ws\/live$/, (route) => {
    if (isDead) return void route.close();
    const line = route.connectToServer();
    line.onMessage((message) => {
      if (!isDead) route.send(message);
    });
  });
  await page.clock.install();
  await page.goto(`${server.url}/announcements`);
  await page.getByText('Belum ada pengumuman').waitFor();
  const banner = page.getByText('Sambungan ke server terputus.');
  isDead = true;
  await admin.api.call(createAnnouncement, { body: contentWith(agency.id, { title: 'Selama diam' }) });
  await page.clock.fastForward(10_000);
  expect(await banner.count()).toBe(0);
  await page.clock.fastForward(10_000);
  await banner.waitFor();
  isDead = false;
  await page.clock.fastForward(60_000);
  await page.getByRole('main').getByText('Selama diam').waitFor();
  await banner.waitFor({ state: 'detached' });
});

test('a server whose machine’s clock leapt says so on the home page, until an administrator confirms it', async () => {
  let aheadMs = 0;
  const server = await testServer({ nowMs: () => Date.now() + aheadMs, uptimeMs: () => performance.now() });
  await setUp(server);
  const { page, complaints } = await office.sit(server.url, 'admin', '/');
  const alert = page.getByRole('alert').filter({ hasText: 'Jam komputer server melompat' });
  await page.getByRole('heading', { name: 'Beranda' }).waitFor();
  expect(await alert.count()).toBe(0);
  aheadMs = 3 * 86_400_000;
  await page.reload();
  await alert.waitFor();
  await picture(page, 'clock-1-leapt');
  await alert.getByRole('button', { name: 'Benar sekarang' }).click();
  await alert.waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
});
