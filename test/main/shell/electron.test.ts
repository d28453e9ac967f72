import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test, vi } from 'vitest';
import { runElectronApp } from '../../../main/shell/electron/app.ts';
import { ElectronShell } from '../../../main/shell/electron/electron-shell.ts';
import { runElectronSlate } from '../../../main/shell/electron/slate.ts';
import { SOFTWARE } from '../../../main/software.ts';
import { workFolder } from '../../support/work-folder.ts';
import { fakeElectron } from './fake-electron.ts';

const RECT = { x: 1920, y: 0, widthPx: 384, heightPx: 192 };
const PAGE = { url: 'http://127.0.0.1:4000/', cookie: { name: 'a', value: 'b' } };
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

function newShell(rect: typeof RECT | null = RECT) {
  const fake = fakeElectron();
  const shell = new ElectronShell({ electron: fake.electron, rect, kiosk: true, log: silent });
  return { fake, shell };
}

test('the window is frameless, on top, at the rectangle, and its page sandboxed', async () => {
  const { fake, shell } = newShell();
  await shell.show(PAGE);
  const [window] = fake.windows;
  expect(window?.options).toMatchObject({
    ...{ x: 1920, y: 0, width: 384, height: 192 },
    ...{ frame: false, alwaysOnTop: true, backgroundColor: '#000000' },
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, devTools: false },
  });
  expect(fake.session.set).toEqual([
    { url: PAGE.url, name: 'a', value: 'b', httpOnly: true, sameSite: 'strict' },
  ]);
  expect(window?.onTop).toEqual([true, 'screen-saver']);
  expect(window?.webContents.css).toContain('cursor: none');
  expect(fake.partitions.filter((name) => name.startsWith('persist:'))).toEqual([]);
  expect([...fake.blocking]).toHaveLength(1);
});

test('without a rectangle it takes the whole primary display', async () => {
  const { fake, shell } = newShell(null);
  await shell.show(PAGE);
  expect(fake.windows[0]?.options).toMatchObject({ x: 0, y: 0, width: 1920, height: 1080 });
});

test('the page gets no permission, device, download, window, other address or page within', async () => {
  const { fake, shell } = newShell();
  await shell.show(PAGE);
  const contents = fake.windows[0]?.webContents;
  const { permissionRequest, permissionCheck, devicePermission, beforeRequest } = fake.handlers;
  const answers: unknown[] = [];
  const answer = ((value: unknown) => answers.push(value)) as never;
  permissionRequest?.(null as never, 'geolocation' as never, answer);
  beforeRequest?.({ url: 'http://evil.example/' } as never, answer);
  beforeRequest?.({ url: 'http://127.0.0.1:4000/media/x' } as never, answer);
  beforeRequest?.({ url: 'blob:http://127.0.0.1:4000/x' } as never, answer);
  expect(answers).toEqual([false, { cancel: true }, { cancel: false }, { cancel: false }]);
  expect([permissionCheck?.(), devicePermission?.()]).toEqual([false, false]);
  expect(contents?.windowOpenHandler?.({ url: PAGE.url } as never)).toEqual({ action: 'deny' });

  const preventDefault = vi.fn();
  fake.session.emit('will-download', { preventDefault });
  contents?.emit('will-attach-webview', { preventDefault });
  contents?.emit('will-navigate', { url: 'http://evil.example/', preventDefault });
  contents?.emit('will-navigate', { url: 'http://127.0.0.1:5000/', preventDefault });
  contents?.emit('will-redirect', { url: 'http://evil.example/', preventDefault });
  expect(preventDefault).toHaveBeenCalledTimes(5);
  contents?.emit('will-navigate', { url: 'http://127.0.0.1:4000/', preventDefault });
  contents?.emit('will-redirect', { url: 'http://127.0.0.1:4000/', preventDefault });
  expect(preventDefault).toHaveBeenCalledTimes(5);
});

test.each([
  ['render-process-gone', 'contents'],
  ['unresponsive', 'window'],
  ['closed', 'window'],
])('%s is reported once as lost, and a restart covers the old window with a new one', async (event, of) => {
  const { fake, shell } = newShell();
  const lost: string[] = [];
  shell.events.on('lost', (detail) => lost.push(detail));
  await shell.show(PAGE);
  const [window] = fake.windows;
  if (event === 'closed') window?.destroy();
  for (let time = 0; time < 2; time += 1) {
    (of === 'contents' ? window?.webContents : window)?.emit(event, {}, { reason: 'oom' });
  }
  expect(lost).toHaveLength(1);
  const wasThere: boolean[] = [];
  fake.onWindow = () => wasThere.push(window?.isGone === false);
  await shell.restart(PAGE);
  expect(wasThere).toEqual([event !== 'closed']);
  expect(fake.windows.map(({ isGone }) => isGone)).toEqual([true, false]);
});

test('a display that goes and comes back finds the window where it belongs', async () => {
  const { fake, shell } = newShell();
  await shell.show(PAGE);
  fake.screen.emit('display-removed');
  fake.screen.emit('display-added');
  expect(fake.windows[0]?.bounds).toEqual({ x: 1920, y: 0, width: 384, height: 192 });
});

