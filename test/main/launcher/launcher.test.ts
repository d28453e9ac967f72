import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { firstInstall } from '../../../main/launcher/first-install.ts';
import { StateFile } from '../../../main/launcher/state.ts';
import { readOptions } from '../../../main/options.ts';
import { workFolder } from '../../support/work-folder.ts';
import {
  damage,
  heard,
  launch,
  made,
  pairedHome,
  put,
  ROOT_SHA256,
  rootOf,
  silentLog,
  starts,
  stranger,
  until,
} from './rig.ts';

const startedSlots = async (home: string) => (await starts(home)).map(({ slot }) => slot);

describe('what is started', () => {
  test('the release a person installed, whoever signed it, is started and told so', async () => {
    const home = await workFolder();
    const own = await made(3, 'healthy', { signer: stranger });
    const state = await StateFile.open(home, silentLog);
    await firstInstall(home, own.folder, state);
    const { launcher, ended } = await launch(home);
    await until(async () => (await starts(home)).length === 1, 'a start');
    expect((await starts(home))[0]).toMatchObject({
      slot: 'a',
      shell: 'kiosk',
      release: { version: 3, sha256: own.sha256 },
      isTrial: false,
      refused: [],
    });
    await launcher.stop();
    await ended;
  });

  test('by the program, with the part of the desktop left of the first display', async () => {
    const home = await workFolder();
    await firstInstall(home, (await made(1, 'healthy')).folder, await StateFile.open(home, silentLog));
    const words = [
      'main/launcher.ts',
      'run',
      '--home',
      home,
      '--display-rect=-384,-20,384,192',
      '--',
      '--data',
      'x',
    ];
    const program = spawn(process.execPath, words, { stdio: 'ignore' });
    onTestFinished(() => void program.kill('SIGKILL'));
    await until(async () => (await starts(home)).length === 1, 'a start');
    const { args } = (await starts(home))[0] ?? { args: [] };
    expect(readOptions(['--server', 'http://a/', ...args], {})).toMatchObject({
      rect: { x: -384, y: -20, widthPx: 384, heightPx: 192 },
      dataDir: 'x',
    });
    program.kill('SIGTERM');
    expect(await once(program, 'exit')).toEqual([0, null]);
  });

  test('a release nobody vouches for is not', async () => {
    const home = await pairedHome();
    await put(home, 'a', await made(1, 'healthy', { signer: stranger }));
    await put(home, 'b', await made(2, 'healthy', { signer: stranger }), [rootOf([stranger])]);
    const { slates } = await launch(home);
    await until(() => slates.length > 0, 'the slate');
    expect(await starts(home)).toEqual([]);
  });

  test.each([
    ['one bit of the program', 'kiosk/kiosk.js', 'one bit'],
    ['one bit of a picture of the page', 'player/assets/large.bin', 'one bit'],
    ['the program cut short', 'kiosk/kiosk.js', 'cut'],
    ['the program grown', 'kiosk/kiosk.js', 'longer'],
    ['one bit of the statement', '.release.json', 'one bit'],
  ] as const)('[F56] %s changed: the other slot is started, and told of it', async (_, path, how) => {
    const home = await pairedHome({ current: 'a' });
    await put(home, 'a', await made(2, 'healthy'));
    await put(home, 'b', await made(1, 'healthy'));
    await damage(join(home, 'a', path), how);
    await launch(home);
    await until(async () => (await starts(home)).length === 1, 'a start');
    expect((await starts(home))[0]).toMatchObject({
      slot: 'b',
      release: { version: 1 },
      refused: [{ slot: 'a' }],
    });
  });

  test('[F56] a link in the place of a file is not followed', async () => {
    const home = await pairedHome();
    const own = await made(1, 'healthy');
    await put(home, 'a', own);
    await rm(join(home, 'a/player/index.html'));
    await symlink(join(own.folder, 'player/index.html'), join(home, 'a/player/index.html'));
    const { slates } = await launch(home);
    await until(() => slates.length > 0, 'the slate');
  });

  test('[F56] with both slots changed a slate is shown until one is mended, and then that one is started', async () => {
    const home = await pairedHome();
    const own = await made(1, 'healthy');
    await put(home, 'a', own);
    await put(home, 'b', await made(2, 'healthy'));
    for (const slot of ['a', 'b']) await damage(join(home, slot, 'kiosk/kiosk.js'));
    const { slates } = await launch(home);
    await until(() => slates.length === 1, 'the slate');
    await put(home, 'a', own);
    await until(async () => (await starts(home)).length === 1, 'a start');
    expect(slates).toEqual(['open', 'closed']);
  });

  test('damage to one copy of the launcher’s own facts forgets nothing', async () => {
    const home = await pairedHome({ current: 'b' });
    await put(home, 'a', await made(1, 'healthy'));
    await put(home, 'b', await made(2, 'healthy'));
    await writeFile(join(home, 'launcher.json'), 'sha256 0\n{}');
    await launch(home);
    await until(async () => (await starts(home)).length === 1, 'a start');
    expect(await startedSlots(home)).toEqual(['b']);
  });
});

