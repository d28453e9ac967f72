import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createReadStream } from 'node:fs';
import { getSoundPicture } from '../../core/api/sound.ts';
import { drawSound } from '../../media/index.ts';
import { errnoOf, Turns } from '../../media/store/index.ts';
import { inScope } from '../auth/users.ts';
import { bind, type Route } from '../http/bind.ts';
import { orNotFound, Refusal } from '../http/refusal.ts';
import type { Services } from '../services.ts';

/** Pictures are drawn again when needed; this many of 200 kB are kept. */
const KEPT = 200;

const exists = async (path: string): Promise<boolean> => {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    throw error;
  }
};

/** Pictures of recordings, drawn the first time somebody looks; a second asker waits for the first. */
export function soundPictureRoutes({ db, dataDir, mediaStore }: Services): Route[] {
  const folder = join(dataDir, 'sound-pictures');
  // One at a time: each decodes up to five minutes.
  const turns = new Turns();

  const dropOld = async (): Promise<void> => {
    const aged = await Promise.all(
      (await readdir(folder)).map(async (name) => ({ name, atMs: (await stat(join(folder, name))).mtimeMs })),
    );
    aged.sort((a, b) => b.atMs - a.atMs);
    for (const { name } of aged.slice(KEPT)) await rm(join(folder, name), { recursive: true, force: true });
  };

  const pictureOf = (sha256: string): Promise<string | null> =>
    turns.run('draw', async () => {
      const path = join(folder, `${sha256}.png`);
      if (await exists(path)) return path;
      await mkdir(folder, { recursive: true });
      const drawn = await drawSound({ sourcePath: mediaStore.path(sha256), workDir: folder });
      if (!drawn.ok) return null;
      await rename(drawn.value.path, path);
      await dropOld();
      return path;
    });

  return [
    bind(getSoundPicture, async ({ params: { id }, user, res }) => {
      const asset = orNotFound(
        await db
          .selectFrom('assets')
          .select(['agency_id', 'sha256', 'state'])
          .where('id', '=', id)
          .executeTakeFirst(),
      );
      if (!inScope(user, asset.agency_id)) throw new Refusal('other_agency');
      if (asset.sha256 === null)
        throw new Refusal(asset.state === 'processing' ? 'asset_not_ready' : 'not_found');
      const path = orNotFound(await pictureOf(asset.sha256));
      res.set({ 'Content-Type': 'image/png', 'Cache-Control': 'private, max-age=86400' });
      await pipeline(createReadStream(path), res);
    }),
  ];
}
