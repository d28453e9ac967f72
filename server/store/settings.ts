/** Facts of the installation, one row each. */
import { z } from 'zod';
import { CitySettings, DEFAULT_CITY_SETTINGS } from '../../core/model/city-settings.ts';
import type { Db, Trx } from './database.ts';
import { readJson, writeJson } from './json.ts';

const SETTINGS = {
  cityName: z.string(),
  timeZone: z.string(),
  /** Largest upload in bytes. */
  uploadLimitBytes: z.int().positive(),
  city: CitySettings,
  /** The latest time the server went by, noted every minute. */
  notedTimeMs: z.int().min(0),
} as const;

type Settings = { [K in keyof typeof SETTINGS]: z.output<(typeof SETTINGS)[K]> };

/** What holds until somebody sets it. */
const DEFAULTS: Settings = {
  cityName: 'Wawar',
  timeZone: 'Asia/Jakarta',
  uploadLimitBytes: 2 * 2 ** 30,
  city: DEFAULT_CITY_SETTINGS,
  notedTimeMs: 0,
};

export async function getSetting<K extends keyof Settings>(db: Db | Trx, key: K): Promise<Settings[K]> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst();
  return row === undefined ? DEFAULTS[key] : (readJson(SETTINGS[key], row.value) as Settings[K]);
}

export async function setSetting<K extends keyof Settings>(
  trx: Trx,
  key: K,
  value: Settings[K],
): Promise<void> {
  await trx
    .insertInto('settings')
    .values({ key, value: writeJson(value) })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: writeJson(value) }))
    .execute();
}
