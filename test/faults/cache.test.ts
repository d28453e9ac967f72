/** Media on their way and on disk: cut lines, full, read-only and failing disks, flipped bits. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, open, readdir, readFile, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, type TestContext } from 'vitest';
import { CHUNK_BYTES } from '../../core/trust/index.ts';
import { sha256Hex } from '../../media/store/index.ts';
import { picture, startPairedRig, type Rig } from '../main/player-rig.ts';
import { figure } from './support/figure.ts';
import { untilWhole } from './support/playing.ts';
import { turnedTime } from './support/turned-time.ts';

const MIB = 2 ** 20;
const DISK_BYTES = 160 * MIB;
const PLAYER = fileURLToPath(new URL('support/dying-player.ts', import.meta.url));

const untilApplied = ({ director }: Rig, version: number, timeoutMs?: number) =>
  director.until(
    () => director.applied.some((one) => one.manifestVersion === version && one.refused === null),
    `version ${version} acknowledged`,
    timeoutMs,
  );
const untilFault = ({ director }: Rig, code: string) =>
  director.until(
    () => director.statuses.at(-1)?.faults.some((fault) => fault.code === code) ?? false,
    code,
    20_000,
  );

test('[F11] a bit that flips on disk after boot is never shown, and the file is fetched again', async () => {
  const rig = await startPairedRig();
  const bytes = picture(3 * MIB + 100);
  const sha256 = sha256Hex(bytes);
  await untilWhole(rig, rig.director.publish([{ id: 'ktp', bytes }]).version);
  for (const at of [0, CHUNK_BYTES - 1, 2 * CHUNK_BYTES + 7, bytes.length - 1]) {
    const asked = rig.director.mediaRequests.length;
    const file = await open(join(rig.dataDir, 'media', sha256), 'r+');
    await file.write(Buffer.from([bytes[at]! ^ 16]), 0, 1, at);
    await file.close();
    const body = await rig.page
      .fetch(`/media/${sha256}`)
      .then(
        (answer) => (answer.ok ? answer.arrayBuffer() : null),
        () => null,
      )
      .catch(() => null);
    expect(body).toBeNull();
    await rig.director.until(() => rig.director.mediaRequests.length > asked, 'fetched again');
    await rig.untilState((state) => state.unavailable.length === 0, 'whole again');
    const whole = await rig.page.fetch(`/media/${sha256}`);
    expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true);
  }
  figure('4 flipped bits, 0 shown');
});

test('[F22] a server that restarts amid a download is asked for the rest, and at most one chunk comes again', async () => {
  const rig = await startPairedRig();
  const bytes = picture(12 * MIB + 5);
  const cutAfterBytes = 5 * MIB + 400_000;
  rig.director.misbehave({ cutMediaAfterBytes: cutAfterBytes });
  const { version } = rig.director.publish([{ id: 'besar', bytes }]);
  const part = join(rig.dataDir, 'media', `${sha256Hex(bytes)}.part`);
  await expect.poll(() => sizeOf(part), { timeout: 20_000 }).toBeGreaterThanOrEqual(5 * MIB);
  await rig.director.stop();
  // The player may have gone on once already between the cut and the end of the server.
  const received = await sizeOf(part);
  rig.director.misbehave({});
  await rig.director.start();
  await untilWhole(rig, version);
  const again = received - Number(/^bytes=(\d+)-$/.exec(rig.director.mediaRequests.at(-1)?.range ?? '')?.[1]);
  expect(again).toBeGreaterThanOrEqual(0);
  expect(again).toBeLessThanOrEqual(CHUNK_BYTES);
  figure(`${(again / MIB).toFixed(2)} chunks again`);
});

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

/** A disk of its own for the player, which can be filled and locked. */
async function ownDisk(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'wawar-disk-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_BYTES}`, 'tmpfs', folder]);
  if (mounted.status !== 0) context.skip('file systems may not be mounted here');
  onTestFinished(() => void spawnSync('umount', ['-l', folder]));
  return folder;
}

