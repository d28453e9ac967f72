import { execFile } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { deleteAsset, getAsset, listAssets } from '../../core/api/announcements.ts';
import { updateCitySettings } from '../../core/api/city.ts';
import type { Asset } from '../../core/model/catalogue.ts';
import { DEFAULT_CITY_SETTINGS } from '../../core/model/city-settings.ts';
import { findBinaries } from '../../media/ffmpeg/binaries.ts';
import { makeMedia } from '../support/make-media.ts';
import { workFolder } from '../support/work-folder.ts';
import { addAgency, invite, setUp, testServer, type Person } from './support/running-server.ts';

const accepted = async ({ api }: Person, path: string): Promise<Asset> => {
  const asset = await api.settledAsset(await api.upload(path));
  expect(asset).toMatchObject({ state: 'ready' });
  return asset;
};

it('the same bytes are looked at and kept once, and the uploader learns which upload they are', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const agency = await addAgency(admin);
  const nurse = await invite(server, admin, 'dinkes', ['contributor'], agency.id);
  const path = await makeMedia('videoPlain');
  const first = await accepted(admin, path);
  // Were it looked at again, it would get its poster again.
  await rm(join(server.dataDir, 'media', first.posterSha256 ?? ''));

  const second = await accepted(admin, path);
  expect(second).toMatchObject({
    duplicateOf: first.id,
    sha256: first.sha256,
    probe: first.probe,
    posterSha256: first.posterSha256,
    similarTo: [],
  });
  expect(second.id).not.toBe(first.id);
  expect(await readdir(join(server.dataDir, 'media'))).toEqual([first.sha256]);

  // What others have is nobody's business, and costs nothing either.
  const theirs = await accepted(nurse, path);
  expect(theirs).toMatchObject({ duplicateOf: null, sha256: first.sha256 });
  expect((await admin.api.call(getAsset, { params: { id: theirs.id } })).duplicateOf).toBe(first.id);

  await admin.api.call(deleteAsset, { params: { id: first.id } });
  const left = await admin.api.call(listAssets, {});
  expect(left.map(({ duplicateOf }) => duplicateOf)).toEqual([null, null]);
  expect(await readdir(join(server.dataDir, 'media'))).toEqual([first.sha256]);
});

it('what was accepted before the city lowered its limit is too long the second time', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const path = join(await workFolder(), 'panjang.mp3');
  const { ffmpeg } = await findBinaries();
  const tone = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=14', '-b:a', '64k'];
  await promisify(execFile)(ffmpeg, ['-v', 'error', ...tone, path]);
  await accepted(admin, path);
  const body = { ...DEFAULT_CITY_SETTINGS, maxDurationMs: 10_000 };
  await admin.api.call(updateCitySettings, { body });
  const second = await admin.api.settledAsset(await admin.api.upload(path));
  expect(second).toMatchObject({ state: 'rejected', rejection: { code: 'too_long', detail: '14 s' } });
});

it('a picture sent on by a messenger is found to look like the first; another one is not', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const folder = await workFolder();
  const card = (words: string, colour: string) =>
    sharp(
      Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="640"><rect width="1280" height="640" fill="${colour}"/><rect x="80" y="120" width="700" height="300" fill="#fff"/><text x="120" y="300" font-size="120" font-weight="bold">${words}</text></svg>`,
      ),
    );
  const [original, resent, sibling] = ['asli.png', 'kirim-ulang.jpg', 'lain.png'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  await card('IMUNISASI', '#0a8a3a').png().toFile(original);
  await sharp(original).resize(800).jpeg({ quality: 40 }).toFile(resent);
  await card('BURSA KERJA 2026', '#0a8a3a').png().toFile(sibling);

  const first = await accepted(admin, original);
  expect(first.similarTo).toEqual([]);
  expect((await accepted(admin, sibling)).similarTo).toEqual([]);
  expect(await accepted(admin, resent)).toMatchObject({ similarTo: [first.id], duplicateOf: null });
});

it('a video encoded again, smaller, is found to look like the first', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const path = await makeMedia('videoPlain');
  const resent = join(await workFolder(), 'VID-20260101-WA0001.mp4');
  const { ffmpeg } = await findBinaries();
  const smaller = ['-vf', 'scale=240:-2', '-c:v', 'libx264', '-crf', '34', '-c:a', 'copy'];
  await promisify(execFile)(ffmpeg, ['-v', 'error', '-i', path, ...smaller, resent]);
  const first = await accepted(admin, path);
  expect((await accepted(admin, resent)).similarTo).toEqual([first.id]);
  expect((await accepted(admin, await makeMedia('videoRotated'))).similarTo).toEqual([]);
});
