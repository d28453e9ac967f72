/** People at their desks: the built central app in one real browser, a window each. */
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, vi } from 'vitest';
import { PASSWORD } from '../../../server/support/running-server.ts';

const ROOT = join(import.meta.dirname, '../../../..');
/** Where `picture` leaves what it takes, for whoever wants to look at the states the tests go through. */
const PICTURES = process.env['CENTRAL_PICTURES'];
/** Long enough for a machine that does much else; nobody waits for it when things go well. */
const PATIENCE_MS = 15_000;
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

export interface Desk {
  page: Page;
  /** What the page complained of; the browser's own words about refused requests are not among it. */
  complaints: string[];
}

export interface Office {
  /** A window of its own, signed in as this person, at this path. */
  sit(origin: string, username: string, path: string): Promise<Desk>;
  /** A window nobody is signed in to. */
  window(size: { width: number; height: number }): Promise<Page>;
}

/** Builds the app, and what else is named, if it changed; opens the browser for the tests of this file. */
export function openOffice(...alsoBuilt: 'player'[]): Office {
  vi.setConfig({ testTimeout: 6 * PATIENCE_MS });
  let browser: Browser;
  beforeAll(async () => {
    await promisify(execFile)(process.execPath, ['tools/build.ts', 'central', 'pack', ...alsoBuilt], {
      cwd: ROOT,
    });
    browser = await chromium.launch({
      executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--no-first-run',
        // A microphone that beeps once a second; asking for it is still refused unless a test allows it.
        '--use-fake-device-for-media-stream',
      ],
    });
  }, 120_000);
  afterAll(() => browser.close());
  const window: Office['window'] = async (viewport) => {
    const context = await browser.newContext({ viewport, timezoneId: 'Asia/Jakarta' });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    return page;
  };
  return {
    window,
    async sit(origin, username, path) {
      const page = await window(DESK);
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        const isOfNetwork = /Failed to load resource|WebSocket connection/.test(message.text());
        if (message.type() === 'error' && !isOfNetwork) complaints.push(message.text());
      });
      await page.goto(origin + path);
      await page.getByLabel('Nama pengguna').fill(username);
      await page.locator('input[name=password]').fill(PASSWORD);
      await page.getByRole('button', { name: 'Masuk' }).click();
      await page.getByRole('navigation').waitFor({ state: 'attached' });
      return { page, complaints };
    },
  };
}

/** What is going to hold in a moment. */
export const soon = <T>(ask: () => T | Promise<T>) => expect.poll(ask, { timeout: PATIENCE_MS });

/** The state a page is in, on a desk and on a phone, if pictures are wanted. */
export async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  await mkdir(PICTURES, { recursive: true });
  for (const size of [PHONE, DESK]) {
    await page.setViewportSize(size);
    await page.evaluate(async () => {
      await document.fonts.ready;
      const moving = document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations === 1);
      await Promise.allSettled(moving.map(({ finished }) => finished));
    });
    const path = join(PICTURES, `${name}-${String(size.width)}.png`);
    await page.screenshot({ path, fullPage: size === PHONE });
  }
}
