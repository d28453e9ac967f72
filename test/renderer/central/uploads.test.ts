/** Files on their way from an office with a slow line, a line that breaks, and a server that says no. */
import { randomBytes } from 'node:crypto';
import { copyFile, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page, Request } from 'playwright-core';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { listAssets } from '../../../core/api/announcements.ts';
import type { Person } from '../../server/support/running-server.ts';
import { setUp, testServer, type TestServer } from '../../server/support/running-server.ts';
import { startTcpProxy } from '../../support/tcp-proxy.ts';
import { workFolder } from '../../support/work-folder.ts';
import { openOffice, picture, soon, type Desk } from './support/office.ts';
import { slowLine } from './support/slow-line.ts';

const office = openOffice();
const NAME = 'poster-pekan-imunisasi.png';
const SLOW_BYTES_PER_SECOND = 400_000;

/** About 1 MB, because noise does not compress. */
async function poster(): Promise<string> {
  const [width, height] = [640, 512];
  const path = join(await workFolder(), NAME);
  const raw = { width, height, channels: 3 } as const;
  await sharp(randomBytes(width * height * 3), { raw })
    .png({ compressionLevel: 0 })
    .toFile(path);
  return path;
}

async function choose(page: Page, path: string | string[]): Promise<void> {
  const asked = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Pilih berkas' }).click();
  await (await asked).setFiles(path);
}

const rowOf = (page: Page) => page.getByRole('group', { name: NAME });

/** Requests to the tus server, as they are sent. */
function watch(page: Page): { method: string; offset: number; url: string }[] {
  const sent: { method: string; offset: number; url: string }[] = [];
  page.on('request', (request: Request) => {
    if (!request.url().includes('/api/uploads')) return;
    const offset = Number(request.headers()['upload-offset'] ?? -1);
    sent.push({ method: request.method(), offset, url: request.url() });
  });
  return sent;
}

/** How much of an upload the server has. */
async function kept(admin: Person, url: string): Promise<number> {
  const headers = { 'tus-resumable': '1.0.0', cookie: admin.api.cookie };
  const answer = await fetch(url, { method: 'HEAD', headers });
  expect(answer.status).toBe(200);
  return Number(answer.headers.get('upload-offset'));
}

async function begin(): Promise<Desk & { server: TestServer; admin: Person }> {
  const server = await testServer();
  const admin = await setUp(server);
  return { server, admin, ...(await office.sit(server.url, 'admin', '/media')) };
}

/** The card of the accepted file. */
const accepted = (page: Page) => page.locator('.wv-asset').filter({ hasText: NAME }).getByText('640×512');

test('a paused upload sends nothing more; resumed, it goes on from where the server is', async () => {
  const { page, admin, complaints } = await begin();
  const sent = watch(page);
  const line = await slowLine(page, SLOW_BYTES_PER_SECOND);
  await choose(page, await poster());
  const row = rowOf(page);
  await soon(() => row.innerText()).toMatch(/ [1-9]\d?\s%/);
  await picture(page, 'upload-1-sending');
  await row.getByRole('button', { name: 'Jeda' }).click();
  await row.getByText('Dijeda').waitFor();
  const url = sent.find(({ method }) => method === 'PATCH')?.url ?? '';
  const offset = await kept(admin, url);
  await picture(page, 'upload-2-paused');
  await page.getByRole('link', { name: 'Beranda', exact: true }).first().click();
  await page.getByRole('heading', { level: 1, name: 'Beranda' }).waitFor();
  await picture(page, 'upload-3-chip');
  const requests = sent.length;
  expect(offset).toBeGreaterThan(0);
  await page.getByRole('link', { name: /1 unggahan/ }).click();
  expect(await kept(admin, url)).toBe(offset);
  expect(sent).toHaveLength(requests);

  await line.end();
  await row.getByRole('button', { name: 'Lanjutkan' }).click();
  await accepted(page).waitFor();
  const resumed = sent.slice(requests);
  expect(resumed.map(({ method }) => method)).toEqual(['HEAD', 'PATCH']);
  expect(resumed[1]).toMatchObject({ offset, url });
  expect(await row.count()).toBe(0);
  expect(complaints).toEqual([]);
});