test('[F38] on a disk that is really full a withdrawal takes effect and all plays on; with room again everything comes', async (context) => {
  const disk = await ownDisk(context);
  const rig = await startPairedRig({ dataDir: join(disk, 'player') });
  const kept = { id: 'ktp', bytes: picture() };
  const gone = { id: 'ditarik', bytes: picture() };
  const first = rig.director.publish([kept, gone]);
  await untilWhole(rig, first.version);
  await untilApplied(rig, first.version);

  const ballast = join(disk, 'ballast');
  const { bavail, bsize } = await statfs(disk);
  await writeFile(ballast, Buffer.alloc(bavail * bsize));
  const second = rig.director.publish([kept, { id: 'baru', bytes: picture() }]);
  await rig.untilState((state) => state.manifestVersion === second.version, 'withdrawn');
  expect(rig.page.state?.programme?.items.map(({ id }) => id)).toEqual(['ktp', 'baru']);
  expect(rig.page.state?.unavailable).toEqual(['baru']);
  await untilFault(rig, 'disk_error');
  const served = await rig.page.fetch(`/media/${sha256Hex(kept.bytes)}`);
  expect(Buffer.from(await served.arrayBuffer()).equals(kept.bytes)).toBe(true);
  expect(rig.director.applied.at(-1)?.manifestVersion).toBe(first.version);

  await rm(ballast);
  await untilApplied(rig, second.version, 30_000);
  await rig.director.until(() => rig.page.state?.unavailable.length === 0, 'the new file', 90_000);
  figure('0 bytes free: withdrawn, played on, recovered');
});

test('[F38] on a disk that became read-only all plays on, and what is new comes once it can be written', async (context) => {
  const disk = await ownDisk(context);
  const rig = await startPairedRig({ dataDir: join(disk, 'player') });
  const kept = { id: 'ktp', bytes: picture() };
  const first = rig.director.publish([kept]);
  await untilWhole(rig, first.version);
  await untilApplied(rig, first.version);
  const locked = spawnSync('mount', ['-o', 'remount,ro', disk]);
  if (locked.status !== 0) context.skip('the disk is in use and may not be locked');
  const second = rig.director.publish([kept, { id: 'baru', bytes: picture() }]);
  await rig.untilState((state) => state.manifestVersion === second.version, 'the new version');
  expect(rig.page.state?.unavailable).toEqual(['baru']);
  await untilFault(rig, 'disk_error');
  spawnSync('mount', ['-o', 'remount,rw', disk]);
  await untilApplied(rig, second.version, 30_000);
  await rig.director.until(() => rig.page.state?.unavailable.length === 0, 'the new file', 90_000);
  figure('read-only: played on, recovered');
});

/** What can no longer be written, and what makes it so that it can again. */
const BROKEN: Readonly<Record<string, (disk: string) => Promise<() => Promise<void>>>> = {
  async full(disk) {
    const ballast = join(disk, 'ballast');
    const { bavail, bsize } = await statfs(disk);
    await writeFile(ballast, Buffer.alloc(bavail * bsize));
    return () => rm(ballast);
  },
  async 'read-only'(disk) {
    const remount = (how: string) =>
      expect(spawnSync('mount', ['-o', `remount,${how}`, disk]).status).toBe(0);
    remount('ro');
    return async () => remount('rw');
  },
};

