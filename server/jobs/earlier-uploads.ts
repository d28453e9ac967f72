/** What was uploaded before: the very same bytes, and pictures that look the same. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { decode } from 'jpeg-js';
import { MediaProbe } from '../../core/model/catalogue.ts';
import { cellsOf } from '../../core/picture/cells.ts';
import { likeness, type Look } from '../../core/picture/likeness.ts';
import type { Db } from '../store/database.ts';
import { readJson } from '../store/json.ts';
import type { Row } from '../store/tables.ts';

const MOST_NAMED = 5;
/** Posters are at most 640 pixels a side. */
const POSTER_LIMITS = { maxResolutionInMP: 1, maxMemoryUsageInMB: 64, useTArray: true } as const;

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** The first accepted upload of these bytes. */
export const firstOfSameBytes = (db: Db, sha256: string): Promise<Row<'assets'> | undefined> =>
  db
    .selectFrom('assets')
    .selectAll()
    .where((where) =>
      where.or([
        where('upload_sha256', '=', sha256),
        where.and([where('upload_sha256', 'is', null), where('sha256', '=', sha256)]),
      ]),
    )
    .where('state', '=', 'ready')
    .orderBy('uploaded_at_ms')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();

/** A poster's mean colours. It was written in the sandbox, so its decoder here is one of plain JavaScript, in bounds. */
export async function cellsOfPoster(path: string): Promise<Uint8Array> {
  const { width, height, data } = decode(await readFile(path), POSTER_LIMITS);
  return cellsOf({ widthPx: width, heightPx: height, rgba: data });
}

/** Ids of accepted uploads that look like this one, most alike first. */
export async function similarUploads(db: Db, look: Look, exceptId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('assets')
    .select(['id', 'cells', 'probe'])
    .where('state', '=', 'ready')
    .where('id', '!=', exceptId)
    // Of uploads of the same bytes the first one stands for all.
    .where('duplicate_of', 'is', null)
    .execute();
  const found = rows.flatMap(({ id, cells, probe }) => {
    if (cells === null || probe === null) return [];
    const { kind, durationMs } = readJson(MediaProbe, probe);
    const apart = likeness(look, { kind, durationMs, cells: Buffer.from(cells, 'base64') });
    return apart === null ? [] : [{ id, apart }];
  });
  return found
    .toSorted((a, b) => a.apart - b.apart)
    .slice(0, MOST_NAMED)
    .map(({ id }) => id);
}
