/** `npm start`: the demo city on first start, then the server and a player for each of its screens. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { startServer } from '../server/index.ts';
import { makeCity } from './demo/make-city.ts';
import { startPlayer, type RunningPlayer } from './start/player.ts';
import { tiles } from './start/tiles.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const dataDir = resolve(process.env['WAWAR_DATA'] ?? join(root, 'data'));
const port = Number(process.env['PORT'] ?? '8080');

const Players = z.array(
  z.strictObject({ name: z.string(), folder: z.string(), widthPx: z.int(), heightPx: z.int() }),
);

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    stopping.abort();
  });
}

async function run(): Promise<void> {
  const cityDir = join(dataDir, 'demo');
  if (!existsSync(cityDir)) {
    console.log(
      'First start: making the demo city Kota Tirtaraya (pictures, video, voice). About two minutes.',
    );
    await makeCity(root, cityDir, stopping.signal);
  }
  if (stopping.signal.aborted) return;
  const server = await startServer({ dataDir: join(cityDir, 'server'), host: '127.0.0.1', port });
  const players: RunningPlayer[] = [];
  try {
    const listed = Players.parse(JSON.parse(await readFile(join(cityDir, 'players.json'), 'utf8')));
    const windows = tiles(listed);
    for (const [index, { name, folder }] of listed.entries()) {
      const player = { root, serverUrl: server.url, dataDir: join(cityDir, folder), name };
      players.push(startPlayer({ ...player, window: windows[index] }));
    }
    tell(server.url, server.setupPath, players);
    await new Promise<void>((stop) => {
      if (stopping.signal.aborted) stop();
      stopping.signal.addEventListener('abort', () => {
        stop();
      });
    });
    console.log('\nStopping …');
  } finally {
    await Promise.all(players.map((player) => player.stop()));
    await server.close();
  }
}

function tell(url: string, setupPath: string | null, players: readonly RunningPlayer[]): void {
  const lines = [
    '',
    `  Wawar is running:   ${url}`,
    setupPath === null
      ? '  Sign in with the account you made.'
      : `  Make your account:  ${url}${setupPath}   (works once, for 24 hours)`,
    '',
    ...players.map((player) => `  On air: ${player.name} (${player.shell})`),
    '',
    '  Ctrl-C stops everything; npm start goes on where it was.',
    '',
  ];
  console.log(lines.join('\n'));
}

await run();