describe('a player', () => {
  test('that ends is started again, from the same slot', async () => {
    const home = await pairedHome();
    await put(home, 'a', await made(2, 'ends later'));
    await put(home, 'b', await made(1, 'healthy'));
    await launch(home);
    await until(async () => (await starts(home)).length >= 3, 'three starts');
    expect(new Set(await startedSlots(home))).toEqual(new Set(['a']));
  });

  const unsteady = async (slot: 'a' | 'b', { release, sha256 }: Awaited<ReturnType<typeof made>>) => {
    const ref = { version: release.version, sha256 };
    return { slot, release: ref, code: 'unsteady', detail: 'ended 5 times in safe mode', atMs: 1 };
  };

  test('that keeps ending in safe mode leaves the screen to the other slot, and is not asked for again', async () => {
    const home = await pairedHome({ isSafe: true, safeEnds: 3 });
    const worn = await made(2, 'ends later');
    await put(home, 'a', worn);
    const asks = { type: 'switch', releaseSha256: worn.sha256, rootSha256: ROOT_SHA256 };
    await put(home, 'b', await made(1, 'healthy', { asks }));
    const { state } = await launch(home);
    await until(async () => (await heard(home)).length > 0, 'the asking, refused');
    expect(await startedSlots(home)).toEqual(['a', 'a', 'b']);
    const given = await unsteady('a', worn);
    expect((await starts(home))[2]).toMatchObject({
      failed: [worn.sha256],
      refused: [{ ...given, atMs: expect.any(Number) }],
    });
    expect(await heard(home)).toMatchObject([{ type: 'switch_refused', code: 'unsteady' }]);
    expect(state.data).toMatchObject({ current: 'b', safeEnds: 0, isSafe: true });
  });

  test('that kept ending has its turn again when the other slot does no better, and is forgiven when well', async () => {
    const before = await made(2, 'healthy');
    const failed = [await unsteady('a', before)];
    const home = await pairedHome({ current: 'b', isSafe: true, safeEnds: 4, failed });
    await put(home, 'a', before);
    await put(home, 'b', await made(1, 'ends later'));
    const { state } = await launch(home, { wellAgainMs: 300 });
    await until(() => !state.data.isSafe, 'the ordinary mode');
    expect((await startedSlots(home)).slice(0, 2)).toEqual(['b', 'a']);
    expect(state.data).toMatchObject({ current: 'a', failed: [{ slot: 'b', code: 'unsteady' }] });
  });

  test('that keeps ending with no other slot is started all the same', async () => {
    const home = await pairedHome({ isSafe: true, safeEnds: 4 });
    await put(home, 'a', await made(2, 'ends later'));
    const { state } = await launch(home);
    await until(async () => (await starts(home)).length >= 2, 'a second start');
    expect(state.data.failed).toEqual([]);
  });

  test('[F47] whose main thread hangs is killed and started again', async () => {
    const home = await pairedHome();
    await put(home, 'a', await made(1, 'hangs'));
    await launch(home);
    await until(async () => (await starts(home)).length >= 2, 'a second start');
  });

  test('that has proven itself is never given up: slots take turns until one works', async () => {
    const home = await pairedHome({ current: 'a' });
    await put(home, 'a', await made(2, 'crashes'));
    await put(home, 'b', await made(1, 'healthy'));
    const { state } = await launch(home);
    await until(() => state.data.current === 'b', 'the other slot');
    expect(state.data.failed).toEqual([]);
  });
});

