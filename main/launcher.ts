/**
 * The launcher: started by the supervisor (systemd user unit, Windows scheduled task), starts the player.
 *
 *   node launcher.js run     --home DIR --shell kiosk|electron [--runtime FILE] [--healthy-within SECONDS]
 *                            [--headless] [--window] [--display-rect=x,y,width,height] [-- PLAYER OPTIONS]
 *   node launcher.js install --home DIR --from DIR       the first release, or one brought by hand; not while it runs
 *   node launcher.js verify  --home DIR --shell kiosk|electron       looks through both slots, prints them as JSON
 *
 * Under Electron the launcher itself runs as Node: `ELECTRON_RUN_AS_NODE=1 wawar-player.exe launcher.js …`; `--runtime`
 * is then the same executable, and is started without that variable.
 *
 * What it keeps in DIR: slots `a/` and `b/` (files and `.release.json`), `launcher.json` and its copy. The player
 * writes to the slot it does not run from, and nothing else. DIR belongs to the user both run as.
 *
 * Exit codes
 *   0   asked to end by SIGTERM, SIGINT or SIGHUP; `install` and `verify`: done, a slot can be started
 *   64  wrong options
 *   70  neither slot can be started, and no Chromium was found to show the slate in; `verify`: neither slot can be
 *       started; `install`: the folder holds no release
 *   74  the home folder cannot be read or written
 *   Any other end (a signal, a crash): start it again at once. The launcher does not end because a player did.
 *
 * What it does with the player
 *   Verifies every byte of a slot against its signed release before each start. Starts `RUNTIME SLOT/ENTRY OPTIONS…`
 *   with the environment variable WAWAR_LAUNCHER (`LaunchFacts` in JSON) and a Node IPC channel, on which the player
 *   says `healthy` (within `--healthy-within`, 60 s unless told), `alive` (every 2 s; 8 s of silence after the first
 *   one and it is killed and started again), `shown` or `dark` (how its trial ends) and `switch`, and hears `stop` and
 *   `switch_refused`; see `launcher/protocol.ts`. A player whose channel closes has lost its launcher and ends itself.
 *   With neither slot to start it shows a slate, and looks at the slots again every 15 s.
 *   SIGTERM to the launcher ends the player in order, by force after 10 s: give the launcher 15 s.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { AppError } from '../core/model/app-error.ts';
import { choose } from './launcher/choose.ts';
import { showElectronSlate } from './launcher/electron-slate.ts';
import { firstInstall } from './launcher/first-install.ts';
import { Launcher } from './launcher/launcher.ts';
import { SHELLS, type ShellName } from './launcher/protocol.ts';
import { showSlate } from './launcher/slate.ts';
import { StateFile } from './launcher/state.ts';
import { jsonLog } from './log.ts';
import { DEFAULT_RECT, parseRect } from './options.ts';
import { systemTime } from './time.ts';

const EXIT = { ok: 0, usage: 64, nothingToStart: 70, storage: 74 } as const;
const HEALTHY_WITHIN_S = 60;
const USAGE = `Usage: launcher run --home DIR --shell kiosk|electron [--runtime FILE] [-- player options]
       launcher install --home DIR --from DIR
       launcher verify --home DIR --shell kiosk|electron
`;

const log = jsonLog(process.stderr, systemTime.nowMs);

function read(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        home: { type: 'string' },
        from: { type: 'string' },
        shell: { type: 'string' },
        runtime: { type: 'string' },
        'healthy-within': { type: 'string', default: String(HEALTHY_WITHIN_S) },
        headless: { type: 'boolean', default: false },
        window: { type: 'boolean', default: false },
        'display-rect': { type: 'string' },
      },
    });
    const [verb, ...playerArgs] = positionals;
    const healthyWithinMs = Number(values['healthy-within']) * 1000;
    const shell = SHELLS.find((one) => one === (values.shell ?? 'kiosk'));
    const { home } = values;
    if (home === undefined || shell === undefined || !(healthyWithinMs > 0))
      throw new AppError('usage', USAGE);
    return { verb, home: resolve(home), shell, healthyWithinMs, playerArgs, values };
  } catch (cause) {
    throw new AppError('usage', USAGE, { cause });
  }
}

type Given = ReturnType<typeof read>;

async function run({ home, shell, healthyWithinMs, playerArgs, values }: Given): Promise<number> {
  const { headless, window } = values;
  const rect = parseRect(values['display-rect']);
  const look = { rect: rect ?? DEFAULT_RECT, headless, kiosk: !window };
  const runtime = values.runtime ?? process.execPath;
  // The player takes the same window; what was said for it alone comes last and wins.
  const shared = [
    ...(headless ? ['--headless'] : []),
    ...(window ? ['--window'] : []),
    // One word: a part left of the first display begins with a minus, and would be taken for an option.
    ...(values['display-rect'] === undefined ? [] : [`--display-rect=${values['display-rect']}`]),
  ];
  delete process.env['ELECTRON_RUN_AS_NODE'];
  const launcher = new Launcher({
    home,
    shell,
    runtime,
    playerArgs: [...shared, ...playerArgs],
    healthyWithinMs,
    state: await StateFile.open(home, log),
    slate: async (cityName) =>
      shell === 'kiosk'
        ? showSlate(look, cityName, log)
        : showElectronSlate(runtime, { rect, kiosk: !window, cityName }, log),
    log,
    nowMs: systemTime.nowMs,
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.on(signal, () => void launcher.stop());
  await launcher.run();
  return EXIT.ok;
}

async function install({ home, values: { from } }: Given): Promise<number> {
  if (from === undefined) throw new AppError('usage', USAGE);
  const installed = await firstInstall(home, from, await StateFile.open(home, log));
  process.stdout.write(`${JSON.stringify(installed)}\n`);
  return EXIT.ok;
}

async function verify({ home, shell }: { home: string; shell: ShellName }): Promise<number> {
  const state = await StateFile.open(home, log);
  const { good, refused } = await choose(home, shell, state.data, log, systemTime.nowMs);
  const startable = good.map(({ slot, ref, release: { name } }) => ({ slot, ...ref, name }));
  process.stdout.write(`${JSON.stringify({ startable, refused })}\n`);
  return good.length > 0 ? EXIT.ok : EXIT.nothingToStart;
}

async function main(args: readonly string[]): Promise<number> {
  try {
    const given = read(args);
    if (given.verb === 'run') return await run(given);
    if (given.verb === 'install') return await install(given);
    if (given.verb === 'verify') return await verify(given);
    throw new AppError('usage', USAGE);
  } catch (error) {
    const { message, code } = error as AppError;
    process.stderr.write(code === 'usage' ? message : `${code}: ${message}\n`);
    if (code === 'usage') return EXIT.usage;
    return ['chromium_not_found', 'shell_failed', 'release_refused', 'release_damaged'].includes(code)
      ? EXIT.nothingToStart
      : EXIT.storage;
  }
}

process.exitCode = await main(process.argv.slice(2));