test.for(Object.keys(BROKEN))(
  '[F38] after a power cut amid a play, on a disk that is %s: the player starts, and all is stored when it can be',
  async (how, context) => {
    const disk = await ownDisk(context);
    const time = turnedTime();
    const rig = await startPairedRig({ dataDir: join(disk, 'player'), ...time });
    const { director, dataDir } = rig;
    const bytes = picture();
    const { version } = director.publish([{ id: 'ktp', bytes }]);
    await untilApplied(rig, version);
    director.misbehave({ refusePlays: true });
    rig.page.played('ktp', Date.now());
    const plays = join(dataDir, 'plays');
    const segment = async () => (await readdir(plays)).map((name) => join(plays, name)).at(-1);
    await expect.poll(segment).toBeDefined();
    rig.page.close();
    await rig.service.close();

    const epoch = director.hellos.at(-1)?.storeEpoch ?? '';
    await appendFile((await segment()) ?? '', 'half a li');
    await rm(join(dataDir, 'usage.json'));
    // What could be cleared away would make room again.
    if (how !== 'full') {
      await writeFile(join(dataDir, 'media', 'incoming-1.tmp'), 'x');
      await writeFile(join(dataDir, 'media', `${'0'.repeat(64)}.part`), 'x');
    }
    const mend = await BROKEN[how]!(disk);
    const hellos = director.hellos.length;
    await rig.restart();
    await untilWhole(rig, version);
    const served = await rig.page.fetch(`/media/${sha256Hex(bytes)}`);
    expect(Buffer.from(await served.arrayBuffer()).equals(bytes)).toBe(true);
    await director.until(() => director.hellos.length > hellos, 'hello');
    await untilFault(rig, 'disk_error');
    expect(director.hellos.at(-1)?.storeEpoch).not.toBe(epoch);
    rig.page.played('ktp', Date.now());
    await rig.director.until(
      () => rig.logged.some(({ context }) => context['task'] === 'record_play'),
      'refused',
    );

    await mend();
    director.misbehave({});
    time.pass(15_000);
    rig.page.played('ktp', Date.now() + 5000);
    await director.until(() => director.plays.size === 3, 'all plays', 20_000);
    const epochs = [...director.plays.keys()].map((key) => key.split('/')[0]);
    expect(epochs).toEqual([epoch, director.hellos.at(-1)?.storeEpoch, director.hellos.at(-1)?.storeEpoch]);
    const left = async () =>
      (await readdir(dataDir, { recursive: true })).filter((name) => /usage|incoming|\.part$/.test(name));
    await expect.poll(left, { timeout: 10_000 }).toEqual(['usage.json']);
    await director.stop();
    await rig.restart();
    await rig.untilState((state) => state.manifestVersion === version, 'plays on');
    figure(`half a line and a ${how} disk: started, played on, all stored afterwards`);
  },
);

test('[F39] while every fsync of the real player ends in EIO nothing is reported as stored; afterwards it is', async (context) => {
  const rig = await startPairedRig();
  const { director, dataDir } = rig;
  const first = director.publish([{ id: 'ktp', bytes: picture() }]);
  await untilApplied(rig, first.version);
  rig.page.close();
  await rig.service.close();

  const args = [PLAYER, dataDir, director.url, rig.playerOptions.rendererDir, '0'];
  const player = spawn(process.execPath, args, { stdio: ['pipe', 'ignore', 'inherit'] });
  onTestFinished(() => void player.kill('SIGKILL'));
  const before = director.hellos.length;
  await director.until(() => director.hellos.length > before, 'the player', 30_000);
  await director.until(() => director.applied.length > 1, 'playing', 30_000);

  const strace = spawn('strace', [
    ...['-f', '-qq', '-o', '/dev/null', '-p', String(player.pid)],
    ...['-e', 'trace=fsync,fdatasync', '-e', 'inject=fsync,fdatasync:error=EIO'],
  ]);
  onTestFinished(() => void strace.kill('SIGINT'));
  const attached = await Promise.race([
    once(strace, 'spawn').then(() => untilTraced(player.pid ?? 0)),
    once(strace, 'error').then(() => false),
    once(strace, 'exit').then(() => false),
  ]);
  if (!attached) context.skip('processes may not be traced here');

  const second = director.publish([
    { id: 'ktp', bytes: picture() },
    { id: 'baru', bytes: picture() },
  ]);
  // The clock's floor is written as well, and may fail before the version has come.
  const isMissing = () => director.statuses.at(-1)?.media.missing === 2;
  await director.until(isMissing, 'both files missing', 60_000);
  await untilFault(rig, 'disk_error');
  expect(director.applied.filter(({ manifestVersion }) => manifestVersion === second.version)).toEqual([]);
  expect(isMissing()).toBe(true);
  strace.kill('SIGINT');
  await once(strace, 'exit');
  await untilApplied(rig, second.version, 30_000);
  await director.until(() => director.statuses.at(-1)?.media.missing === 0, 'media', 90_000);
  player.stdin.end();
  await once(player, 'exit');
  figure('nothing stored under EIO, all after it');
});

/** Until the system says that every thread of the process is traced. */
async function untilTraced(pid: number): Promise<boolean> {
  const tasks = `/proc/${pid}/task`;
  const traced = async (): Promise<boolean> => {
    const states = (await readdir(tasks)).map((task) => readFile(join(tasks, task, 'status'), 'utf8'));
    return (await Promise.all(states)).every((state) => /TracerPid:\s+[1-9]/.test(state));
  };
  await expect.poll(traced, { timeout: 10_000 }).toBe(true);
  return true;
}
