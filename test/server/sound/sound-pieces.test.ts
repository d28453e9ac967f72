import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { DEFAULT_CITY_SETTINGS } from '../../../core/model/city-settings.ts';
import { soundPieces } from '../../../server/jobs/sound-pieces.ts';
import { openDatabase, type Db } from '../../../server/store/database.ts';
import { writeJson } from '../../../server/store/json.ts';
import { setSetting } from '../../../server/store/settings.ts';
import { workFolder } from '../../support/work-folder.ts';
import { contentWith } from '../support/content.ts';

const FOR_CARS = { outputs: { screen: false, ticker: false, mobile: true }, script: 'Air naik.' };

async function database(): Promise<Db> {
  const db = await openDatabase(join(await workFolder(), 'wawar.sqlite'));
  onTestFinished(() => db.destroy());
  return db;
}

const addUnit = (db: Db, id: string, voicing: 'horn' | 'column' | 'indoor') =>
  db
    .insertInto('mobile_units')
    .values({ id, name: id, spec: writeJson({ name: id, plate: '', agencyId: null, areaIds: [], voicing }) })
    .execute();

const found = async (id: string) => ({ path: `/media/${id}`, sha256: id });

/** What each file is made from, as text. */
async function inputsOf(
  db: Db,
  changes: Parameters<typeof contentWith>[1],
  recordingOf: Parameters<typeof soundPieces>[2] = found,
) {
  const pieces = await soundPieces(db, contentWith('dinkes', { ...FOR_CARS, ...changes }), recordingOf);
  return pieces.ok ? pieces.value.map(({ inputs }) => JSON.stringify(inputs)) : pieces.error.code;
}

test('each kind of loudspeaker in use gets its own file, a city without units one for horns', async () => {
  const db = await database();
  expect(await inputsOf(db, {})).toEqual([expect.stringContaining('"horn"')]);
  await addUnit(db, 'a', 'indoor');
  await addUnit(db, 'b', 'column');
  await addUnit(db, 'c', 'indoor');
  expect(await inputsOf(db, {})).toEqual([
    expect.stringContaining('"column"'),
    expect.stringContaining('"indoor"'),
  ]);
  expect(await inputsOf(db, { outputs: { screen: true, ticker: false, mobile: false } })).toEqual([]);
});

test('what is heard decides which file it is: script, voice, recording, second language', async () => {
  const db = await database();
  const external = { kind: 'http', url: 'http://suara.example/speak' } as const;
  const seen = new Set([
    ...(await inputsOf(db, {})),
    ...(await inputsOf(db, { script: 'Air surut.' })),
    ...(await inputsOf(db, { audioAssetId: 'rekaman' })),
    ...(await inputsOf(db, { audioAssetId: 'rekaman', regionalAudioAssetId: 'sunda' })),
  ]);
  await db
    .transaction()
    .execute((trx) => setSetting(trx, 'city', { ...DEFAULT_CITY_SETTINGS, speech: external }));
  for (const inputs of await inputsOf(db, {})) seen.add(inputs);
  expect(seen.size).toBe(5);
});

test('a recording that is not there yet is said so, in either language', async () => {
  const db = await database();
  const none = () => Promise.resolve(null);
  expect(await inputsOf(db, { audioAssetId: 'rekaman' }, none)).toBe('asset_not_ready');
  expect(await inputsOf(db, { regionalAudioAssetId: 'sunda' }, none)).toBe('asset_not_ready');
});
