/** One update, with everything an update writes: what tests of sudden death let a player die in. */
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { nodeStorage, sha256Hex, type StoragePort } from '../../../media/store/index.ts';
import type { PlayerService } from '../../../main/player-service.ts';
import { startPlayerService } from '../../../main/service.ts';
import type { Log } from '../../../main/log.ts';
import { picture } from '../../main/player-rig.ts';
import { MiniDirector, type Wanted } from '../../support/mini-director.ts';
import { TestPage } from '../../support/test-page.ts';
import { workFolder } from '../../support/work-folder.ts';

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** Plays that wait for delivery before the update begins. */
const PLAYS_BEFORE = 5;
/** What stands for the page where a real browser opens it: agrees to everything, and lives. */
const PAGE = `
  const socket = new WebSocket('ws://' + location.host + '/renderer');
  const send = (message) => socket.send(JSON.stringify(message));
  socket.onmessage = ({ data }) => {
    const { type, manifestVersion } = JSON.parse(data);
    if (type === 'state' && manifestVersion !== null) send({ type: 'applied', manifestVersion });
  };
  socket.onopen = () => setInterval(() => send({ type: 'alive', droppedFrames: 0, elements: 1 }), 500);
`;
const CONVERGES_IN_MS = 30_000;

export interface Device {
  service: PlayerService;
  page: TestPage;
  close(): Promise<void>;
}

export interface UpdateScenario {
  director: MiniDirector;
  folder: string;
  rendererDir: string;
  oldVersion: number;
  newVersion: number;
  /** All there ever was to play, by hash. */
  files: ReadonlyMap<string, Buffer>;
  /** A fresh copy of the device's folder as it was before the update. */
  copyOfDevice(name: string): Promise<string>;
  /** The device with a page, on this storage or the real one. */
  startDevice(dataDir: string, storage?: StoragePort): Promise<Device>;
  /** Whether the update is over: acknowledged, and all plays of before delivered. */
  isOver(): boolean;
  /** Has the update begin anew: forgets what the director heard. */
  forget(): void;
  /** What must hold of a folder, whatever happened to it; answers the version held without network. */
  expectSurvived(dataDir: string): Promise<number>;
}

async function startWithPage(
  dataDir: string,
  { director, rendererDir }: Pick<UpdateScenario, 'director' | 'rendererDir'>,
  storage: StoragePort = nodeStorage,
): Promise<Device> {
  const options = { dataDir, serverUrl: director.url, software: 'test', rendererDir, storage, log: silent };
  const service = await startPlayerService(options);
  const page = await TestPage.open(service.entry);
  return {
    service,
    page,
    async close() {
      page.close();
      await service.close();
    },
  };
}

/**
 * A device that has seen two versions and has plays to deliver; then a third version is published, with a file of
 * several chunks, so that the update adds, replaces and removes files of every kind.
 */
export async function updateScenario(): Promise<UpdateScenario> {
  const folder = await workFolder();
  const rendererDir = join(folder, 'page');
  await mkdir(rendererDir);
  await writeFile(
    join(rendererDir, 'index.html'),
    '<!doctype html><script type="module" src="./page.js"></script>',
  );
  await writeFile(join(rendererDir, 'page.js'), PAGE);
  const director = new MiniDirector();
  await director.start();
  onTestFinished(() => director.stop());
  const base = join(folder, 'base');
  const files = new Map<string, Buffer>();
  const want = (id: string, bytes: number, evergreen = false): Wanted => {
    const content = picture(bytes);
    files.set(sha256Hex(content), content);
    return { id, bytes: content, evergreen };
  };
  const city = want('kota', 3000, true);

  const device = await startWithPage(base, { director, rendererDir });
  await director.until(() => director.codeShown !== null, 'hello');
  director.pair();
  await director.until(() => device.service.status().connected, 'welcome');
  director.misbehave({ refusePlays: true });
  let oldVersion = 0;
  for (const id of ['pertama', 'kedua']) {
    ({ version: oldVersion } = director.publish([city, want(id, 40_000)]));
    await director.until(() => director.applied.at(-1)?.manifestVersion === oldVersion, `applied ${id}`);
    await director.until(() => device.page.state?.unavailable.length === 0, `whole ${id}`);
  }
  const startMs = Date.now() - 60_000;
  for (let count = 0; count < PLAYS_BEFORE; count += 1) device.page.played('kedua', startMs + 2000 * count);
  const lastMs = startMs + 2000 * PLAYS_BEFORE;
  await director.until(
    () => device.service.status().showing.some(({ sinceMs }) => sinceMs === lastMs),
    'plays taken',
  );
  await device.close();
  director.misbehave({});
  const { version: newVersion } = director.publish([
    city,
    want('ketiga', 1_300_000),
    { id: 'teks', text: 'Halo warga' },
  ]);

  const playsBefore = () =>
    [...director.plays.values()].filter((play) => play.startMs < startMs + 2000 * PLAYS_BEFORE);
  const isOver = () =>
    director.applied.some((one) => one.manifestVersion === newVersion && one.refused === null) &&
    playsBefore().length === PLAYS_BEFORE;

  /** Whatever may play is whole, to the byte; and something may. */
  async function expectPlayable({ page }: { page: TestPage }): Promise<void> {
    const { state } = page;
    const items = (state?.programme?.items ?? []).filter((item) => !state?.unavailable.includes(item.id));
    expect(items.map((item) => item.id)).toContain('kota');
    for (const item of items) {
      if (item.kind === 'ticker') continue;
      const served = await page.fetch(`/media/${item.mediaSha256}`);
      const bytes = Buffer.from(await served.arrayBuffer());
      expect(files.get(item.mediaSha256)?.equals(bytes), `${item.id} to the byte`).toBe(true);
    }
  }

  async function expectSurvived(dataDir: string): Promise<number> {
    await director.stop();
    const device = await startWithPage(dataDir, { director, rendererDir });
    try {
      const { manifestVersion: held } = device.service.status();
      expect([oldVersion, newVersion]).toContain(held);
      await director.until(() => device.page.state?.manifestVersion === held, 'state without network');
      if (held === oldVersion) expect(device.page.state?.unavailable).toEqual([]);
      await expectPlayable(device);
      await director.start();
      const isWhole = () =>
        device.page.state?.manifestVersion === newVersion && device.page.state.unavailable.length === 0;
      await director.until(() => isOver() && isWhole(), 'the update over at last', CONVERGES_IN_MS);
      await expectPlayable(device);
      const starts = [...director.plays.values()].map((play) => play.startMs);
      expect(new Set(starts).size, 'each play counted once').toBe(starts.length);
      return held;
    } finally {
      await device.close();
      if (!director.isListening) await director.start();
    }
  }

  return {
    director,
    folder,
    rendererDir,
    oldVersion,
    newVersion,
    files,
    async copyOfDevice(name) {
      const copy = join(folder, name);
      await rm(copy, { recursive: true, force: true });
      await cp(base, copy, { recursive: true });
      return copy;
    },
    startDevice: (dataDir, storage) => startWithPage(dataDir, { director, rendererDir }, storage),
    isOver,
    forget() {
      director.applied.length = 0;
      director.plays.clear();
    },
    expectSurvived,
  };
}
