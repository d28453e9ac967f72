/** Real slots with small real programs in them, and the launcher that starts them. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import {
  payloadSha256,
  readEnvelope,
  rootHash,
  signEnvelope,
  signerFromSeed,
  type Envelope,
  type Release,
  type Root,
  type Signer,
} from '../../../core/trust/index.ts';
import { RELEASE_FILE } from '../../../main/launcher/first-install.ts';
import { Launcher, type LauncherOptions } from '../../../main/launcher/launcher.ts';
import type { LaunchFacts, SlotName } from '../../../main/launcher/protocol.ts';
import { slotFolder } from '../../../main/launcher/slot.ts';
import { StateFile } from '../../../main/launcher/state.ts';
import type { Log } from '../../../main/log.ts';
import { filesIn, installRelease } from '../../../main/software/install.ts';
import { signRelease } from '../../../tools/sign-release.ts';
import { workFolder } from '../../support/work-folder.ts';

export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

const owner = signerFromSeed(randomBytes(32));
const maker = signerFromSeed(randomBytes(32));
export const stranger = signerFromSeed(randomBytes(32));

export function rootOf(release: readonly Signer[] = [maker], city = 'Kota Uji'): Envelope {
  const root: Root = {
    kind: 'root',
    schema: 1,
    version: 1,
    cityName: city,
    demo: true,
    issuedAtMs: 1,
    keys: [owner, ...release].map(({ publicKey }) => publicKey),
    holders: [],
    roles: {
      root: { keyids: [owner.publicKey.keyid], threshold: 1 },
      approver: { keyids: [], threshold: 1 },
      publisher: { keyids: [], threshold: 1 },
      release: { keyids: release.map(({ publicKey }) => publicKey.keyid), threshold: 1 },
    },
  };
  return signEnvelope('root', root, [owner]);
}
export const ROOT = rootOf();

/** What a program does; each notes its start in `started.log` of the home folder first. */
export type Conduct =
  | 'healthy'
  | 'crashes'
  | 'shows nothing'
  | 'hangs'
  | 'ends later'
  | 'restarts'
  /** Lives in the dark, and ends as it is asked to from afar. */
  | 'waits'
  | 'waits and restarts'
  /** Lives in the dark, and shows nothing when it is lit. */
  | 'stays dark';

const PROGRAM = (conduct: Conduct, asks: string | null) => `
import { appendFileSync } from 'node:fs';
const facts = JSON.parse(process.env.WAWAR_LAUNCHER);
const args = process.argv.slice(2);
appendFileSync(facts.home + '/started.log', JSON.stringify({ ...facts, args }) + '\\n');
process.on('message', (m) => {
  if (m.type === 'stop') process.exit(0);
  appendFileSync(facts.home + '/heard.log', JSON.stringify(m) + '\\n');
});
process.on('disconnect', () => process.exit(0));
const conduct = ${JSON.stringify(conduct)};
if (conduct === 'crashes') process.exit(3);
if (conduct !== 'shows nothing') process.send({ type: 'healthy' });
if (conduct === 'hangs') process.send({ type: 'alive' }, () => { for (;;); });
if (!/^shows nothing|^waits|dark$/.test(conduct)) process.send({ type: 'shown' });
if (conduct === 'stays dark') setTimeout(() => process.send({ type: 'dark' }), 50);
if (conduct === 'ends later') setTimeout(() => process.exit(4), 50);
if (conduct.endsWith('restarts')) setTimeout(() => process.exit(75), 50);
const asks = ${asks ?? 'null'};
if (asks) setTimeout(() => process.send(asks), 50);
setInterval(() => {}, 1000);
`;

export interface Made {
  folder: string;
  release: Release;
  envelope: Envelope;
  sha256: string;
}

/** A signed release whose program behaves like this; `asks` is sent to the launcher soon after the start. */
export async function made(
  version: number,
  conduct: Conduct,
  options: { signer?: Signer; asks?: object } = {},
): Promise<Made> {
  const build = await workFolder();
  const folder = join(await workFolder(), 'release');
  const write = async (path: string, content: string | Buffer) => {
    await mkdir(dirname(join(build, path)), { recursive: true });
    await writeFile(join(build, path), content);
  };
  await write(
    'kiosk/kiosk.js',
    PROGRAM(conduct, options.asks === undefined ? null : JSON.stringify(options.asks)),
  );
  await write('kiosk/package.json', '{"type":"module"}');
  await write('player/index.html', `<!doctype html><title>${version}</title>`);
  await write('player/assets/large.bin', randomBytes(40_000));
  const release = await signRelease({
    from: build,
    to: folder,
    version,
    name: `Uji ${version}`,
    builtAtMs: 1,
    signers: [options.signer ?? maker],
  });
  const envelope = readEnvelope('release', await readFile(join(folder, RELEASE_FILE), 'utf8'));
  if (!envelope.ok) throw new Error(envelope.error.detail);
  return { folder, release, envelope: envelope.value, sha256: payloadSha256(envelope.value) };
}

/** Puts a release into a slot as an update over the network would, without the launcher knowing. */
export const put = (home: string, slot: SlotName, { folder, release, envelope }: Made, roots = [ROOT]) =>
  installRelease({
    folder: slotFolder(home, slot),
    release,
    statement: { release: envelope, roots },
    contentOf: filesIn(folder),
  });

export const ROOT_SHA256 = rootHash(ROOT);

/** A home folder that was paired with the city of `ROOT`. */
export async function pairedHome(state: Partial<StateFile['data']> = {}): Promise<string> {
  const home = await workFolder();
  const file = await StateFile.open(home, silentLog);
  await file.change({ rootSha256: ROOT_SHA256, ...state });
  return home;
}

export interface RunningLauncher {
  launcher: Launcher;
  state: StateFile;
  ended: Promise<void>;
  /** What became of the slate. */
  slates: string[];
}

/** Runs the launcher until the test is over. */
export async function launch(home: string, options: Partial<LauncherOptions> = {}): Promise<RunningLauncher> {
  const state = await StateFile.open(home, silentLog);
  const slates: string[] = [];
  const launcher = new Launcher({
    home,
    shell: 'kiosk',
    runtime: process.execPath,
    playerArgs: [],
    healthyWithinMs: 20_000,
    state,
    slate: async () => {
      slates.push('open');
      return { close: async () => void slates.push('closed') };
    },
    log: silentLog,
    nowMs: Date.now,
    lookAgainMs: 50,
    ...options,
  });
  const ended = launcher.run();
  onTestFinished(async () => {
    await launcher.stop();
    await ended;
  });
  return { launcher, state, ended, slates };
}

const lines = async <T>(file: string): Promise<T[]> => {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
};

/** What each start was told, in order. */
export const starts = (home: string): Promise<(LaunchFacts & { args: string[] })[]> =>
  lines(join(home, 'started.log'));
export const heard = (home: string): Promise<{ type: string; code?: string }[]> =>
  lines(join(home, 'heard.log'));

/** Waits until this holds. */
export async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadlineMs = Date.now() + 25_000;
  while (!(await holds())) {
    if (Date.now() > deadlineMs) throw new Error(`never: ${what}`);
    await wait(20);
  }
}

/** Changes one byte of a file, or cuts or removes it. */
export async function damage(path: string, how: 'one bit' | 'cut' | 'longer' = 'one bit'): Promise<void> {
  const bytes = await readFile(path);
  const at = bytes.length >> 1;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  const changed =
    how === 'one bit' ? bytes : how === 'cut' ? bytes.subarray(0, at) : Buffer.concat([bytes, bytes]);
  await writeFile(path, changed);
}
