/** A small city with a car, its crew, approved recordings and tours; and phones with the built crew app. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, onTestFinished, vi } from 'vitest';
import {
  approveAroundClip,
  getAroundClip,
  proposeAroundClip,
  type AroundVersion,
} from '../../../../core/api/around.ts';
import { getCitySettings, updateCitySettings } from '../../../../core/api/city.ts';
import { inviteCrewDevice } from '../../../../core/api/crew.ts';
import { createUser } from '../../../../core/api/people.ts';
import { createUnit } from '../../../../core/api/reports.ts';
import { createTour } from '../../../../core/api/tours.ts';
import type { AroundClip } from '../../../../core/model/around-clip.ts';
import type {
  Announcement,
  AnnouncementContent,
  MobileUnit,
  User,
} from '../../../../core/model/catalogue.ts';
import type { Tour, TourPlan } from '../../../../core/model/tour.ts';
import { startServer } from '../../../../server/index.ts';
import { until } from '../../../../tools/api-client.ts';
import { addScreen, approve, inReview, type City } from '../../../server/director/support/city.ts';
import { addAgency, invite, PASSWORD, setUp, type Person } from '../../../server/support/running-server.ts';

const ROOT = join(import.meta.dirname, '../../../..');
/** Where `picture` leaves what it takes: `CREW_PICTURES=docs/pictures` makes those of the README anew. */
const PICTURES = process.env['CREW_PICTURES'];
/** Long enough for a machine that does much else; nobody waits for it when things go well. */
const PATIENCE_MS = 60_000;
const PHONE = { width: 375, height: 812 };
/** The server by a name of the network, where plain http is no secure context as it is at 127.0.0.1. */
export const OTHER_HOST = 'wawar.test';
/** The market of Pasarwetan. */
export const MARKET = { latitude: -6.2, longitude: 106.8, accuracy: 12 };
/** Two kilometres from any school. */
export const FAR_AWAY = { ...MARKET, latitude: MARKET.latitude + 0.02 };
/** Half a minute of speech: something happens while it is heard. */
export const FLOOD =
  'Perhatian warga bantaran Kali Tirta di Rawamelati. Permukaan air naik, amankan dokumen dan matikan listrik bila air masuk rumah. '.repeat(
    3,
  );

export interface Market extends City {
  unit: MobileUnit;
  driver: User;
  /** The crew app's build as it is served here. */
  crewDir: string;
  close(): Promise<void>;
}

