/** Sounds that are made once and kept while they are used: chimes, greetings, closings. */
import { createHash } from 'node:crypto';
import { Rendition } from '../../core/model/catalogue.ts';
import { AppError } from '../../core/model/app-error.ts';
import type { Result } from '../../core/model/result.ts';
import type { CarAudioResult, Rejection } from '../../media/index.ts';
import { Turns } from '../../media/store/index.ts';
import type { Services } from '../services.ts';
import { readJson, writeJson } from '../store/json.ts';
import { noteMediaFile } from '../store/media-files.ts';

type PartServices = Pick<Services, 'db' | 'mediaStore' | 'nowMs'>;

/** A part nobody asked for in this long was for a text or a car that is no more. */
const KEPT_MS = 60 * 86_400_000;
const STORE_LIMIT_BYTES = 4 * 2 ** 20;

/** Two parts at once would only be slower; the same part twice would be made twice. */
const turns = new Turns();

async function known({ db, mediaStore }: PartServices, key: string): Promise<Rendition | null> {
  const row = await db
    .selectFrom('sound_parts')
    .select('rendition')
    .where('key', '=', key)
    .executeTakeFirst();
  if (row === undefined) return null;
  const rendition = readJson(Rendition, row.rendition);
  return (await mediaStore.has(rendition.sha256)) ? rendition : null;
}

/** What is noted before it is stored is never swept away in between. */
async function keep(services: PartServices, key: string, { path, rendition }: CarAudioResult): Promise<void> {
  const { db, mediaStore, nowMs } = services;
  const row = { key, rendition: writeJson(rendition), used_at_ms: nowMs() };
  await db.transaction().execute(async (trx) => {
    await trx
      .deleteFrom('sound_parts')
      .where('used_at_ms', '<', nowMs() - KEPT_MS)
      .execute();
    await trx
      .insertInto('sound_parts')
      .values(row)
      .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
      .execute();
    await noteMediaFile(trx, rendition, nowMs());
  });
  const stored = await mediaStore.adopt(path, { maxBytes: STORE_LIMIT_BYTES });
  if (!stored.ok) throw new AppError('store_refused', stored.error.detail, { context: { ...stored.error } });
}

/** The part made from these inputs, from the store or made now; a rejection is the maker's. */
export async function soundPart(
  services: PartServices,
  inputs: readonly unknown[],
  make: () => Promise<Result<CarAudioResult, Rejection>>,
): Promise<Result<Rendition, Rejection>> {
  const key = createHash('sha256').update(JSON.stringify(inputs)).digest('hex');
  return turns.run('part', async () => {
    const there = await known(services, key);
    if (there !== null) {
      await services.db
        .updateTable('sound_parts')
        .set({ used_at_ms: services.nowMs() })
        .where('key', '=', key)
        .execute();
      return { ok: true, value: there };
    }
    const made = await make();
    if (!made.ok) return made;
    await keep(services, key, made.value);
    return { ok: true, value: made.value.rendition };
  });
}
