import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { claimPairing, listPairing, listScreensLive } from '../../core/api/screens.ts';
import { findBinaries } from '../../media/ffmpeg/binaries.ts';
import { startServer } from '../../server/index.ts';
import { openDatabase } from '../../server/store/database.ts';
import { until, type ApiClient } from '../api-client.ts';
import { startPlayer } from '../start/player.ts';
import { seedCity, type SeededScreen } from './seed.ts';

/** Of the hour an office has for a decision, this much is left for the announcement that waits. */
const LEFT_FOR_REVIEW_MS = 23 * 60_000;
const SERVICE_TIME_MS = 3_600_000;
const WRITING_MS = 12 * 60_000;

/**
 * Makes the demo city in `cityDir`, which must not exist: it appears only when it is whole, so a start that is
 * interrupted begins anew.
 */
export async function makeCity(root: string, cityDir: string, signal: AbortSignal): Promise<void> {
  const making = `${cityDir}.making`;
  await rm(making, { recursive: true, force: true });
  await mkdir(dirname(cityDir), { recursive: true });
  const serverDir = join(making, 'server');
  const server = await startServer({ dataDir: serverDir, host: '127.0.0.1', port: 0 });
  let waitingId: string;
  try {
    const setupToken = server.setupPath?.split('token=').at(-1) ?? '';
    const seeded = await seedCity({
      origin: server.url,
      setupToken,
      workDir: join(making, 'drawing'),
      ffmpegPath: (await findBinaries()).ffmpeg,
      nowMs: Date.now(),
      log: (line) => {
        if (signal.aborted) throw new Error('stopped while the demo city was being made');
        console.log(line);
      },
    });
    waitingId = seeded.waitingId;
    const players = [];
    for (const [index, screen] of seeded.screens.filter((one) => one.hasPlayer).entries()) {
      const folder = join('players', String(index + 1));
      await pair(root, server.url, join(making, folder), screen, seeded.editor);
      const { widthPx, heightPx } = screen.output;
      players.push({ name: screen.name, folder, widthPx, heightPx });
    }
    await writeFile(join(making, 'players.json'), JSON.stringify(players));
  } finally {
    await server.close();
  }
  await sendEverybodyHome(serverDir, waitingId);
  await rename(making, cityDir);
}

/** Starts the screen's player, types its code in, and waits until the server sees it connected. */
async function pair(
  root: string,
  serverUrl: string,
  dataDir: string,
  screen: SeededScreen,
  editor: ApiClient,
): Promise<void> {
  const player = startPlayer({ root, serverUrl, dataDir, name: screen.name, headless: true });
  try {
    const code = await until(async () => {
      if (player.failures > 0) throw new Error(`the player of ${screen.name} does not start`);
      return (await editor.call(listPairing, {})).at(0)?.code;
    }, 60_000);
    await editor.call(claimPairing, { body: { code, screenId: screen.id } });
    await until(async () => {
      const live = (await editor.call(listScreensLive, {})).find((one) => one.screenId === screen.id);
      return live?.connected && live.appliedVersion !== null ? true : undefined;
    }, 60_000);
  } finally {
    await player.stop();
  }
}

/**
 * The demo's people have no passwords until an administrator invites them, and the account that set the city up is
 * closed: set-up is open for whoever runs it. What waits for review was submitted 37 minutes ago.
 */
async function sendEverybodyHome(serverDir: string, waitingId: string): Promise<void> {
  const submittedAtMs = Date.now() - (SERVICE_TIME_MS - LEFT_FOR_REVIEW_MS);
  const db = await openDatabase(join(serverDir, 'wawar.sqlite'));
  try {
    await db.transaction().execute(async (trx) => {
      await trx.deleteFrom('sessions').execute();
      await trx.updateTable('users').set({ state: 'invited', password_hash: null }).execute();
      await trx.updateTable('users').set({ state: 'disabled' }).where('username', '=', 'demo').execute();
      await trx
        .updateTable('announcements')
        .set({ created_at_ms: submittedAtMs - WRITING_MS, submitted_at_ms: submittedAtMs })
        .where('id', '=', waitingId)
        .execute();
    });
  } finally {
    await db.destroy();
  }
}
