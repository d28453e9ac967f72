/** What people carry away from central by clicking its links: the reports. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { publish } from '../../../core/api/schedule.ts';
import {
  addScreen,
  allDay,
  approve,
  city,
  evergreen,
  inReview,
  pairedDevice,
  plan,
} from '../../server/director/support/city.ts';
import { parseCsv } from './support/csv.ts';
import { openOffice, picture } from './support/office.ts';

const office = openOffice();
const FORMULA = '=HYPERLINK("http://jahat.example";"Klik, di sini")';

/** Clicks a link and reads the file it brings. */
async function fetched(page: Page, link: string): Promise<{ name: string; bytes: Buffer }> {
  const begun = page.waitForEvent('download');
  await page.getByRole('link', { name: link }).click();
  const download = await begun;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test('both reports come as CSV in the language of the page, and no cell of them is a formula', async () => {
  const where = await city();
  const { server, editor } = where;
  await evergreen(where);
  const screen = await addScreen(editor, '+Simpang Lima');
  const announcement = await approve(where, await inReview(where, 'formula', { title: FORMULA }));
  await plan(where, allDay(announcement.id));
  await editor.api.call(publish, {});
  const device = await pairedDevice(where, screen);
  const { version } = await device.apply();
  const startMs = Date.now() - 60_000;
  const play = {
    zone: 'main' as const,
    itemId: `${announcement.id}-v`,
    announcementId: announcement.id,
    entryId: null,
    manifestVersion: version,
  };
  const plays = [
    { ...play, sequence: 1, startMs, endMs: startMs + 10_000, complete: true },
    { ...play, sequence: 2, startMs: startMs + 10_000, endMs: startMs + 14_500, complete: false },
  ];
  await device.deliver({ storeEpoch: 'e1', plays });

  const { page, complaints } = await office.sit(server.url, 'humas', '/reports');
  await page.getByRole('cell', { name: '+Simpang Lima' }).first().waitFor();
  await picture(page, 'download-2-proof');
  const proof = await fetched(page, 'Unduh CSV');
  expect(proof.name).toBe('bukti-tayang.csv');
  const [head, ...rows] = parseCsv(proof.bytes.toString('utf8'));
  expect(head?.slice(0, 6)).toEqual([
    'Pengumuman',
    'Instansi',
    'Layar atau mobil',
    'Tayang utuh',
    'Direncanakan',
    'Detik tayang',
  ]);
  const row = rows.find(([, , , count]) => count === '1');
  expect(row?.slice(0, 4)).toEqual([`'${FORMULA}`, 'Dinas Dinkes', "'+Simpang Lima", '1']);
  expect(row?.[5]).toBe('14.5');

  await page.getByRole('tab', { name: 'Log tayang' }).click();
  await page.getByText('Terpotong').waitFor();
  await picture(page, 'download-3-log');
  const log = await fetched(page, 'Unduh CSV');
  expect(log.name).toBe('log-tayang.csv');
  const records = parseCsv(log.bytes.toString('utf8'));
  expect(records.map((record) => [record.length, record[0], record[1], record.at(-1)])).toEqual([
    [7, 'Layar', 'Pengumuman', 'Utuh'],
    [7, "'+Simpang Lima", `'${FORMULA}`, 'tidak'],
    [7, "'+Simpang Lima", `'${FORMULA}`, 'ya'],
  ]);
  const cells = [...rows, ...records].flat();
  expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
  expect(complaints).toEqual([]);
});
