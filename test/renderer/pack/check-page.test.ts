/** The page in a pack as a crew opens it: a file on a stick, in a browser without network. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { PACK_CHECK_NAME, type PackCheckFile } from '../../../core/model/pack-check.ts';
import { checkPage } from '../../../server/packs/check-page.ts';
import { workFolder } from '../../support/work-folder.ts';

const ROOT = join(import.meta.dirname, '../../..');
const PICTURES = process.env['CENTRAL_PICTURES'];
const HOUR_MS = 3_600_000;

let browser: Browser;
beforeAll(async () => {
  await promisify(execFile)(process.execPath, ['tools/build.ts', 'pack'], { cwd: ROOT });
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
  });
});
afterAll(() => browser.close());

const TITLES = [
  'Layanan KTP-el Keliling',
  'Pekan Imunisasi Anak </script><b>',
  'Waspada Luapan Kali Tirta',
  'Gerakan Pangan Murah',
];

/** A stick with four clips, the third of which ended an hour ago. */
async function stick(): Promise<{ folder: string; files: PackCheckFile[] }> {
  const folder = join(await workFolder(), 'STIK');
  await mkdir(join(folder, 'bagian-1'), { recursive: true });
  const nowMs = Date.now();
  const ends = [
    nowMs + 20 * 24 * HOUR_MS,
    nowMs + 6 * 24 * HOUR_MS,
    nowMs - HOUR_MS,
    nowMs + 9 * 24 * HOUR_MS,
  ];
  const clips = TITLES.map((title, index) => {
    const path = `bagian-1/0${String(index + 1)}-siaran.mp3`;
    return { path, title, fromMs: nowMs - 24 * HOUR_MS, lastAirMs: ends[index] ?? null };
  });
  const papers = ['daftar-putar.m3u8', 'lembar-siaran.pdf'].map((path) => {
    return { path, title: null, fromMs: null, lastAirMs: null };
  });
  const files: PackCheckFile[] = [];
  for (const [index, one] of [...clips, ...papers].entries()) {
    const content = Buffer.alloc(300_000 + index, index);
    await writeFile(join(folder, one.path), content);
    files.push({ ...one, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') });
  }
  const page = await checkPage({
    kind: 'unit',
    cityName: 'Kota Tirtaraya',
    name: 'Mobil Wawaran 1',
    demo: true,
    timeZone: 'Asia/Jakarta',
    from: '2026-11-22',
    until: '2026-11-22',
    issuedAtMs: nowMs - 2 * HOUR_MS,
    files,
  });
  await writeFile(join(folder, PACK_CHECK_NAME), page);
  await writeFile(join(folder, 'manifest.json'), '{}');
  return { folder, files };
}

async function open(folder: string): Promise<{ page: Page; asked: string[]; complaints: string[] }> {
  const context = await browser.newContext({
    offline: true,
    locale: 'id-ID',
    viewport: { width: 1200, height: 900 },
  });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const [asked, complaints]: [string[], string[]] = [[], []];
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(pathToFileURL(join(folder, PACK_CHECK_NAME)).href);
  return { page, asked, complaints };
}

const choose = (page: Page, folder: string) => page.locator('input[webkitdirectory]').setInputFiles(folder);
const verdict = (page: Page, text: string) => page.getByRole('heading', { level: 2, name: text }).waitFor();

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  await mkdir(PICTURES, { recursive: true });
  for (const width of [390, 1200]) {
    await page.setViewportSize({ width, height: 844 });
    await page.screenshot({ path: join(PICTURES, `${name}-${String(width)}.png`), fullPage: true });
  }
}

it('opened from the stick it tells what has ended, loads nothing, and runs nothing that a title says', async () => {
  const { folder } = await stick();
  const { page, asked, complaints } = await open(folder);
  await verdict(page, 'Ada siaran yang sudah berakhir');
  await picture(page, 'pack-page-1-opened');
  expect(await page.locator('.air-expired .title').allInnerTexts()).toEqual(['Waspada Luapan Kali Tirta']);
  expect(await page.getByText('Pekan Imunisasi Anak </script><b>').count()).toBe(1);
  await page.getByRole('button', { name: 'English' }).click();
  await verdict(page, 'Something here has expired');
  expect(asked).toEqual([page.url()]);
  expect(complaints).toEqual([]);
  // The policy holds: what somebody slips into the page is not run.
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "slipped in"';
    document.body.append(script);
  });
  expect(await page.title()).toContain('Mobil Wawaran 1');
});

it('a whole stick is whole; a broken, a missing and a foreign file are each found', async () => {
  const { folder, files } = await stick();
  const { page, complaints } = await open(folder);
  const ended = files[2]?.path ?? '';
  await choose(page, folder);
  await expect.poll(() => page.locator('.file.intact').count(), { timeout: 20_000 }).toBe(files.length);
  await verdict(page, 'Ada siaran yang sudah berakhir');

  await writeFile(join(folder, 'lagu-dangdut.mp3'), 'x');
  await rm(join(folder, ended));
  await choose(page, folder);
  await verdict(page, 'Ada berkas asing');
  expect(await page.locator('.file.missing .path').innerText()).toBe(ended);
  expect(await page.locator('.stranger').innerText()).toBe('STIK/lagu-dangdut.mp3');

  // One bit of the same length.
  const content = Buffer.alloc(300_000, 0);
  content.writeUInt8(1, 200_000);
  await writeFile(join(folder, files[0]?.path ?? ''), content);
  await choose(page, folder);
  await verdict(page, 'Ada berkas rusak');
  await picture(page, 'pack-page-2-broken');
  expect(await page.locator('.file.broken .path').allInnerTexts()).toEqual([files[0]?.path]);
  expect(complaints).toEqual([]);
});
