import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const run = promisify(execFile);
let folder = '';
let app = '';
let resources = '';

/** Electron's own files are stood in for: the binary is not needed to see what we put beside it. */
async function standInForElectron(path: string): Promise<void> {
  await mkdir(join(path, 'locales'), { recursive: true });
  await mkdir(join(path, 'resources'));
  for (const name of ['electron', 'electron.exe', 'LICENSE', 'LICENSES.chromium.html', 'locales/id.pak']) {
    await writeFile(join(path, name), '');
  }
  await chmod(join(path, 'electron'), 0o755);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'package-'));
  const electron = join(folder, 'electron');
  await standInForElectron(electron);
  await standInForElectron(join(folder, 'electron-win'));
  await run(process.execPath, ['tools/build.ts', 'player', 'kiosk', 'electron', 'launcher']);
  await run(process.execPath, [
    'node_modules/electron-builder/cli.js',
    '--linux',
    '--dir',
    `-c.electronDist=${electron}`,
    `-c.directories.output=${join(folder, 'dist')}`,
    '-c.asar=false',
  ]);
  resources = join(folder, 'dist', 'linux-unpacked', 'resources');
  app = join(resources, 'app');
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

it('the player package holds the player alone: no packages, no native add-ons, no server, no central', async () => {
  const files = await readdir(app, { recursive: true, withFileTypes: true });
  const names = files
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name).slice(app.length + 1));
  const places = new Set(names.map((name) => name.split('/').slice(0, 2).join('/')));
  expect(places).toEqual(
    new Set(['LICENSE', 'package.json', 'build/player', 'build/kiosk', 'build/electron']),
  );
  expect(names.filter((name) => /\.node$|ffmpeg/.test(name))).toEqual([]);
});

it('the packaged player starts from a file that is in the package', async () => {
  const { main } = JSON.parse(await readFile(join(app, 'package.json'), 'utf8'));
  expect((await readFile(join(app, main))).length).toBeGreaterThan(0);
});

it('the launcher lies beside the archive, where it can be run as plain Node', async () => {
  const launcher = join(resources, 'launcher/launcher.js');
  await expect(run(process.execPath, [launcher])).rejects.toMatchObject({
    code: 64,
    stderr: expect.stringContaining('launcher run'),
  });
});

it('the configuration for Windows holds, up to the program that makes the installer', async () => {
  const packed = join(folder, 'win');
  await run(process.execPath, [
    'node_modules/electron-builder/cli.js',
    ...['--win', '--dir', `-c.electronDist=${join(folder, 'electron-win')}`],
    ...[`-c.directories.output=${packed}`, '-c.asar=false', '-c.win.signAndEditExecutable=false'],
  ]);
  const names = await readdir(join(packed, 'win-unpacked/resources'), { recursive: true });
  expect(names).toEqual(
    expect.arrayContaining(['launcher/launcher.js', 'windows/install-kiosk.ps1', 'app/package.json']),
  );
});

it('what the kiosk reads before it runs the browser is small', async () => {
  const read = new Set(['kiosk.js']);
  let characters = 0;
  for (const file of read) {
    const code = await readFile(join(app, 'build/kiosk', file), 'utf8');
    characters += code.length;
    for (const [, imported = ''] of code.matchAll(/^import .* from "\.\/(.+)";$/gm)) {
      read.add(join(dirname(file), imported));
    }
  }
  expect([...read].length).toBeGreaterThan(1);
  expect(characters).toBeLessThan(100_000);
});

it('nothing of the kiosk imports Node’s HTTP, which would read its web clients as well', async () => {
  const folder = join(app, 'build/kiosk');
  for (const file of (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.js'))) {
    expect(await readFile(join(folder, file), 'utf8'), file).not.toMatch(
      /^import .* from "(?:node:)?https?";$/m,
    );
  }
});
