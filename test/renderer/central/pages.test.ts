/** The built app in a real browser against the real server, on a phone’s width. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type RunningServer } from '../../../server/index.ts';

const ROOT = join(import.meta.dirname, '../../..');
const NARROWEST_PX = 360;
const PASSWORD = 'air mengalir sampai jauh';
const PATHS = [
  '/',
  '/announcements',
  '/announcements/new',
  '/media',
  '/queue',
  '/playlists',
  '/schedule',
  '/schedule?tab=entries',
  '/schedule/new',
  '/screens',
  '/screens/new',
  '/units',
  '/tours',
  '/tours?tab=proof',
  '/tours?tab=places',
  '/reports',
  '/users',
  '/agencies',
  '/settings',
  '/audit',
  '/no-such-page',
];

let dataDir: string;
let server: RunningServer;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  await promisify(execFile)(process.execPath, ['tools/build.ts', 'central'], { cwd: ROOT });
  dataDir = await mkdtemp(join(tmpdir(), 'wawar-central-'));
  server = await startServer({ dataDir, port: 0, logLevel: 'silent' });
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
  });
  page = await browser.newPage({ viewport: { width: NARROWEST_PX, height: 740 }, isMobile: true });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // The browser itself reports every 401 it is answered with; signing in is made of those.
    if (message.type() === 'error' && !message.text().includes('status of 401'))
      complaints.push(message.text());
  });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await rm(dataDir, { recursive: true, force: true });
});

const widthPx = () => page.evaluate(() => document.documentElement.scrollWidth);

async function signIn(password: string): Promise<void> {
  await page.getByLabel('Nama pengguna').fill('kepala');
  await page.locator('input[name=password]').fill(password);
  await page.getByRole('button', { name: 'Masuk' }).click();
}

test('the one-time link makes the first administrator and opens the app', async () => {
  await page.goto(server.url + (server.setupPath ?? ''));
  await page.getByLabel('Nama kota atau kabupaten').fill('Kota Tirtaraya');
  await page.getByLabel('Nama atau jabatan Anda').fill('Kepala Bidang');
  await page.getByLabel('Nama pengguna').fill('kepala');
  const passwords = page.locator('input[autocomplete=new-password]');
  await passwords.nth(0).fill(PASSWORD);
  await passwords.nth(1).fill(PASSWORD);
  await page.getByRole('button', { name: 'Selesai dan masuk' }).click();
  await page.getByRole('heading', { level: 1, name: 'Beranda' }).waitFor();
  expect(await page.getByRole('note').innerText()).toContain('DEMO');
});

test('a wrong password is refused in a sentence; the right one leads where one wanted to go', async () => {
  await page.context().clearCookies();
  await page.goto(`${server.url}/units`);
  await signIn('bukan ini sandinya');
  await page.getByText('Nama pengguna atau kata sandi salah.').waitFor();
  await signIn(PASSWORD);
  await page.getByRole('heading', { level: 1, name: 'Mobil wawaran' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/units');
});

test.each(PATHS)('%s fits a phone of 360 px without sideways scrolling', async (path) => {
  await page.goto(server.url + path);
  await page.getByRole('main').waitFor();
  await page.waitForFunction(() => document.querySelector('main [aria-busy=true]') === null);
  expect(await widthPx()).toBe(NARROWEST_PX);
});

test('the language switch turns the page to English and stays so', async () => {
  await page.goto(server.url);
  await page.getByRole('button', { name: /Kepala Bidang/ }).click();
  await page.getByText('EN', { exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
});

test('no page broke the content security policy or threw', () => {
  expect(complaints).toEqual([]);
});