test('of many files three are sent at a time; one that waits can be taken back or paused before it begins', async () => {
  const { page, admin, complaints } = await begin();
  const sent = watch(page);
  const line = await slowLine(page, SLOW_BYTES_PER_SECOND / 10);
  const first = await poster();
  const paths = [1, 2, 3, 4, 5].map((n) => first.replace(NAME, `berkas-${String(n)}.png`));
  for (const path of paths) await copyFile(first, path);
  await choose(page, [first, ...paths]);
  const row = (n: number) => page.getByRole('group', { name: `berkas-${String(n)}.png` });
  const created = () => sent.filter(({ method }) => method === 'POST').length;
  await soon(async () => page.getByText('Menunggu giliran').count()).toBe(3);
  await soon(async () => created()).toBe(3);
  await row(3).getByRole('button', { name: 'Batalkan unggahan' }).click();
  await row(4).getByRole('button', { name: 'Jeda' }).click();
  await row(4).getByText('Dijeda').waitFor();
  await line.end();
  await soon(async () => (await admin.api.call(listAssets, {})).length).toBe(4);
  expect(created()).toBe(4);
  await row(4).getByRole('button', { name: 'Lanjutkan' }).click();
  await soon(async () => (await admin.api.call(listAssets, {})).length).toBe(5);
  expect(complaints).toEqual([]);
});

test('a page reloaded in the middle warns first; the same file chosen again goes on where it was', async () => {
  const { page, admin } = await begin();
  const sent = watch(page);
  const path = await poster();
  const line = await slowLine(page, SLOW_BYTES_PER_SECOND);
  await choose(page, path);
  await soon(() => rowOf(page).innerText()).toMatch(/ [1-9]\d?\s%/);
  const warned = page.waitForEvent('dialog').then(async (dialog) => {
    await dialog.accept();
    return dialog.type();
  });
  await page.reload();
  expect(await warned).toBe('beforeunload');
  await line.end();
  const before = sent.length;
  await choose(page, path);
  await accepted(page).waitFor();
  const [asked, patched] = sent.slice(before);
  expect([asked?.method, patched?.method]).toEqual(['HEAD', 'PATCH']);
  expect(patched?.offset).toBeGreaterThan(0);
  expect(await admin.api.call(listAssets, {})).toHaveLength(1);
});

test('a line that breaks is waited for in words, and the upload goes on by itself', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const cable = await startTcpProxy(server.port);
  const { page } = await office.sit(`http://127.0.0.1:${String(cable.port)}`, 'admin', '/media');
  const line = await slowLine(page, SLOW_BYTES_PER_SECOND);
  await choose(page, await poster());
  await soon(() => rowOf(page).innerText()).toMatch(/ [1-9]\d?\s%/);
  cable.cut();
  await rowOf(page).getByText('Menyambung lagi').waitFor();
  await picture(page, 'upload-4-waiting');
  await line.end();
  cable.restore();
  await accepted(page).waitFor();
  expect(await admin.api.call(listAssets, {})).toHaveLength(1);
  await page.context().close();
  await cable.close();
});

test('an upload the server or a proxy refuses says why in words, and is tried again with one click', async () => {
  const { page, complaints } = await begin();
  const row = rowOf(page);
  const alert = row.getByRole('alert');
  for (const [name, status, contentType, body, sentence] of [
    ['full', 507, 'application/problem+json', problem('disk_full', 507), 'Penyimpanan server penuh'],
    ['type', 415, 'text/html', '<h1>415</h1>', 'Jenis berkas ini tidak diterima'],
    ['session', 401, 'application/problem+json', problem('not_signed_in', 401), 'Sesi Anda berakhir'],
  ] as const) {
    await page.route('**/api/uploads', (route) => route.fulfill({ status, contentType, body }));
    if (name === 'full') await choose(page, await poster());
    else await row.getByRole('button', { name: 'Coba lagi' }).click();
    await alert.getByText(sentence).waitFor();
    expect(await row.innerText()).not.toContain(String(status));
    await picture(page, `upload-5-${name}`);
    await page.unroute('**/api/uploads');
  }
  await row.getByRole('button', { name: 'Coba lagi' }).click();
  await accepted(page).waitFor();
  expect(complaints).toEqual([]);
});

test('a file above the limit is refused in words before a byte is sent; a server that stays away is told', async () => {
  const { page, server, complaints } = await begin();
  const sent = watch(page);
  const path = join(await workFolder(), NAME);
  const file = await open(path, 'w');
  await file.truncate(2 ** 31 + 1);
  await file.close();
  await choose(page, path);
  const row = rowOf(page);
  await row.getByRole('alert').getByText('Berkas ini terlalu besar untuk server').waitFor();
  expect(sent.map(({ method }) => method)).toEqual(['POST']);
  await picture(page, 'upload-6-too-large');

  await page.clock.install();
  await server.close();
  await row.getByRole('button', { name: 'Coba lagi' }).click();
  await row.getByText('Menyambung lagi').waitFor();
  await soon(async () => {
    await page.clock.fastForward(30_000);
    return (await row.getByRole('alert').allInnerTexts()).join();
  }).toContain('Server tidak menjawab. Periksa jaringan');
  expect(await row.getByRole('button', { name: 'Coba lagi' }).isVisible()).toBe(true);
  await picture(page, 'upload-7-away');
  expect(complaints).toEqual([]);
});

function problem(code: string, status: number): string {
  return JSON.stringify({ type: `urn:wawar:problem:${code}`, title: code, status, code });
}
