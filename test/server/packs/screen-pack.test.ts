/** Content for walls without a player of ours, through the real server: carried there, and never taken for played. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withdrawAnnouncement, getWithdrawal } from '../../../core/api/announcements.ts';
import { getRoots } from '../../../core/api/device.ts';
import { getProofOfPlay, getProofOfPlayCsv } from '../../../core/api/reports.ts';
import { publish } from '../../../core/api/schedule.ts';
import { updateScreen } from '../../../core/api/screens.ts';
import { getScreenPack, getUsbLoad, previewScreenPack } from '../../../core/api/usb.ts';
import { checkRoot, checkScreenPack, Envelope, openPinnedRoot, rootHash } from '../../../core/trust/index.ts';
import { ApiClient } from '../../../tools/api-client.ts';
import { localDateOf } from '../../../tools/demo/dates.ts';
import { must } from '../../e2e/support/pack.ts';
import { unzip } from '../../e2e/support/unzip.ts';
import { flipBit } from '../../support/flip-bit.ts';
import { workFolder } from '../../support/work-folder.ts';
import { allDay, approve, city, DAY_MS, evergreen, inReview, plan } from '../director/support/city.ts';
import { refusal } from '../support/running-server.ts';

it('a wall with a vendor’s player is given its pictures as files, and counts as neither away nor played', async () => {
  const where = await city();
  const { editor, server, screen } = where;
  const { id: _, ...spec } = screen;
  const params = { id: screen.id };
  await editor.api.call(updateScreen, { params, body: { ...spec, playerKind: 'vendor' } });
  const query = {
    from: localDateOf(Date.now() + DAY_MS, 'Asia/Jakarta'),
    until: localDateOf(Date.now() + 3 * DAY_MS, 'Asia/Jakarta'),
  };
  const empty = editor.api.call(getScreenPack, { params, query });
  await expect(empty).rejects.toMatchObject({ problem: { code: 'nothing_for_screen' } });

  const always = await evergreen(where);
  const tickerText = 'Awas – Kali Tirta naik';
  const news = await approve(where, await inReview(where, 'Luapan Kali', { tickerText }));
  const { timing } = allDay(news.id);
  const windows = [{ from: '08:00', to: '10:00' }];
  await plan(where, allDay(news.id, { timing: { ...timing, windows } }));
  await plan(where, allDay(news.id, { zone: 'ticker' }));
  await editor.api.call(publish, {});

  const preview = await editor.api.call(previewScreenPack, { params, query });
  const shown = preview.items.map(({ announcementId, days, fromLocal, untilLocal }) => [
    announcementId,
    days.length,
    fromLocal,
    untilLocal,
  ]);
  expect(shown).toEqual([
    [always.id, 3, '00:00', '24:00'],
    [news.id, 3, '08:00', '10:00'],
  ]);
  // The evergreen one's own line is never planned and comes last.
  expect(preview.ticker.map(({ text }) => text)).toEqual([tickerText, 'Teks berjalan']);

  const zip = await editor.api.call(getScreenPack, { params, query });
  const folder = join(await workFolder(), 'stick');
  const names = await unzip(Buffer.from(await zip.arrayBuffer()), folder);
  expect(names).toEqual([
    '01-judul-kota.png',
    '02-judul-luapan-kali.png',
    'daftar-tayang.txt',
    'teks-berjalan.txt',
    'teks-berjalan-ascii.txt',
    'lembar-tayang.pdf',
    'PERIKSA.html',
    'manifest.json',
  ]);
  const text = (name: string) => readFile(join(folder, name), 'utf8');
  expect(await text('teks-berjalan.txt')).toBe(`${tickerText}\r\nTeks berjalan\r\n`);
  expect(await text('teks-berjalan-ascii.txt')).toContain('Awas - Kali Tirta naik\r\n');
  expect(await text('daftar-tayang.txt')).toContain('TANPA LOG TAYANG / NO PLAY LOG');

  const [first, ...later] = await new ApiClient(server.url).call(getRoots, {});
  if (first === undefined) throw new Error('the server has no root');
  const root = must(checkRoot(must(openPinnedRoot(first, rootHash(first))), later));
  const envelope = Envelope.parse(JSON.parse(await text('manifest.json')));
  const { pack, unapprovedPaths } = must(checkScreenPack(envelope, root, { screenId: screen.id }));
  expect(unapprovedPaths).toEqual(names.slice(2, -1));
  expect(pack.files.map(({ path }) => path)).toEqual(names.slice(0, -1));

  // Planned, but nobody knows what was shown; withdrawn, but somebody has to go there.
  const period = { fromMs: Date.now() - DAY_MS, toMs: Date.now() + DAY_MS };
  const { rows } = await editor.api.call(getProofOfPlay, { query: period });
  expect(rows.every(({ playLog, plays }) => !playLog && plays === 0)).toBe(true);
  const csv = await editor.api.call(getProofOfPlayCsv, { query: { ...period, language: 'id' } });
  expect(await csv.text()).toContain('Log tayang');
  await editor.api.call(withdrawAnnouncement, { params: { id: news.id }, body: { reason: 'Air surut.' } });
  const { screens } = await editor.api.call(getWithdrawal, { params: { id: news.id } });
  expect(screens.map(({ state }) => state)).toEqual(['by_hand']);
  const after = await editor.api.call(previewScreenPack, { params, query });
  const left = [...after.items, ...after.ticker].map(({ announcementId }) => announcementId);
  expect(left).toEqual([always.id, always.id]);

  // A bit of a picture flipped on the server's disk: nobody is sent with it.
  const [sha256 = ''] = always.renditions.map((one) => one.sha256);
  await flipBit(join(server.dataDir, 'media', sha256), 20);
  expect(await refusal(editor.api.call(getScreenPack, { params, query }))).toBe('media_damaged');
  expect(await refusal(editor.api.call(getUsbLoad, { params }))).toBe('media_damaged');
}, 90_000);
