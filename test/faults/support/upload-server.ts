/** One real server that hostile files are uploaded to, and what can be seen of it from outside. */
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { Asset } from '../../../core/model/catalogue.ts';
import { startServer, type RunningServer } from '../../../server/index.ts';
import { setUp, type Person } from '../../server/support/running-server.ts';

export interface UploadServer {
  /** Parent of the data folder: nothing else may ever lie there. */
  ground: string;
  dataDir: string;
  server: RunningServer;
  admin: Person;
  /** Uploads a file and waits until it was accepted or refused. */
  settle(path: string): Promise<Asset>;
  /** Why files were refused, in their order; `ready` for those that were not. */
  outcomes(paths: readonly string[]): Promise<string[]>;
  /** A file as the server serves it to a browser. */
  served(sha256: string | null): Promise<{ headers: Headers; bytes: Buffer }>;
}

/** Started before the tests of a file and closed after them; call at its top level. */
export function uploadServer(nowMs: () => number = Date.now): UploadServer {
  const one = {} as UploadServer;
  beforeAll(async () => {
    one.ground = await mkdtemp(join(tmpdir(), 'wawar-uploads-'));
    one.dataDir = join(one.ground, 'data');
    await mkdir(one.dataDir);
    one.server = await startServer({ dataDir: one.dataDir, port: 0, logLevel: 'silent', nowMs });
    one.admin = await setUp(one.server);
  });
  afterAll(async () => {
    await one.server.close();
    await rm(one.ground, { recursive: true, force: true });
  });
  one.settle = async (path) => one.admin.api.settledAsset(await one.admin.api.upload(path));
  one.outcomes = async (paths) => {
    const ids: string[] = [];
    for (const path of paths) ids.push(await one.admin.api.upload(path));
    const assets = await Promise.all(ids.map((id) => one.admin.api.settledAsset(id)));
    return assets.map(({ state, rejection }) => rejection?.code ?? state);
  };
  one.served = async (sha256) => {
    const answer = await fetch(`${one.server.url}/api/media/${sha256 ?? ''}`, {
      headers: { cookie: one.admin.api.cookie },
    });
    return { headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
  };
  return one;
}

/** What lies in the data folder of unfinished work. */
export async function leftovers(dataDir: string): Promise<string[]> {
  const found: string[] = [];
  for (const folder of ['uploads', 'incoming', 'work'])
    for (const name of await readdir(join(dataDir, folder))) found.push(`${folder}/${name}`);
  return found;
}
