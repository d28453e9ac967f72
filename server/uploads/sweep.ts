/** Uploads nobody finished, and files whose asset is settled, do not stay on disk. */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Asset, isOwnFault } from '../../core/model/catalogue.ts';
import type { Services } from '../services.ts';
import { folders } from '../store/folders.ts';
import { readJson } from '../store/json.ts';

const Rejected = Asset.shape.rejection.unwrap();

/** An upload may rest this long between two pieces. */
const UNFINISHED_FOR_MS = 24 * 3_600_000;
export const SWEEP_EVERY_MS = 3_600_000;

/** Removes unfinished uploads that rested too long, by the age of their last byte. */
export async function removeUnfinished({
  dataDir,
  nowMs,
}: Pick<Services, 'dataDir' | 'nowMs'>): Promise<void> {
  const { uploads } = folders(dataDir);
  const files = (await readdir(uploads)).filter((name) => !name.endsWith('.json'));
  for (const name of files) {
    const { mtimeMs } = await stat(join(uploads, name));
    if (nowMs() - mtimeMs < UNFINISHED_FOR_MS) continue;
    await rm(join(uploads, name), { force: true });
    await rm(join(uploads, `${name}.json`), { force: true });
  }
}

/** At the start: a crash may have come between settling an asset and removing its upload. */
export async function removeSettled({ db, dataDir }: Pick<Services, 'db' | 'dataDir'>): Promise<void> {
  const { incoming } = folders(dataDir);
  const unsettled = await db
    .selectFrom('assets')
    .select(['id', 'rejection'])
    .where('state', '!=', 'ready')
    .execute();
  const kept = unsettled.filter(
    ({ rejection }) => rejection === null || isOwnFault(readJson(Rejected, rejection)),
  );
  const wanted = new Set(kept.map(({ id }) => id));
  for (const name of await readdir(incoming)) {
    if (!wanted.has(name)) await rm(join(incoming, name), { force: true });
  }
}
