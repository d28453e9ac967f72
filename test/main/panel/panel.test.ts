import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Faults } from '../../../main/faults.ts';
import { PanelConfig } from '../../../main/panel/panel-config.ts';
import { PanelKeeper } from '../../../main/panel/panel-keeper.ts';
import type { PanelTarget } from '../../../main/panel/set-panel.ts';

const MINUTE_MS = 60_000;

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'wawar-panel-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A keeper whose time and wishes a test turns by hand. */
async function keeperOf(config: object | string, folder?: string) {
  const configPath = join(folder ?? (await newFolder()), 'panel.json');
  const write = (next: object | string) =>
    writeFile(configPath, typeof next === 'string' ? next : JSON.stringify(next));
  await write(config);
  const state = { monotonicMs: 0, connected: false, target: on(80) };
  const faults = new Faults(
    () => state.monotonicMs,
    () => undefined,
  );
  const quiet = () => undefined;
  const keeper = new PanelKeeper({
    configPath,
    target: () => state.target,
    isConnected: () => state.connected,
    monotonicMs: () => state.monotonicMs,
    faults,
    log: { info: quiet, warn: quiet, error: quiet },
  });
  onTestFinished(() => keeper.close());
  return {
    keeper,
    state,
    write,
    faultsOf: () => faults.list().map(({ code, detail }) => `${code}: ${detail}`),
  };
}

const on = (brightnessPercent: number | null): PanelTarget => ({ power: 'on', brightnessPercent });
const off: PanelTarget = { power: 'off', brightnessPercent: 80 };

/** A real program that writes down what it was called with. */
async function program(folder: string, ending = ''): Promise<{ argv: string[]; calls(): Promise<string[]> }> {
  const script = join(folder, 'panel.mjs');
  const book = join(folder, 'calls.txt');
  await writeFile(
    script,
    `import { appendFileSync } from 'node:fs';
     appendFileSync(${JSON.stringify(book)}, JSON.stringify([process.argv.slice(2), process.env.WAWAR_SECRET]) + '\\n');
     ${ending}`,
  );
  return {
    argv: [process.execPath, script],
    calls: async () =>
      (await readFile(book, 'utf8').catch(() => '')).split('\n').filter((line) => line !== ''),
  };
}

const said = (...args: string[]) => JSON.stringify([args, null]);

