import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { readOptions } from '../../main/options.ts';
import { MiniDirector } from '../support/mini-director.ts';
import { workFolder } from '../support/work-folder.ts';

const run = promisify(execFile);

test('the command line wins over the environment, and the environment over nothing', () => {
  const env = {
    WAWAR_SERVER: 'http://dari-env:1/',
    WAWAR_DATA: '/env',
    WAWAR_DISPLAY_RECT: '1920,0,384,192',
    DISPLAY: ':0',
  };
  expect(readOptions([], env)).toMatchObject({
    serverUrl: 'http://dari-env:1/',
    dataDir: '/env',
    headless: false,
    kiosk: true,
    rect: { x: 1920, y: 0, widthPx: 384, heightPx: 192 },
  });
  const args = [
    '--server',
    'https://kota.example/',
    '--data',
    '/arg',
    '--headless',
    '--window',
    '--display-rect=-640,-20,640,320',
    '--panel',
    '/etc/wawar/panel.json',
  ];
  expect(readOptions(args, env)).toMatchObject({
    serverUrl: 'https://kota.example/',
    dataDir: '/arg',
    headless: true,
    kiosk: false,
    rect: { x: -640, y: -20, widthPx: 640, heightPx: 320 },
    panelFile: '/etc/wawar/panel.json',
  });
});

test.each([
  [[]],
  [['--server', 'not a url']],
  [['--server', 'file:///etc/passwd']],
  [['--server', 'http://a/', '--display-rect', '1,2,3']],
  [['--server', 'http://a/', '--display-rect', '0,0,0,100']],
  // As a word of its own it would be an option.
  [['--server', 'http://a/', '--display-rect', '-384,0,384,192']],
  [['--server', 'http://a/', '--sever']],
])('%j is answered with the usage', (args) => {
  expect(() => readOptions(args, {})).toThrow(expect.objectContaining({ code: 'usage' }));
});

test('without a server the kiosk prints its usage and fails', async () => {
  const env = { PATH: process.env['PATH'] };
  await expect(run(process.execPath, ['main/kiosk.ts'], { env })).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('--server URL'),
  });
});

/** The kiosk with a page that only lives, paired with a director. */
async function pairedKiosk() {
  const folder = await workFolder();
  const page = join(folder, 'page');
  await mkdir(page);
  await writeFile(join(page, 'index.html'), '<!doctype html><script type="module" src="./page.js"></script>');
  await writeFile(
    join(page, 'page.js'),
    `const socket = new WebSocket('ws://' + location.host + '/renderer');
     socket.onopen = () => setInterval(() => socket.send('{"type":"alive","droppedFrames":0,"elements":1}'), 500);`,
  );
  const director = new MiniDirector();
  await director.start();
  onTestFinished(() => director.stop());
  const args = [
    'main/kiosk.ts',
    '--server',
    director.url,
    '--data',
    join(folder, 'data'),
    '--renderer',
    page,
  ];
  const kiosk = spawn(process.execPath, [...args, '--headless', '--display-rect', '0,0,384,192'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  onTestFinished(() => void kiosk.kill('SIGKILL'));
  await director.until(() => director.codeShown !== null, 'hello', 20_000);
  director.pair();
  return { director, kiosk, dataDir: join(folder, 'data') };
}

test('the kiosk opens its page in a real browser, shows the code, and ends cleanly on SIGTERM', async () => {
  const { director, kiosk } = await pairedKiosk();
  await director.until(() => director.snapshots.length > 0, 'a snapshot of the page', 20_000);
  expect(director.snapshots[0]?.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
  const ended = once(kiosk, 'exit');
  kiosk.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});

test('asked to start anew on a disk that takes no writes, the kiosk ends all the same', async () => {
  const { director, kiosk, dataDir } = await pairedKiosk();
  await director.until(() => director.statuses.some(({ clock }) => clock !== null), 'signed time', 20_000);
  // Where what is written goes first.
  await mkdir(join(dataDir, 'facts.json.tmp'));
  const ended = once(kiosk, 'exit');
  const expiresAtMs = Date.now() + 60_000;
  director.send({ type: 'command', id: 'ulang', command: 'restart', expiresAtMs });
  expect(await ended).toEqual([75, null]);
});
