/** Sounds around clips, made once for each text and loudspeaker and kept while they are used. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ok } from '../../../core/model/result.ts';
import { finishFile } from '../../../media/index.ts';
import { HashStore } from '../../../media/store/index.ts';
import { soundPart } from '../../../server/sound/parts.ts';
import { openDatabase } from '../../../server/store/database.ts';
import { folders, prepareFolders } from '../../../server/store/folders.ts';
import { removeUnneededMedia } from '../../../server/store/media-files.ts';
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

async function parts() {
  const dataDir = await workFolder();
  await prepareFolders(dataDir);
  const db = await openDatabase(join(dataDir, 'wawar.sqlite'));
  onTestFinished(() => db.destroy());
  const clock = { nowMs: 1_800_000_000_000, made: 0 };
  const services = {
    db,
    mediaStore: await HashStore.open(folders(dataDir).media),
    nowMs: () => clock.nowMs,
  };
  const ask = (name: string) =>
    soundPart(services, [name], async () => {
      clock.made += 1;
      const workDir = folders(dataDir).work;
      await writeFile(join(workDir, 'making'), name);
      const { path, ...hashes } = await finishFile(join(workDir, 'making'), workDir, 'mp3');
      const loudness = { integratedLufs: -16, truePeakDbtp: -3 };
      return ok({ path, loudness, rendition: { ...RENDITION, ...hashes } });
    });
  return { services, clock, ask };
}

test('a part stays while it is asked for, and is swept away when nobody has for two months', async () => {
  const { services, clock, ask } = await parts();
  const asked = async (name: string): Promise<string> => {
    const part = await ask(name);
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
  const { services, clock, ask } = await parts();
  const first = await ask('x');
  await services.mediaStore.remove(first.ok ? first.value.sha256 : '');
  expect(await ask('x')).toEqual(first);
  await ask('x');
  expect(clock.made).toBe(2);
});
