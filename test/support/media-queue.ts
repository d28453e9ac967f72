/** A queue of many small, mixed files through the real server in a process of its own, killed as often as wanted. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import {
  createAnnouncement,
  listAnnouncements,
  listAssets,
  listJobs,
  submitAnnouncement,
} from '../../core/api/announcements.ts';
import { createAgency } from '../../core/api/people.ts';
import { createScreen } from '../../core/api/screens.ts';
import { finishSetup } from '../../core/api/people.ts';
import { findBinaries } from '../../media/ffmpeg/binaries.ts';
import { ApiClient, until } from '../../tools/api-client.ts';
import { contentWith, screenWith } from '../server/support/content.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

const run = promisify(execFile);

/** In turns a video with sound, a still, a recording, a video of another codec; no two alike. */
const RECIPES = [
  {
    extension: 'mp4',
    args: (n: number) => [
      ...['-f', 'lavfi', '-i', `testsrc2=size=320x180:rate=30:duration=2,hue=h=${n * 7}`],
      ...['-f', 'lavfi', '-i', `sine=frequency=${200 + n * 3}:sample_rate=48000:duration=2`],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac'],
    ],
  },
  {
    extension: 'png',
    args: (n: number) => [...['-f', 'lavfi', '-i', `testsrc2=size=640x360,hue=h=${n * 7}`, '-frames:v', '1']],
  },
  {
    extension: 'mp3',
    args: (n: number) => [
      ...['-f', 'lavfi', '-i', `anoisesrc=color=pink:seed=${n}:duration=3:amplitude=0.4,tremolo=f=4:d=0.9`],
      ...['-c:a', 'libmp3lame'],
    ],
  },
  {
    extension: 'mov',
    args: (n: number) => [
      ...['-f', 'lavfi', '-i', `testsrc2=size=360x240:rate=25:duration=1.5,hue=h=${n * 5}`],
      ...['-c:v', 'mpeg4', '-q:v', '4'],
    ],
  },
] as const;

export async function makeMixedFiles(folder: string, count: number): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const { ffmpeg } = await findBinaries();
  const paths: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const { extension, args } = RECIPES[n % RECIPES.length] ?? RECIPES[0];
    const path = join(folder, `berkas-${String(n).padStart(3, '0')}.${extension}`);
    await run(ffmpeg, ['-v', 'error', '-y', ...args(n), '-fflags', '+bitexact', path]);
    paths.push(path);
  }
  return paths;
}

export interface QueueEnd {
  /** What came of each file, by its name: hashes of what is stored, of its poster and of all renditions. */
  files: Record<string, string[]>;
  kills: number;
  /** Files of the store that are not what their name says, and what is left over of unfinished work. */
  flaws: string[];
}

export interface Kills {
  /** How often at most while uploads are accepted, and again while renditions are made. */
  each: number;
  /** How long the next server may work, in ms from when it listens. */
  afterMs: () => number;
}

class Driver {
  readonly #dataDir: string;
  #server: ServerProcess | undefined;
  #cookie = '';
  kills = 0;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  async start(): Promise<ServerProcess> {
    this.#server = await startServerProcess(this.#dataDir);
    return this.#server;
  }

  get api(): ApiClient {
    return new ApiClient(this.#server?.url ?? '', this.#cookie);
  }

  async setUp(): Promise<void> {
    const { url, setupToken: token } = await this.start();
    const api = new ApiClient(url);
    const account = { username: 'admin', displayName: 'Admin', password: 'kata sandi panjang' };
    await api.call(finishSetup, { body: { token, cityName: 'Kota Uji', ...account } });
    this.#cookie = api.cookie;
  }

  async #isIdle(): Promise<boolean> {
    const jobs = await this.api.call(listJobs, {});
    return jobs.every(({ state }) => state !== 'queued' && state !== 'running');
  }

  /** Kills and starts the server while work is left, then lets it come to its end. */
  async work({ each, afterMs }: Kills): Promise<void> {
    for (let n = 0; n < each && !(await this.#isIdle()); n += 1) {
      await pause(afterMs());
      await this.#server?.kill();
      this.kills += 1;
      await this.start();
    }
    await until(async () => ((await this.#isIdle()) ? true : undefined), 3 * 3_600_000);
  }

  async stop(): Promise<void> {
    await this.#server?.kill();
  }
}

/** Uploads all files, has them accepted, then rendered for two panels or the car. */
export async function runQueue(dataDir: string, paths: readonly string[], kills: Kills): Promise<QueueEnd> {
  const driver = new Driver(dataDir);
  await driver.setUp();
  try {
    const agency = await driver.api.call(createAgency, {
      body: { name: 'Dinas Kesehatan', shortName: 'Dinkes', kind: 'opd' },
    });
    for (const [name, width, height] of [
      ['Alun-alun', 192, 96],
      ['Kenanga', 320, 160],
    ] as const)
      await driver.api.call(createScreen, { body: screenWith(name, width, height) });
    for (const path of paths) await driver.api.upload(path);
    await driver.work(kills);
    for (const { id, name, probe, state } of await driver.api.call(listAssets, {})) {
      if (state !== 'ready') continue;
      const isSound = probe?.kind === 'audio';
      const content = contentWith(agency.id, {
        title: name,
        script: name,
        outputs: { screen: !isSound, ticker: false, mobile: isSound },
        ...(isSound ? { audioAssetId: id } : { screenAssetId: id }),
      });
      const draft = await driver.api.call(createAnnouncement, { body: content });
      await driver.api.call(submitAnnouncement, { params: { id: draft.id }, body: { revision: 1 } });
    }
    await driver.work(kills);
    const files = await outcomes(driver.api);
    return { files, kills: driver.kills, flaws: await flawsIn(dataDir) };
  } finally {
    await driver.stop();
  }
}

async function outcomes(api: ApiClient): Promise<QueueEnd['files']> {
  const announcements = await api.call(listAnnouncements, {});
  const assets = await api.call(listAssets, {});
  return Object.fromEntries(
    assets.map(({ name, state, sha256, posterSha256 }) => {
      const made = announcements.find(({ content }) => content.title === name);
      const renditions = made?.renditions.map((rendition) => rendition.sha256) ?? [];
      return [name, [state, made?.rendering ?? 'none', sha256 ?? '', posterSha256 ?? '', ...renditions]];
    }),
  );
}

async function flawsIn(dataDir: string): Promise<string[]> {
  const flaws: string[] = [];
  for (const name of await readdir(join(dataDir, 'media'))) {
    const hash = createHash('sha256').update(await readFile(join(dataDir, 'media', name)));
    if (hash.digest('hex') !== name) flaws.push(`media/${name}`);
  }
  for (const folder of ['work', 'incoming', 'uploads'])
    for (const name of await readdir(join(dataDir, folder))) flaws.push(`${folder}/${name}`);
  return flaws;
}
