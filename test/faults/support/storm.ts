/** A server in a process of its own, and many light players that use the real player's connection. */
import { spawn } from 'node:child_process';
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { HELLO_CONTEXT, PROTOCOL_VERSION, type ServerMessage } from '../../../core/protocol/device.ts';
import { keyIdOf } from '../../../core/trust/index.ts';
import type { Log } from '../../../main/log.ts';
import { Connection } from '../../../main/sync/connection.ts';
import { openDatabase } from '../../../server/store/database.ts';
import { setUp, testServer } from '../../server/support/running-server.ts';
import { addScreen } from '../../server/director/support/city.ts';
import { workFolder } from '../../support/work-folder.ts';

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const ROWS_AT_ONCE = 500;

export interface LightPlayer {
  screenId: string;
  isWelcome: boolean;
  readonly connection: Connection;
}

export interface PlayerKey {
  screenId: string;
  privateKey: KeyObject;
  publicKey: Buffer;
}

/** A server's data folder with so many screens, each with a paired device; the server itself is not running. */
export async function pairedFleet(count: number): Promise<{ dataDir: string; keys: PlayerKey[] }> {
  const dataDir = await workFolder();
  const server = await testServer({ dataDir });
  const admin = await setUp(server);
  const { id: _id, ...spec } = await addScreen(admin, 'Contoh');
  await server.close();
  const keys = Array.from({ length: count }, (_, index): PlayerKey => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
    return { screenId: `layar-${index}`, privateKey, publicKey: raw };
  });
  const db = await openDatabase(join(dataDir, 'wawar.sqlite'));
  try {
    for (let at = 0; at < keys.length; at += ROWS_AT_ONCE) {
      const some = keys.slice(at, at + ROWS_AT_ONCE);
      const screens = some.map(({ screenId }) => ({
        id: screenId,
        name: screenId,
        spec: JSON.stringify({ ...spec, name: screenId }),
      }));
      await db.insertInto('screens').values(screens).execute();
      const devices = some.map(({ screenId, publicKey }) => ({
        id: keyIdOf(publicKey),
        public_key: publicKey.toString('base64'),
        screen_id: screenId,
        paired_at_ms: 0,
        revoked_at_ms: null,
        last_seen_at_ms: null,
      }));
      await db.insertInto('devices').values(devices).execute();
    }
  } finally {
    await db.destroy();
  }
  return { dataDir, keys };
}

/** The real server as a process; ended with the test. */
export async function serverProcess(
  dataDir: string,
): Promise<{ port: number; residentBytes(): Promise<number> }> {
  const args = ['server/index.ts', '--data', dataDir, '--port', '0'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = createInterface(child.stdout);
  const url = await new Promise<URL>((resolve, reject) => {
    lines.on('line', (line) => {
      const [, found] = /^Wawar: (.+)$/.exec(line) ?? [];
      if (found !== undefined) resolve(new URL(found));
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  return {
    port: Number(url.port),
    async residentBytes() {
      const status = await readFile(`/proc/${String(child.pid)}/status`, 'utf8');
      return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
    },
  };
}

/** Connects with the player's own code, for ever, until the test is over. */
export function lightPlayer({ screenId, privateKey, publicKey }: PlayerKey, serverUrl: URL): LightPlayer {
  const encoded = publicKey.toString('base64');
  const connection = new Connection({
    serverUrl,
    log: silent,
    hello: (nonce) => ({
      type: 'hello',
      protocol: PROTOCOL_VERSION,
      publicKey: encoded,
      signature: sign(null, Buffer.from(`${HELLO_CONTEXT}\n${nonce}\n${encoded}`), privateKey).toString(
        'base64',
      ),
      software: 'test',
      release: null,
      capabilities: [],
      programmeSchema: 1,
      storeEpoch: 'e1',
      manifestVersion: 0,
      rootVersion: 1,
    }),
  });
  const player: LightPlayer = { screenId, isWelcome: false, connection };
  connection.events.on('message', (message: ServerMessage) => {
    if (message.type !== 'welcome') return;
    player.isWelcome = true;
    // As the player itself does once it is let in.
    connection.settled();
  });
  connection.events.on('closed', () => (player.isWelcome = false));
  onTestFinished(() => connection.close());
  connection.start();
  return player;
}
