/** Chime, greeting and closing: made once for each text and loudspeaker, from real settings in a real database. */
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { DEFAULT_CITY_SETTINGS, type CitySettings } from '../../../core/model/city-settings.ts';
import { ok } from '../../../core/model/result.ts';
import { finishFile, measureLoudness } from '../../../media/index.ts';
import { HashStore } from '../../../media/store/index.ts';
import { clipParts } from '../../../server/sound/around-clip.ts';
import { soundPart } from '../../../server/sound/parts.ts';
import { openDatabase } from '../../../server/store/database.ts';
import { folders, prepareFolders } from '../../../server/store/folders.ts';
import { removeUnneededMedia } from '../../../server/store/media-files.ts';
import { setSetting } from '../../../server/store/settings.ts';
import { workFolder } from '../../support/work-folder.ts';

const DAY_MS = 86_400_000;
const RENDITION = {
  kind: 'audio',
  mimeType: 'audio/mpeg',
  widthPx: null,
  heightPx: null,
  fit: null,
  voicing: 'horn',
  durationMs: 1000,
} as const;

async function city(aroundClip: Partial<CitySettings['aroundClip']>) {
  const dataDir = await workFolder();
  await prepareFolders(dataDir);
  const db = await openDatabase(join(dataDir, 'wawar.sqlite'));
  onTestFinished(() => db.destroy());
  const clock = { nowMs: 1_800_000_000_000 };
  const services = {
    db,
    dataDir,
    mediaStore: await HashStore.open(folders(dataDir).media),
    nowMs: () => clock.nowMs,
    log: pino({ level: 'silent' }),
  };
  const write = (changes: Partial<CitySettings['aroundClip']>): Promise<void> =>
    db.transaction().execute((trx) =>
      setSetting(trx, 'city', {
        ...DEFAULT_CITY_SETTINGS,
        aroundClip: { ...DEFAULT_CITY_SETTINGS.aroundClip, ...changes },
      }),
    );
  await write(aroundClip);
  await db.transaction().execute((trx) => setSetting(trx, 'cityName', 'Kota Tirtaraya'));
  const area = {
    id: 'rawa',
    name: 'Rawamelati',
    level: 'village' as const,
    code: '99.01.01.1001',
    parent_id: null,
  };
  await db
    .insertInto('areas')
    .values({ ...area, circle: null })
    .execute();
  return { services, write, clock };
}

test('the greeting names the kelurahan and is made once', { timeout: 120_000 }, async () => {
  const { services, write } = await city({ chime: false, greeting: 'Warga {kelurahan}.', gapMs: 7000 });
  const made = await clipParts(services, { areaId: 'rawa', voicing: 'indoor' });
  expect(made).toMatchObject({
    before: [{ role: 'greeting', text: 'Warga Rawamelati.', rendition: { voicing: 'indoor' } }],
    after: [],
    gapMs: 7000,
  });
  const path = services.mediaStore.path(made.before[0]?.rendition.sha256 ?? '');
  const loudness = await measureLoudness(path);
  expect(loudness.ok && Math.abs(loudness.value.integratedLufs + 16)).toBeLessThanOrEqual(0.5);
  const { mtimeMs } = await stat(path);
  expect(await clipParts(services, { areaId: 'rawa', voicing: 'indoor' })).toEqual(made);
  expect((await stat(path)).mtimeMs).toBe(mtimeMs);

  await write({ chime: false });
  expect(await clipParts(services, { areaId: null, voicing: 'horn' })).toEqual({
    before: [],
    after: [],
    gapMs: 5000,
  });
});

test('a part stays while it is asked for, and is swept away when nobody has for two months', async () => {
  const { services, clock } = await city({});
  const asked = async (name: string): Promise<string> => {
    const part = await soundPart(services, [name], async () => {
      const workDir = folders(services.dataDir).work;
      await writeFile(join(workDir, 'making'), name);
      const { path, ...hashes } = await finishFile(join(workDir, 'making'), workDir, 'mp3');
      return ok({
        path,
        loudness: { integratedLufs: -16, truePeakDbtp: -3 },
        rendition: { ...RENDITION, ...hashes },
      });
    });
    return part.ok ? part.value.sha256 : '';
  };
  const [kept, dropped] = [await asked('kept'), await asked('dropped')];
  clock.nowMs += 40 * DAY_MS;
  await asked('kept');
  clock.nowMs += 40 * DAY_MS;
  await asked('new');
  await removeUnneededMedia(services.db, services.mediaStore);
  expect([await services.mediaStore.has(kept), await services.mediaStore.has(dropped)]).toEqual([
    true,
    false,
  ]);
});

test('a part whose file is gone is made again', async () => {
  const { services } = await city({});
  let made = 0;
  const make = async () => {
    made += 1;
    const workDir = folders(services.dataDir).work;
    await writeFile(join(workDir, 'making'), 'x');
    const { path, ...hashes } = await finishFile(join(workDir, 'making'), workDir, 'mp3');
    return ok({
      path,
      loudness: { integratedLufs: -16, truePeakDbtp: -3 },
      rendition: { ...RENDITION, ...hashes },
    });
  };
  const first = await soundPart(services, ['x'], make);
  await services.mediaStore.remove(first.ok ? first.value.sha256 : '');
  expect(await soundPart(services, ['x'], make)).toEqual(first);
  await soundPart(services, ['x'], make);
  expect(made).toBe(2);
});
