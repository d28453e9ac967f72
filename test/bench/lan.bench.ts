/** What twenty players of one site, all cold, cost the site's link: with sharing, and each for itself. */
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_PLAYER_SETTINGS } from '../../core/model/screen-settings.ts';
import type { LanInterface } from '../../main/lan/interface.ts';
import type { PlayerService } from '../../main/player-service.ts';
import { startPlayerService } from '../../main/service.ts';
import { MiniDirector } from '../support/mini-director.ts';
import type { BenchRow } from './row.ts';

const PLAYERS = 20;
const MIB = 2 ** 20;
/** A day's media of a small screen: two clips, some posters. */
const FILE_BYTES = [24 * MIB + 12_345, 9 * MIB, 3 * MIB + 7, 700_000, 500_000, 300_000, 200_000];
const GOAL = 1.05;

const loopback: LanInterface = {
  host: '127.0.0.1',
  port: 0,
  subnets: () => [{ address: '127.0.0.1', prefixBits: 8 }],
};

type Arrival = 'published' | 'powered on one by one';

/** Bytes of media the server sent until all players had everything. */
async function originBytes(lanSharing: boolean, arrival: Arrival): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'wawar-lan-'));
  const director = new MiniDirector();
  const players: PlayerService[] = [];
  try {
    await writePage(folder);
    await director.start();
    const start = async (number: number) => {
      const player = await startPlayerService({
        ...{ dataDir: join(folder, `player-${number}`), rendererDir: join(folder, 'page') },
        serverUrl: director.url,
        software: 'bench',
        log: { info: ignore, warn: ignore, error: ignore },
        lan: loopback,
      });
      players.push(player);
    };
    for (let number = 0; number < PLAYERS; number += 1) {
      await start(number);
      await director.until(() => director.hellos.length > number, 'hello');
      director.pair();
      await director.until(() => players[number]?.status().connected === true, 'welcome');
      director.hellos.length = number + 1;
    }
    const settings = { ...DEFAULT_PLAYER_SETTINGS, lanSharing };
    const isWhole = (player: PlayerService, version: number) => {
      const { manifestVersion, media } = player.status();
      return manifestVersion === version && media.missing === 0;
    };
    // Sharing is a setting of the screen: long on when the day's files come.
    const first = director.publish([{ id: 'awal', bytes: randomBytes(1000), evergreen: true }], { settings });
    await director.until(() => players.every((one) => isWhole(one, first.version)), 'ready', 60_000);
    if (arrival === 'powered on one by one') {
      await Promise.all(players.splice(0).map((player) => player.close()));
    }
    director.mediaBytesSent = 0;
    const wanted = FILE_BYTES.map((bytes, at) => ({ id: `berkas-${at}`, bytes: randomBytes(bytes) }));
    const { version } = director.publish(wanted, { settings });
    if (arrival === 'powered on one by one') {
      for (let number = 0; number < PLAYERS; number += 1) await start(number);
    }
    await director.until(() => players.every((one) => isWhole(one, version)), 'everything', 300_000);
    return director.mediaBytesSent;
  } finally {
    await Promise.all(players.map((player) => player.close()));
    await director.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function writePage(folder: string): Promise<void> {
  await mkdir(join(folder, 'page'));
  await writeFile(join(folder, 'page', 'index.html'), '<!doctype html><title>Wawar</title>');
}

const ignore = (): undefined => undefined;

export default async function lan(): Promise<BenchRow[]> {
  const uniqueBytes = FILE_BYTES.reduce((sum, bytes) => sum + bytes, 0);
  const times = (bytes: number) => bytes / uniqueBytes;
  const alone = times(await originBytes(false, 'published'));
  const rows: BenchRow[] = [];
  for (const arrival of ['published', 'powered on one by one'] as const) {
    const shared = times(await originBytes(true, arrival));
    rows.push({
      name: `${PLAYERS} cold players of one site, ${arrival}: origin bytes ÷ unique bytes`,
      ours: `${shared.toFixed(3)} ×`,
      peer: `${alone.toFixed(2)} × (each for itself)`,
      ratio: alone / shared,
      goal: `≤ ${GOAL} ×`,
      met: shared <= GOAL,
    });
  }
  return rows;
}