describe('a switch', () => {
  const asking = (sha256: string, rootSha256 = ROOT_SHA256) => ({
    type: 'switch',
    releaseSha256: sha256,
    rootSha256,
  });

  test('starts the new release, which proves itself and stays', async () => {
    const home = await pairedHome();
    const next = await made(2, 'healthy');
    await put(home, 'a', await made(1, 'healthy', { asks: asking(next.sha256) }));
    await put(home, 'b', next);
    const { state } = await launch(home);
    await until(() => state.data.highest?.version === 2, 'the new release');
    expect(await starts(home)).toMatchObject([{ slot: 'a' }, { slot: 'b', isTrial: true }]);
    expect(state.data).toMatchObject({ current: 'b', trialStarts: null });
  });

  test.each(['crashes', 'shows nothing', 'stays dark'] as const)(
    'to one that %s falls back, and that one is not tried again',
    async (conduct) => {
      const home = await pairedHome();
      const next = await made(2, conduct);
      await put(home, 'a', await made(1, 'healthy', { asks: asking(next.sha256) }));
      await put(home, 'b', next);
      const { state } = await launch(home, { healthyWithinMs: conduct === 'shows nothing' ? 1500 : 20_000 });
      await until(async () => (await heard(home)).length > 0, 'a second asking, refused');
      expect(await startedSlots(home)).toEqual(['a', 'b', 'a']);
      expect((await starts(home))[2]).toMatchObject({
        failed: [next.sha256],
        refused: [{ slot: 'b', code: 'unhealthy', release: { version: 2 } }],
      });
      expect(await heard(home)).toMatchObject([{ type: 'switch_refused', code: 'unhealthy' }]);
      expect(state.data.current).toBe('a');
    },
  );

  test('in the dark is on trial until a picture was shown, however often it is started', async () => {
    const home = await pairedHome({
      current: 'b',
      trialStarts: 2,
      highest: { version: 1, sha256: 'a'.repeat(64) },
    });
    await put(home, 'a', await made(1, 'healthy'));
    await put(home, 'b', await made(2, 'waits and restarts'));
    const { state } = await launch(home);
    await until(async () => (await starts(home)).length >= 2, 'a second start');
    expect((await starts(home)).every(({ slot, isTrial }) => slot === 'b' && isTrial)).toBe(true);
    expect(state.data).toMatchObject({ highest: { version: 1 }, failed: [] });
    expect(state.data.trialStarts).not.toBeNull();
  });

  test('to one that failed and has to be started for want of another is still made', async () => {
    const next = await made(2, 'healthy');
    const ref = { version: 2, sha256: next.sha256 };
    const failed = [{ slot: 'b' as const, release: ref, code: 'unhealthy', detail: 'no picture', atMs: 1 }];
    const home = await pairedHome({ failed });
    await put(home, 'a', await made(1, 'healthy'));
    await damage(join(home, 'a', 'kiosk/kiosk.js'));
    await put(home, 'b', next);
    await launch(home);
    await until(async () => (await starts(home)).length === 1, 'a start');
    expect(await startedSlots(home)).toEqual(['b']);
  });

  test('is refused for an older release, for another than asked, and under another city’s root', async () => {
    const refusal = async (asks: (sha256: string) => object, version: number, roots = [rootOf()]) => {
      const home = await pairedHome({ highest: { version: 5, sha256: 'a'.repeat(64) } });
      const next = await made(version, 'healthy');
      await put(home, 'a', await made(5, 'healthy', { asks: asks(next.sha256) }));
      await put(home, 'b', next, roots);
      await launch(home);
      await until(async () => (await heard(home)).length > 0, 'a refusal');
      expect(await startedSlots(home)).toEqual(['a']);
      return (await heard(home))[0]?.code;
    };
    expect(await refusal((sha256) => asking(sha256), 4)).toBe('rollback');
    expect(await refusal(() => asking('b'.repeat(64)), 6)).toBe('mix_and_match');
    const other = rootOf(undefined, 'Kota Lain');
    expect(await refusal((sha256) => asking(sha256, 'c'.repeat(64)), 6, [other])).toBe('root_not_pinned');
    expect(await refusal((sha256) => asking(sha256), 6, [other])).toBe('root_not_pinned');
  });

  test('cut off by the power again and again does not end in a release that never gets through', async () => {
    const home = await pairedHome({ current: 'b', trialStarts: 3 });
    await put(home, 'a', await made(1, 'healthy'));
    await put(home, 'b', await made(2, 'healthy'));
    const { state } = await launch(home);
    await until(async () => (await starts(home)).length === 1, 'a start');
    expect(await startedSlots(home)).toEqual(['a']);
    expect(state.data.failed).toMatchObject([{ slot: 'b', code: 'unhealthy' }]);
  });
});
