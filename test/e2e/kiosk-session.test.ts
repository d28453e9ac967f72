/** The installed kiosk as its own account runs it, from its session script to a code on the screen. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listPairing } from '../../core/api/screens.ts';
import { signerFromSeed } from '../../core/trust/index.ts';
import { startServer } from '../../server/index.ts';
import { until } from '../../tools/api-client.ts';
import { layOutKiosk } from '../../tools/pack-kiosk.ts';
import { signRelease } from '../../tools/sign-release.ts';
import { startDesktop, type Picture } from '../support/desktop.ts';
import { setUp } from './support/people.ts';
import { Story } from './support/story.ts';

const run = promisify(execFile);
const WALL = { widthPx: 640, heightPx: 320 };
/** An account that owns nothing else on this machine. */
const KIOSK_UID = 62111;

let story: Story;
beforeAll(async () => {
  story = await Story.begin();
  await run(process.execPath, ['tools/build.ts', 'player', 'kiosk', 'launcher']);
});
afterAll(() => story.end());

/** Installs below `root`; what names the installed places is made to name these. */
async function install(root: string, serverUrl: string): Promise<{ home: string; session: string }> {
  const release = join(story.folder('release'), 'release');
  const signers = [signerFromSeed(new Uint8Array(32).fill(7))];
  await signRelease({ from: 'build', to: release, version: 1, name: 'Uji', builtAtMs: 1, signers });
  const unpacked = join(story.folder('package'), 'wawar-kiosk');
  await layOutKiosk(release, unpacked);
  const rect = `0,0,${WALL.widthPx},${WALL.heightPx}`;
  const args = ['--server', serverUrl, '--rect', rect, '--root', root, '--no-apt'];
  await run('sh', [join(unpacked, 'install-kiosk.sh'), ...args]);
  for (const file of ['opt/wawar-kiosk/session.sh', 'etc/systemd/user/wawar-kiosk.service']) {
    const text = await readFile(join(root, file), 'utf8');
    const here = text.replaceAll('/opt/', `${root}/opt/`).replaceAll('/etc/', `${root}/etc/`);
    await writeFile(join(root, file), here);
  }
  for (let folder = root; folder !== '/tmp' && folder !== '/'; folder = dirname(folder)) {
    await chmod(folder, 0o755);
  }
  const home = join(root, 'var/lib/wawar-kiosk');
  for (const name of ['.', ...(await readdir(home, { recursive: true }))]) {
    await chown(join(home, name), KIOSK_UID, KIOSK_UID);
  }
  return { home, session: join(root, 'opt/wawar-kiosk/session.sh') };
}

/** The two words of systemd the session says, for a machine that was not booted by it: the unit's own line is run. */
const systemctl = (unit: string, pidFile: string): string => `#!/bin/sh
case $* in
  *restart*)
    set -a
    . "$(sed -n 's/^EnvironmentFile=//p' ${unit})"
    line=$(sed -n 's/^ExecStart=//p' ${unit} | sed "s#%h#$HOME#g")
    eval "exec $line" &
    echo $! > ${pidFile} ;;
  *stop*) kill "$(cat ${pidFile})" ;;
esac
`;

/** Share of the wall that is lit. */
function lit({ rgb }: Picture): number {
  let bright = 0;
  for (let at = 0; at < rgb.length; at += 3) if ((rgb[at + 1] ?? 0) > 128) bright += 1;
  return (bright * 3) / rgb.length;
}

it.skipIf(process.getuid?.() !== 0)(
  'its own low-privilege account brings a code to the screen, in the browser’s own sandbox',
  async () => {
    const server = await startServer({ dataDir: story.folder('server'), host: '127.0.0.1', port: 0 });
    story.atTheEnd(() => server.close());
    const admin = await setUp(server.url, server.setupPath ?? '', 'Kota Uji');
    const desktop = await startDesktop(WALL.widthPx, WALL.heightPx, null);
    story.atTheEnd(() => desktop.close());
    const root = story.folder('machine');
    const { home, session } = await install(root, server.url);
    const bin = join(root, 'bin');
    await mkdir(bin);
    const unit = join(root, 'etc/systemd/user/wawar-kiosk.service');
    await writeFile(join(bin, 'systemctl'), systemctl(unit, join(home, 'pid')), { mode: 0o755 });

    const account = [`--reuid=${KIOSK_UID}`, `--regid=${KIOSK_UID}`, '--clear-groups', '--no-new-privs'];
    const kiosk = spawn('/usr/bin/setpriv', [...account, 'sh', session], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        PATH: `${bin}:/usr/local/bin:/usr/bin:/bin`,
        HOME: home,
        DISPLAY: desktop.display,
        WAWAR_DISPLAY_RECT: `0,0,${WALL.widthPx},${WALL.heightPx}`,
      },
    });
    story.atTheEnd(async () => void kiosk.kill('SIGTERM'));
    const code = await until(async () => (await admin.api.call(listPairing, {})).at(0)?.code, 60_000);
    expect(code).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
    await until(async () => (lit(await desktop.grab()) > 0.01 ? true : undefined), 60_000);

    const { stdout } = await run('ps', ['-eo', 'uid=,args=']);
    const own = stdout.split('\n').filter((line) => line.includes('wawar-chromium-'));
    expect(own.length).toBeGreaterThan(0);
    const ours = own.filter((line) => line.trim().startsWith(String(KIOSK_UID)));
    expect(ours.length).toBeGreaterThan(0);
    expect(ours.filter((line) => line.includes('--no-sandbox'))).toEqual([]);

    // The display goes, and with it everything of the session.
    const ended = once(kiosk, 'exit');
    await desktop.close();
    await ended;
    const isLeft = async () => (await run('ps', ['-eo', 'uid='])).stdout.includes(String(KIOSK_UID));
    await until(async () => ((await isLeft()) ? undefined : true), 30_000);
  },
);
