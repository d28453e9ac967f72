/** A real server, a real player that was paired with it and then lost its network, and sticks as folders. */
import { createWriteStream } from 'node:fs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import { onTestFinished } from 'vitest';
import { claimPairing, listPairing } from '../../../core/api/screens.ts';
import { getUsbLoad } from '../../../core/api/usb.ts';
import type { Screen } from '../../../core/model/catalogue.ts';
import type { PlayerService } from '../../../main/player-service.ts';
import { startPlayerService } from '../../../main/service.ts';
import { until } from '../../../tools/api-client.ts';
import { city, evergreen, type City } from '../../server/director/support/city.ts';
import { TestPage } from '../../support/test-page.ts';
import { workFolder } from '../../support/work-folder.ts';
import { silentLog } from '../launcher/rig.ts';

const NOBODY = 'http://127.0.0.1:9';

/** Unpacks a ZIP with its folders, as a person does onto a stick. */
async function unpack(zip: Buffer, folder: string): Promise<void> {
  const open = promisify<Buffer, { lazyEntries: boolean }, ZipFile>(fromBuffer);
  const archive = await open(zip, { lazyEntries: true });
  await new Promise<void>((resolve, reject) => {
    const extract = async (entry: Entry) => {
      const path = join(folder, entry.fileName);
      await mkdir(dirname(path), { recursive: true });
      const stream = await promisify(archive.openReadStream.bind(archive))(entry);
      await pipeline(stream as NodeJS.ReadableStream, createWriteStream(path));
      archive.readEntry();
    };
    archive.on('end', resolve).on('error', reject);
    archive.on('entry', (entry: Entry) => void extract(entry).catch(reject));
    archive.readEntry();
  });
}

export interface Site {
  where: City;
  dataDir: string;
  player: PlayerService;
  page: TestPage;
  /** Where sticks are mounted. */
  mounts: string;
  /** Plugs a stick in: what central gives for this screen now, changed by `spoil` before it is seen. */
  plug(spoil?: (stick: string) => Promise<void>, screen?: Screen): Promise<string>;
  unplug(): Promise<void>;
  /** The player on the same folder, after a power cut or with another way to the server. */
  restart(serverUrl?: string): Promise<void>;
}

/** Paired and playing the city's picture, then without network. */
export async function site(): Promise<Site> {
  const where = await city();
  const [folder, mounts] = [await workFolder(), await workFolder()];
  const dataDir = join(folder, 'data');
  const rendererDir = join(folder, 'page');
  await mkdir(rendererDir);
  await writeFile(join(rendererDir, 'index.html'), '<!doctype html><title>Wawar</title>');
  const start = async (serverUrl: string) => {
    const player = await startPlayerService({
      dataDir,
      serverUrl,
      software: 'test',
      rendererDir,
      log: silentLog,
      usbDirs: [mounts],
      usbLookEveryMs: 50,
    });
    return { player, page: await TestPage.open(player.entry) };
  };
  const at: Site = {
    where,
    dataDir,
    mounts,
    ...(await start(where.server.url)),
    async plug(spoil = async () => undefined, screen = where.screen) {
      const ready = join(await workFolder(), 'stick');
      const zip = await where.editor.api.call(getUsbLoad, { params: { id: screen.id } });
      await unpack(Buffer.from(await zip.arrayBuffer()), ready);
      await spoil(join(ready, 'wawar'));
      const stick = join(mounts, 'STIK');
      await cp(ready, stick, { recursive: true });
      return join(stick, 'wawar');
    },
    async unplug() {
      await rm(join(mounts, 'STIK'), { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    },
    async restart(serverUrl = NOBODY) {
      at.page.close();
      await at.player.close();
      Object.assign(at, await start(serverUrl));
    },
  };
  onTestFinished(async () => {
    at.page.close();
    await at.player.close();
  });
  const code = await until(async () => (await where.editor.api.call(listPairing, {}))[0]?.code);
  await where.editor.api.call(claimPairing, { body: { code, screenId: where.screen.id } });
  await evergreen(where);
  await until(async () =>
    at.player.status().media.total > 0 && at.player.status().media.missing === 0 ? true : undefined,
  );
  await at.restart();
  return at;
}

export const versionOf = ({ player }: Site): number => player.status().manifestVersion;
export const refusalOf = ({ player }: Site): string | undefined =>
  player.status().faults.findLast(({ code }) => code === 'usb_load_refused')?.detail;