/** With nothing to be silent for, unless a test says so: the hour it runs at must not matter. */
async function openMarket(): Promise<Market> {
  const dataDir = await mkdtemp(join(tmpdir(), 'wawar-market-'));
  const crewDir = join(dataDir, 'crew-app');
  await cp(join(ROOT, 'build/crew'), crewDir, { recursive: true });
  const server = await startServer({ dataDir, crewDir, port: 0, logLevel: 'silent' });
  const admin = await setUp(server);
  const editor = await invite(server, admin, 'humas', ['editor']);
  const approver = await invite(server, admin, 'kabid', ['approver']);
  const agency = await addAgency(admin);
  const screen = await addScreen(editor, 'Videotron Balai Kota');
  const { user: driver } = await admin.api.call(createUser, {
    body: { username: 'kru1', displayName: 'Kru Mobil 1', roles: ['crew'], agencyId: null },
  });
  const car = { name: 'Mobil Wawaran 1', plate: 'B 1234 TR', agencyId: null, areaIds: [] };
  const unit = await editor.api.call(createUnit, {
    body: { ...car, voicing: 'horn', memberIds: [driver.id] },
  });
  const people = { admin, editor, approver };
  await beSilentForNothing(admin);
  return {
    server: { ...server, dataDir },
    ...people,
    agencyId: agency.id,
    screen,
    unit,
    driver,
    crewDir,
    async close() {
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function beSilentForNothing({ api }: Person): Promise<void> {
  const settings = await api.call(getCitySettings, {});
  const quiet = { ...settings.quiet, night: null, prayers: [] };
  await api.call(updateCitySettings, { body: { ...settings, clipGapMs: 0, quiet } });
}

/** What is heard around clips from now on: proposed by one person, made, approved by another. */
export async function agreeAround({ admin, approver }: Market, content: AroundClip): Promise<AroundVersion> {
  await admin.api.call(proposeAroundClip, { body: content });
  const { id } = await until(async () => {
    const { proposed } = await admin.api.call(getAroundClip, {});
    if (proposed?.state === 'failed') throw new Error(proposed.reason ?? 'failed');
    return proposed?.state === 'waiting' ? proposed : undefined;
  });
  const approval = { params: { id }, body: { password: PASSWORD } };
  const { inForce } = await approver.api.call(approveAroundClip, approval);
  if (inForce?.id !== id) throw new Error('another one is in force');
  return inForce;
}

const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A newer build takes the place of the one that is served: other names for its files, the page marked with `mark`. */
export async function deploy({ crewDir }: Market, mark: string): Promise<void> {
  const [pageFile, workerFile] = [join(crewDir, 'index.html'), join(crewDir, 'sw.js')];
  const page = await readFile(pageFile, 'utf8');
  const worker = await readFile(workerFile, 'utf8');
  const script = /assets\/index-[\w-]+\.js/.exec(page)?.[0] ?? '';
  const renamed = script.replace('index-', `index-${mark}-`);
  await rename(join(crewDir, script), join(crewDir, renamed));
  const newPage = page
    .replace(script, renamed)
    .replace('<title>', `<meta name="build" content="${mark}"><title>`);
  await writeFile(pageFile, newPage);
  await writeFile(workerFile, worker.replace(script, renamed).replace(sha256Of(page), sha256Of(newPage)));
}

/** A spoken recording people have approved for cars. */
export async function recording(
  where: Market,
  title: string,
  changes: Partial<AnnouncementContent> = {},
): Promise<Announcement> {
  const announcement = await inReview(where, title, {
    title,
    script: 'Uji coba.',
    outputs: { screen: false, ticker: false, mobile: true },
    screenAssetId: null,
    airDurationMs: 2000,
    ...changes,
  });
  return approve(where, announcement);
}

const localDate = (atMs: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Jakarta', dateStyle: 'short' }).format(atMs);

/** A tour of today, all day long, each clip once. */
export const tourPlan = (
  where: Market,
  clips: readonly Announcement[],
  changes: Partial<TourPlan> = {},
): TourPlan => ({
  unitId: where.unit.id,
  crewIds: [where.driver.id],
  date: localDate(Date.now()),
  startLocal: '00:00',
  endLocal: '23:59',
  areaIds: [],
  stops: [],
  clips: clips.map(({ id }) => id),
  repeats: 1,
  gapMs: 0,
  note: '',
  ...changes,
});

export const plan = ({ editor }: Market, body: TourPlan): Promise<Tour> =>
  editor.api.call(createTour, { body });

/** What the QR code in central holds, as a link to this origin. */
export async function qrLink(where: Market, origin = where.server.url): Promise<string> {
  const { path } = await where.editor.api.call(inviteCrewDevice, {
    params: { id: where.unit.id },
    body: { userId: where.driver.id },
  });
  return origin + path;
}

export interface Shop {
  readonly browser: Browser;
  readonly where: Market;
}

/** Builds the app if it changed, opens a browser and a market for the tests of this file. */
export function openPhoneShop(): Shop {
  vi.setConfig({ testTimeout: 5 * PATIENCE_MS, hookTimeout: 2 * PATIENCE_MS });
  let browser: Browser | undefined;
  let where: Market | undefined;
  beforeAll(async () => {
    await promisify(execFile)(process.execPath, ['tools/build.ts', 'crew'], { cwd: ROOT });
    browser = await chromium.launch({
      executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--no-first-run',
        `--host-resolver-rules=MAP ${OTHER_HOST} 127.0.0.1`,
      ],
    });
    where = await openMarket();
  }, 5 * PATIENCE_MS);
  afterAll(async () => {
    await browser?.close();
    await where?.close();
  });
  const opened = <T>(part: T | undefined): T => {
    if (part === undefined) throw new Error('the shop is not open yet');
    return part;
  };
  return {
    get browser() {
      return opened(browser);
    },
    get where() {
      return opened(where);
    },
  };
}

export interface PhoneInHand {
  context: BrowserContext;
  page: Page;
  /** What the page complained of; the browser's own words about requests without network are not among it. */
  complaints: string[];
}

/** A phone with nothing on it, which may tell where it is. */
export async function newPhone({ browser }: Shop): Promise<PhoneInHand> {
  const context = await browser.newContext({
    viewport: PHONE,
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    locale: 'id-ID',
    timezoneId: 'Asia/Jakarta',
    geolocation: MARKET,
    permissions: ['geolocation'],
  });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const isOfNetwork = /Failed to load resource|net::ERR|Permissions-Policy/.test(message.text());
    if (message.type() === 'error' && !isOfNetwork) complaints.push(message.text());
  });
  return { context, page, complaints };
}

/** Signed in, everything of the day on the phone, and able to start without network. */
export async function ready(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByText('Semua klip ada di ponsel').waitFor();
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
}

/** Of several tours of a day the one that starts then; where it is the only one there is nothing to choose. */
export async function chooseTour(page: Page, startLocal: string): Promise<void> {
  const choice = page.getByRole('button', { name: startLocal.replace(':', '.') });
  if ((await choice.count()) > 0) await choice.click();
}

/** A line of a list, by what it says. */
export const row = (page: Page, title: string) => page.getByRole('listitem').filter({ hasText: title });

/** What is going to hold in a moment. */
export const soon = <T>(ask: () => T | Promise<T>) => expect.poll(ask, { timeout: PATIENCE_MS });

export async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  await mkdir(PICTURES, { recursive: true });
  const taken = await page.screenshot();
  await sharp(taken)
    .resize({ width: PHONE.width })
    .png({ palette: true, effort: 10 })
    .toFile(join(PICTURES, `crew-${name}.png`));
}
