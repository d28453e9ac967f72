import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { signerFromSeed } from '../../core/trust/index.ts';
import { layOutKiosk, packKiosk } from '../../tools/pack-kiosk.ts';
import { signRelease } from '../../tools/sign-release.ts';
import { workFolder } from '../support/work-folder.ts';

const run = promisify(execFile);
const SERVER = 'https://wawar.example.go.id';

beforeAll(async () => {
  await run(process.execPath, ['tools/build.ts', 'player', 'kiosk', 'launcher']);
}, 120_000);

async function release(version = 1): Promise<string> {
  const to = join(await workFolder(), 'release');
  const signers = [signerFromSeed(new Uint8Array(32).fill(7))];
  await signRelease({ from: 'build', to, version, name: 'Uji', builtAtMs: 1, signers });
  return to;
}

/** The package as unpacked, and an image of a machine to install it on. */
async function unpacked() {
  const [folder, root] = [join(await workFolder(), 'wawar-kiosk'), await workFolder()];
  await layOutKiosk(await release(), folder);
  const install = (...args: string[]) =>
    run('sh', [join(folder, 'install-kiosk.sh'), ...args, '--root', root, '--no-apt']);
  return { folder, root, install };
}

async function filesIn(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name).slice(root.length));
}

test('installing places the player, its session, and nothing else', async () => {
  const { root, install } = await unpacked();
  await install('--server', SERVER, '--rect', '0,0,384,192');
  const files = (await filesIn(root)).filter((name) => !name.startsWith('/var/lib/wawar-kiosk/software/a/'));
  expect(files.sort()).toEqual(
    [
      '/etc/X11/xorg.conf.d/10-wawar-kiosk.conf',
      '/etc/chromium/policies/managed/wawar-kiosk.json',
      '/etc/sysctl.d/60-wawar-kiosk.conf',
      '/etc/systemd/journald.conf.d/wawar-kiosk.conf',
      '/etc/systemd/system/getty@tty1.service.d/wawar-kiosk.conf',
      '/etc/systemd/user/wawar-kiosk.service',
      '/etc/udev/rules.d/90-wawar-kiosk.rules',
      '/etc/wawar-kiosk/kiosk.env',
      ...['LICENSE', 'launcher.js', 'node', 'node.LICENSE', 'openbox.xml', 'package.json', 'session.sh'].map(
        (name) => `/opt/wawar-kiosk/${name}`,
      ),
      ...['.profile', 'software/launcher-copy.json', 'software/launcher.json'].map(
        (name) => `/var/lib/wawar-kiosk/${name}`,
      ),
    ].sort(),
  );
  expect(await readFile(join(root, 'etc/wawar-kiosk/kiosk.env'), 'utf8')).toBe(
    `WAWAR_SERVER=${SERVER}\nWAWAR_DISPLAY_RECT=0,0,384,192\n`,
  );
});

test('what was installed can be started, and installing again changes nothing', async () => {
  const { folder, root, install } = await unpacked();
  await install('--server', SERVER);
  const home = join(root, 'var/lib/wawar-kiosk/software');
  const slots = async () =>
    (
      await run(join(folder, 'node'), [
        ...[join(root, 'opt/wawar-kiosk/launcher.js'), 'verify', '--home', home, '--shell', 'kiosk'],
      ])
    ).stdout;
  const first = await slots();
  expect(JSON.parse(first)).toMatchObject({ startable: [{ slot: 'a', version: 1 }], refused: [] });
  const before = await filesIn(root);
  await install('--server', 'http://10.0.0.5:8080');
  expect(await slots()).toBe(first);
  expect(await filesIn(root)).toEqual(before);
  expect(await readFile(join(root, 'etc/wawar-kiosk/kiosk.env'), 'utf8')).toBe(
    'WAWAR_SERVER=http://10.0.0.5:8080\n',
  );
  await install('--server', SERVER, '--release', await release(2));
  expect(JSON.parse(await slots())).toMatchObject({ startable: [{ slot: 'b', version: 2 }] });
});

test('uninstalling leaves key, programme and media, unless they are to be forgotten', async () => {
  const { root, install } = await unpacked();
  await install('--server', SERVER);
  await mkdir(join(root, 'etc/chromium/policies/managed'), { recursive: true });
  await writeFile(join(root, 'etc/chromium/policies/managed/other.json'), '{}');
  await writeFile(join(root, 'var/lib/wawar-kiosk/data/key'), 'x');
  await install('--uninstall');
  const left = await filesIn(root);
  expect(left.filter((name) => !name.startsWith('/var/lib/'))).toEqual([
    '/etc/chromium/policies/managed/other.json',
  ]);
  expect(left).toContain('/var/lib/wawar-kiosk/data/key');
  await install('--uninstall', '--forget');
  expect((await filesIn(root)).filter((name) => name.startsWith('/var/lib/'))).toEqual([]);
});

test.each([
  [[]],
  [['--server']],
  [['--server', 'wawar.example.go.id']],
  [['--server', 'http://a/\nLD_PRELOAD=/tmp/x']],
  [['--server', 'http://a/$(reboot)']],
  [['--server', SERVER, '--rect', '1,2,3']],
  [['--server', SERVER, '--rekt', '0,0,1,1']],
])('%j is refused, and nothing is placed', async (args) => {
  const { root, install } = await unpacked();
  await expect(install(...args)).rejects.toMatchObject({ stdout: '' });
  expect(await filesIn(root)).toEqual([]);
});

test('the same release packs to the same bytes', async () => {
  const folder = await workFolder();
  const from = await release();
  const archives = ['one.tar.gz', 'two.tar.gz'].map((name) => join(folder, name));
  for (const archive of archives) await packKiosk(from, archive);
  const [one, two] = await Promise.all(archives.map((archive) => readFile(archive)));
  expect(one?.equals(two ?? Buffer.alloc(0))).toBe(true);
  await expect(packKiosk(folder, join(folder, 'three.tar.gz'))).rejects.toMatchObject({ code: 'usage' });
});

const SCRIPTS = ['install-kiosk.sh', 'session.sh', 'profile.sh'];

test.each(SCRIPTS)('%s is a script any POSIX shell reads', async (name) => {
  for (const shell of ['sh', 'dash', 'bash']) await run(shell, ['-n', join('tools/kiosk', name)]);
});

test('systemd finds nothing wrong with the unit, and it waits for no network', async () => {
  const { root, install } = await unpacked();
  await install('--server', SERVER, '--rect', '0,0,384,192');
  const unit = join(root, 'etc/systemd/user/wawar-kiosk.service');
  const text = await readFile(unit, 'utf8');
  // What it starts lies in the image here.
  const here = join(await workFolder(), 'wawar-kiosk.service');
  await writeFile(here, text.replaceAll('/opt/wawar-kiosk', `${root}/opt/wawar-kiosk`));
  const { stderr } = await run('systemd-analyze', ['verify', '--user', '--man=no', here], {
    env: { ...process.env, XDG_RUNTIME_DIR: root },
  });
  expect(stderr).toBe('');
  expect(text).not.toMatch(/^(?:After|Wants|Requires)=/m);
  expect((await stat(join(root, 'opt/wawar-kiosk/session.sh'))).mode & 0o111).toBe(0o111);
});
