/** A real player service, a real small server, and a page at its loopback: what most player tests stand on. */
import { mkdtemp, rm, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type { Log } from '../../main/log.ts';
import type { PlayerService, PlayerServiceOptions } from '../../main/player-service.ts';
import { startPlayerService } from '../../main/service.ts';
import { MiniDirector } from '../support/mini-director.ts';
import { TestPage } from '../support/test-page.ts';

export const picture = (bytes = 50_000): Buffer => randomBytes(bytes);

export interface Rig {
  director: MiniDirector;
  dataDir: string;
  service: PlayerService;
  page: TestPage;
  logged: { event: string; context: Readonly<Record<string, unknown>> }[];
  /** Ends the service and starts another on the same folder, as after a power cut. */
  restart(changes?: Partial<PlayerServiceOptions>): Promise<void>;
  openPage(): Promise<void>;
  /** Waits until the page was told a state for which this holds. */
  untilState(holds: (state: TestPage['states'][number]) => boolean, what: string): Promise<void>;
  playerOptions: PlayerServiceOptions;
}

export async function startRig(changes: Partial<PlayerServiceOptions> = {}): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), 'wawar-player-'));
  const rendererDir = join(folder, 'page');
  await mkdir(rendererDir);
  await writeFile(join(rendererDir, 'index.html'), '<!doctype html><title>Wawar</title>');
  const director = new MiniDirector();
  await director.start();
  const logged: Rig['logged'] = [];
  const write = (event: string, context: Readonly<Record<string, unknown>> = {}) => {
    logged.push({ event, context });
  };
  const log: Log = { info: write, warn: write, error: write };
  const playerOptions: PlayerServiceOptions = {
    dataDir: join(folder, 'data'),
    serverUrl: director.url,
    software: 'test',
    rendererDir,
    log,
    ...changes,
  };
  const service = await startPlayerService(playerOptions);
  const rig: Rig = {
    director,
    dataDir: playerOptions.dataDir,
    service,
    page: await TestPage.open(service.entry),
    logged,
    playerOptions,
    async restart(more = {}) {
      rig.page.close();
      await rig.service.close();
      rig.service = await startPlayerService({ ...playerOptions, ...more });
      await rig.openPage();
    },
    async openPage() {
      rig.page.close();
      rig.page = await TestPage.open(rig.service.entry);
    },
    untilState: (holds, what) =>
      director.until(() => rig.page.state !== undefined && holds(rig.page.state), what),
  };
  onTestFinished(async () => {
    rig.page.close();
    await rig.service.close();
    await director.stop();
    await rm(folder, { recursive: true, force: true });
  });
  return rig;
}

/** A rig that was paired, and plays these items. */
export async function startPairedRig(changes: Partial<PlayerServiceOptions> = {}): Promise<Rig> {
  const rig = await startRig(changes);
  await rig.director.until(() => rig.director.codeShown !== null, 'hello');
  rig.director.pair();
  await rig.director.until(() => rig.service.status().connected, 'welcome');
  return rig;
}