test('snapshots are cut to the output and made small', async () => {
  const { fake, shell } = newShell();
  await expect(shell.capture(null)).rejects.toMatchObject({ code: 'shell_failed' });
  await shell.show(PAGE);
  expect((await shell.capture({ x: 1, y: 2, widthPx: 30, heightPx: 40 })).toString()).toBe('jpeg 640 60');
  expect(fake.windows[0]?.webContents.captured).toEqual({ x: 1, y: 2, width: 30, height: 40 });
});

test('restart makes a new window, close ends it and lets the display sleep', async () => {
  const { fake, shell } = newShell();
  const lost = vi.fn();
  shell.events.on('lost', lost);
  await shell.show(PAGE);
  await shell.restart(PAGE);
  await shell.close();
  await shell.close();
  expect(fake.windows.map((window) => window.isGone)).toEqual([true, true]);
  expect(lost).not.toHaveBeenCalled();
  expect([...fake.blocking]).toEqual([]);
  expect(fake.screen.listenerCount('display-added')).toBe(0);
  await expect(shell.show(PAGE)).rejects.toMatchObject({ code: 'shell_failed' });
});

test('a page that does not load is a fault of the shell', async () => {
  const { shell } = newShell();
  await expect(shell.show({ url: 'http://127.0.0.1:1/unreachable' })).rejects.toMatchObject({
    code: 'shell_failed',
  });
});

async function appOptions() {
  const folder = await workFolder();
  const rendererDir = join(folder, 'page');
  await mkdir(rendererDir);
  await writeFile(join(rendererDir, 'index.html'), '<!doctype html>');
  return {
    serverUrl: 'http://127.0.0.1:9/',
    dataDir: join(folder, 'data'),
    rendererDir,
    headless: false,
    usbDirs: [],
    kiosk: true,
    safe: false,
    rect: RECT,
  };
}

test('a second instance on the same desktop ends at once', async () => {
  const fake = fakeElectron();
  fake.app.hasLock = false;
  expect(await runElectronApp(fake.electron, await appOptions(), silent)).toBe(false);
  expect(fake.app.calls).toEqual(['quit']);
});

test('the application opens its page, and closes everything when asked to quit', async () => {
  const fake = fakeElectron();
  const running = runElectronApp(fake.electron, await appOptions(), silent);
  await vi.waitFor(() => expect(fake.windows[0]?.webContents.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/));
  expect(fake.switches).toContain('force-device-scale-factor=1');
  const preventDefault = vi.fn();
  fake.app.emit('before-quit', { preventDefault });
  expect(await running).toBe(true);
  expect(preventDefault).toHaveBeenCalled();
  expect(fake.windows[0]?.isGone).toBe(true);
  expect(fake.app.calls).toEqual(['enableSandbox', 'exit 0']);
});

test('its entry is evaluated without waiting for Electron to be ready, which waits for that', async () => {
  const fake = fakeElectron();
  fake.app.whenReady = () => new Promise(() => undefined);
  vi.doMock('electron', () => ({ default: fake.electron }));
  const { dataDir } = await appOptions();
  const argv = ['electron', 'index.ts', '--server', 'http://127.0.0.1:9/', '--data', dataDir];
  vi.spyOn(process, 'argv', 'get').mockReturnValue(argv);
  await import('../../../main/index.ts');
  // What has to be set before Electron is ready is.
  expect(fake.switches).toContain('autoplay-policy=no-user-gesture-required');
  expect(fake.app.calls).toEqual(['enableSandbox']);
  vi.restoreAllMocks();
  vi.doUnmock('electron');
});

test('the launcher’s slate covers the wall, runs no script, and ends when its window is lost', async () => {
  const fake = fakeElectron();
  await runElectronSlate(fake.electron, { cityName: 'Kota Uji', rect: RECT, kiosk: true });
  const [window] = fake.windows;
  expect(window?.options).toMatchObject({
    ...{ x: 1920, y: 0, width: 384, height: 192, frame: false, alwaysOnTop: true },
    webPreferences: { sandbox: true, javascript: false },
  });
  expect(window?.onTop).toEqual([true, 'screen-saver']);
  expect(decodeURIComponent(window?.webContents.url ?? '')).toContain('<h1>Kota Uji</h1>');
  window?.webContents.emit('render-process-gone');
  expect(fake.app.calls).toEqual(['enableSandbox', 'exit 1']);
});

test('the version shown to the server is the package’s', async () => {
  const { version } = JSON.parse(await readFile('package.json', 'utf8'));
  expect(SOFTWARE).toBe(`wawar-player ${version}`);
});

/** Where a real Electron is unpacked, if its binary could be had. */
const electronBinary = (() => {
  const folder = createRequire(import.meta.url)
    .resolve('electron/package.json')
    .replace('package.json', 'dist');
  const names = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' } as Record<
    string,
    string
  >;
  return join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? folder, names[process.platform] ?? 'electron');
})();

test.skipIf(!existsSync(electronBinary))(
  'the real Electron runs the entry and asks for a server',
  async () => {
    const run = promisify(execFile)(electronBinary, ['main/index.ts'], { timeout: 20_000 });
    await expect(run).rejects.toMatchObject({ stderr: expect.stringContaining('--server') });
  },
);
