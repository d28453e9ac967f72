/** An operator binds a real player, whose page stands in a window of its own, to a screen, and takes it off again. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import type { PlayerService } from '../../../main/player-service.ts';
import { startPlayerService } from '../../../main/service.ts';
import { city, evergreen } from '../../server/director/support/city.ts';
import { workFolder } from '../../support/work-folder.ts';
import { openOffice, picture, soon } from './support/office.ts';

const office = openOffice('player');

/** A player fresh from its box. */
async function unpack(serverUrl: string): Promise<PlayerService> {
  const quiet = () => undefined;
  const service = await startPlayerService({
    dataDir: join(await workFolder(), 'data'),
    serverUrl,
    software: 'Wawar 0.1.0',
    rendererDir: join(import.meta.dirname, '../../../build/player'),
    log: { info: quiet, warn: quiet, error: quiet },
  });
  onTestFinished(() => service.close());
  return service;
}

/** What a person reads on the panel. */
const codeOn = async (panel: Page): Promise<string> =>
  (await panel.locator('.pairing:visible .pairing-group').allInnerTexts()).join('-');

test('the code read on the panel and typed in central binds the player; unpaired, central lists it again', async () => {
  const where = await city();
  const { server, screen } = where;
  await evergreen(where);
  const { page, complaints } = await office.sit(server.url, 'humas', `/screens/${screen.id}?tab=device`);
  await page.getByText('Tidak ada pemutar yang sedang menampilkan kode.').waitFor();
  await picture(page, 'pairing-1-none');
  const service = await unpack(server.url);
  const panel = await office.window({ width: 640, height: 320 });
  const { url, cookie } = service.entry;
  if (cookie) await panel.context().addCookies([{ ...cookie, url }]);
  await panel.goto(url);
  await soon(() => codeOn(panel)).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
  const code = await codeOn(panel);
  const waiting = page.getByText(code, { exact: true });
  await waiting.waitFor();

  const field = page.getByLabel('Kode di layar');
  const pair = page.getByRole('button', { name: 'Pasangkan', exact: true });
  await field.fill(code.slice(0, 7));
  expect(await pair.isDisabled()).toBe(true);
  await field.fill('00000-00000');
  await page.getByText('Tidak ada pemutar yang menunggu dengan kode ini').waitFor();
  expect(await pair.isDisabled()).toBe(true);
  await picture(page, 'pairing-2-unknown');
  // As people type what they read from across the street.
  await field.fill(code.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l'));
  await page.getByText('Sama dengan kode yang diketik').waitFor();
  await picture(page, 'pairing-3-typed');
  await pair.click();
  await page.getByRole('button', { name: 'Lepas perangkat' }).waitFor();
  const state = page.getByRole('main').locator('.wv-page > *').first();
  await soon(() => state.innerText()).toMatch(/Tersambung|Tayang/);
  await soon(() => codeOn(panel)).toBe('');
  await soon(() => service.status()).toMatchObject({
    connected: true,
    screenId: screen.id,
    manifestVersion: 1,
  });
  await picture(page, 'pairing-4-paired');

  await page.getByRole('button', { name: 'Lepas perangkat' }).click();
  const question = page.getByRole('dialog');
  await question.getByText('Lepas perangkat dari layar ini?').waitFor();
  await picture(page, 'pairing-5-question');
  await question.getByRole('button', { name: 'Lepas perangkat' }).click();
  await soon(() => state.innerText()).toContain('Belum dipasangkan');
  // It is the same device of the same city, so its code is the same; its panel goes on with what was approved.
  await waiting.waitFor();
  expect(service.status()).toMatchObject({ connected: false, manifestVersion: 1, pairingCode: null });
  expect(await codeOn(panel)).toBe('');
  await picture(page, 'pairing-6-unpaired');
  await page.getByRole('button', { name: 'Pakai' }).click();
  await pair.click();
  await soon(() => state.innerText()).toMatch(/Tersambung|Tayang/);
  expect(complaints).toEqual([]);
});