/** A real panel with an HTTP interface. */
async function panelServer(status = () => 204) {
  const requests: string[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      requests.push([method, url, headers.authorization, body].filter(Boolean).join(' '));
      response.writeHead(status(), { location: '/elsewhere' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { requests, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

test('a program is called with power and brightness, without a shell and without the player’s environment', async () => {
  const folder = await newFolder();
  const { argv, calls } = await program(folder);
  vi.stubEnv('WAWAR_SECRET', 'rahasia');
  onTestFinished(() => void vi.unstubAllEnvs());
  const { keeper, state } = await keeperOf(
    {
      driver: 'command',
      power: { argv: [...argv, '--power={power}', '$(touch gone); `id`'] },
      brightness: { argv: [...argv, '{power}', '{percent}', '{level}'] },
    },
    folder,
  );
  keeper.tick();
  await vi.waitFor(() => expect(keeper.brightnessPercent()).toBe(80));
  expect(await calls()).toEqual([said('--power=on', '$(touch gone); `id`'), said('on', '80', '204')]);

  state.target = off;
  keeper.tick();
  await vi.waitFor(() => expect(keeper.brightnessPercent()).toBe(0));
  expect((await calls()).slice(2)).toEqual([said('--power=off', '$(touch gone); `id`')]);
});

test('the same is said again every few minutes and when the server is back, and otherwise only when it changes', async () => {
  const folder = await newFolder();
  const { argv, calls } = await program(folder);
  const { keeper, state } = await keeperOf(
    { driver: 'command', brightness: { argv: [...argv, '{percent}'] }, repeatEveryMin: 5 },
    folder,
  );
  const settled = (count: number) =>
    vi.waitFor(async () => {
      keeper.tick();
      expect(await calls()).toHaveLength(count);
      expect(keeper.isBusy).toBe(false);
    }, 10_000);
  await settled(1);
  state.monotonicMs += 5 * MINUTE_MS - 1;
  await settled(1);
  state.monotonicMs += 1;
  await settled(2);
  state.connected = true;
  await settled(3);
  await settled(3);
  state.target = on(30);
  await settled(4);
  expect((await calls()).at(-1)).toBe(said('30'));
});

test('a panel without steps is switched, and its brightness left alone', async () => {
  const folder = await newFolder();
  const { argv, calls } = await program(folder);
  const { keeper, state } = await keeperOf(
    {
      driver: 'command',
      power: { argv: [...argv, '{power}'] },
      brightness: { argv: [...argv, '{percent}'] },
      powerWords: { on: '1', off: '0' },
    },
    folder,
  );
  state.target = on(null);
  keeper.tick();
  await vi.waitFor(async () => expect(await calls()).toEqual([said('1')]));
  await keeper.close();
  expect(await calls()).toEqual([said('1')]);
  expect(keeper.brightnessPercent()).toBeNull();
});

test('a program that fails is a fault, tried again later and later, and settled when it works', async () => {
  const folder = await newFolder();
  const broken = await program(folder, 'console.error("port busy"); process.exit(3);');
  const { keeper, state, faultsOf } = await keeperOf(
    { driver: 'command', power: { argv: [...broken.argv, '{power}'] } },
    folder,
  );
  const tried = (count: number) =>
    vi.waitFor(async () => {
      keeper.tick();
      expect(await broken.calls()).toHaveLength(count);
      expect(keeper.isBusy).toBe(false);
    }, 10_000);
  await tried(1);
  expect(faultsOf()).toHaveLength(1);
  expect(faultsOf()[0]).toMatch(/panel_failed: .* ended with 3: port busy/);
  state.monotonicMs += 5000;
  await tried(2);
  state.monotonicMs += 5000;
  await tried(2);
  state.monotonicMs += 5000;
  await tried(3);
  await program(folder);
  state.monotonicMs += 20_000;
  keeper.tick();
  await vi.waitFor(() => expect(faultsOf()).toEqual([]));
});

test('a program that hangs is ended with all it started', async () => {
  const folder = await newFolder();
  const pidFile = join(folder, 'pid.txt');
  const { argv } = await program(
    folder,
    `import { spawn } from 'node:child_process';
     const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
     appendFileSync(${JSON.stringify(pidFile)}, String(child.pid));
     setInterval(() => {}, 1000);`,
  );
  const { keeper, faultsOf } = await keeperOf(
    { driver: 'command', power: { argv }, timeoutMs: 2000 },
    folder,
  );
  keeper.tick();
  await vi.waitFor(() => expect(faultsOf()[0]).toMatch(/did not end in 2000 ms/), 20_000);
  const pid = Number(await readFile(pidFile, 'utf8'));
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), 10_000);
});

test('closing ends a program that is still running, without a fault', async () => {
  const folder = await newFolder();
  const { argv, calls } = await program(folder, 'setInterval(() => {}, 1000);');
  const { keeper, faultsOf } = await keeperOf({ driver: 'command', power: { argv } }, folder);
  keeper.tick();
  await vi.waitFor(async () => expect(await calls()).toHaveLength(1), 10_000);
  await keeper.close();
  expect(faultsOf()).toEqual([]);
});

test('a panel on the network is called with method, address, headers and body', async () => {
  const { requests, url } = await panelServer();
  const { keeper, state } = await keeperOf({
    driver: 'http',
    power: { method: 'PUT', url: `${url}/power/{power}?now` },
    brightness: { url: `${url}/b`, headers: { authorization: 'Basic x' }, body: '{"ratio":{percent}}' },
  });
  keeper.tick();
  await vi.waitFor(() => expect(keeper.brightnessPercent()).toBe(80));
  expect(requests).toEqual(['PUT /power/on?now', 'POST /b Basic x {"ratio":80}']);
  state.target = off;
  keeper.tick();
  await vi.waitFor(() => expect(requests.slice(2)).toEqual(['PUT /power/off?now']));
});

test.each([
  ['refuses', 500],
  ['sends the player elsewhere', 302],
])('a panel on the network that %s is a fault', async (_, status) => {
  const { requests, url } = await panelServer(() => status);
  const { keeper, faultsOf } = await keeperOf({ driver: 'http', power: { url: `${url}/{power}` } });
  keeper.tick();
  await vi.waitFor(() => expect(faultsOf()[0]).toMatch(/panel_failed: POST http:/));
  expect(requests).toEqual(['POST /on']);
  expect(keeper.brightnessPercent()).toBeNull();
});

test.each([
  ['is no JSON', '{', /panel.json/],
  ['names a program without its path', { driver: 'command', power: { argv: ['panel'] } }, /absolute path/],
  [
    'wants a brightness to switch on',
    { driver: 'command', power: { argv: ['/bin/panel', '{percent}'] } },
    /only \{power\}/,
  ],
  ['lets the host be filled in', { driver: 'http', power: { url: 'http://{power}/x' } }, /http\(s\) address/],
  ['is no address of a panel', { driver: 'http', power: { url: 'file:///etc/passwd' } }, /http\(s\) address/],
  ['has a field nobody knows', { driver: 'none', shell: true }, /panel.json/],
])('a file that %s is a fault, and counts as soon as it is repaired', async (_, config, why) => {
  const { keeper, state, write, faultsOf } = await keeperOf(config);
  keeper.tick();
  await vi.waitFor(() => expect(faultsOf()[0]).toMatch(why));
  await write({ driver: 'none' });
  state.monotonicMs += 5000;
  keeper.tick();
  await vi.waitFor(() => expect(faultsOf()).toEqual([]));
});

test('without a file there is no panel to drive, and no fault', async () => {
  const folder = await newFolder();
  const { keeper, faultsOf } = await keeperOf('{}', folder);
  await rm(join(folder, 'panel.json'));
  keeper.tick();
  await keeper.close();
  expect(faultsOf()).toEqual([]);
});

test('a program that cannot be started is a fault', async () => {
  const folder = await newFolder();
  const file = join(folder, 'not-a-program');
  await writeFile(file, 'x');
  await chmod(file, 0o600);
  const { keeper, faultsOf } = await keeperOf({ driver: 'command', power: { argv: [file] } }, folder);
  keeper.tick();
  await vi.waitFor(() => expect(faultsOf()[0]).toMatch(/cannot be started/));
});

test('the examples in the handbook are ones the player takes', async () => {
  const handbook = await readFile(join(import.meta.dirname, '../../../docs/operations.md'), 'utf8');
  const examples = [...handbook.matchAll(/```json\n(\{\s+"driver"[^`]+)```/g)].map(([, json = '']) => json);
  expect(examples).toHaveLength(2);
  for (const json of examples) expect(PanelConfig.safeParse(JSON.parse(json)).error).toBeUndefined();
});
