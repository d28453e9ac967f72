import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { Manifest } from '../../../core/model/programme.ts';
import { DEFAULT_PLAYER_SETTINGS } from '../../../core/model/screen-settings.ts';
import { LAUNCH_ENV, type LaunchFacts } from '../../../main/launcher/protocol.ts';
import { afterEnd } from '../../../main/launcher/safe-mode.ts';
import { openLauncherLink, type ChildSide } from '../../../main/software/launcher-link.ts';
import { chromiumFlags } from '../../../main/shell/chromium/flags.ts';
import { launch, made, pairedHome, put, silentLog, starts, until } from '../launcher/rig.ts';
import { picture, startPairedRig, type Rig } from '../player-rig.ts';

const MINUTE_MS = 60_000;
const safeStarts = async (home: string) => (await starts(home)).map(({ args }) => args.includes('--safe'));

test('five ends within ten minutes call for safe mode, and older ones do not count', () => {
  let ends: number[] = [];
  for (const minute of [0, 2, 4, 6]) {
    const after = afterEnd(ends, minute * MINUTE_MS);
    expect(after.isTooMany).toBe(false);
    ends = after.ends;
  }
  expect(afterEnd(ends, 8 * MINUTE_MS).isTooMany).toBe(true);
  expect(afterEnd(ends, 11 * MINUTE_MS)).toMatchObject({ isTooMany: false, ends: { length: 4 } });
  // The clock was set back by years: what was before is of no use.
  expect(afterEnd(ends, -1e12)).toEqual({ ends: [-1e12], isTooMany: false });
});

test('a player that ends again and again is started in safe mode, even by the next launcher', async () => {
  const home = await pairedHome();
  await put(home, 'a', await made(1, 'ends later'));
  const { launcher, ended } = await launch(home);
  await until(async () => (await starts(home)).length >= 6, 'six starts');
  expect((await safeStarts(home)).slice(0, 6)).toEqual([false, false, false, false, false, true]);
  await launcher.stop();
  await ended;
  const before = (await starts(home)).length;
  await launch(home);
  await until(async () => (await starts(home)).length > before, 'a start after the next boot');
  expect((await safeStarts(home)).at(before)).toBe(true);
});

test('a safe player that stays well is started in the ordinary way, and its ends are forgotten', async () => {
  const home = await pairedHome({ isSafe: true, ends: [1, 2, 3, 4, 5] });
  await put(home, 'a', await made(1, 'healthy'));
  const { state } = await launch(home, { wellAgainMs: 300 });
  await until(async () => (await starts(home)).length === 2, 'another start');
  expect(await safeStarts(home)).toEqual([true, false]);
  expect(state.data).toMatchObject({ isSafe: false, ends: [] });
});

test('a player that was asked to start anew has not ended by itself', async () => {
  const home = await pairedHome();
  await put(home, 'a', await made(1, 'restarts'));
  const { state } = await launch(home);
  await until(async () => (await starts(home)).length >= 3, 'three starts');
  expect(state.data.ends).toEqual([]);
  expect((await starts(home)).at(-1)?.previous).toBeNull();
});

test('the browser does without the graphics card', () => {
  const look = { headless: false, kiosk: true, url: 'http://a/', profileDir: '/tmp/p', isRoot: false };
  const rect = { x: 0, y: 0, widthPx: 8, heightPx: 8 };
  expect(chromiumFlags({ ...look, rect, withoutGpu: true })).toContain('--disable-gpu');
  expect(chromiumFlags({ ...look, rect, withoutGpu: false })).not.toContain('--disable-gpu');
});

const fadingAndSharing: Partial<Manifest> = {
  settings: {
    ...DEFAULT_PLAYER_SETTINGS,
    transition: { kind: 'cross_fade', durationMs: 500 },
    lanSharing: true,
  },
};

async function onAir(rig: Rig): Promise<void> {
  rig.director.publish([{ id: 'kota', bytes: picture(), evergreen: true }], fadingAndSharing);
  await rig.untilState((state) => state.programme !== null && state.unavailable.length === 0, 'on air');
}

test('what airs is the same, without fades and neighbours, and the server hears why', async () => {
  let asked = 0;
  const lan = { host: '127.0.0.1', port: 0, subnets: () => ((asked += 1), []) };
  const ordinary = await startPairedRig({ lan });
  await onAir(ordinary);
  expect(ordinary.page.state?.transition).toEqual({ kind: 'cross_fade', durationMs: 500 });
  await until(() => asked > 0, 'listening to neighbours');
  await ordinary.service.close();
  asked = 0;
  const rig = await startPairedRig({ lan, safe: true });
  await onAir(rig);
  expect(rig.page.state?.transition).toEqual({ kind: 'cut' });
  expect(rig.page.state?.programme?.items).toEqual([expect.objectContaining({ id: 'kota' })]);
  await rig.director.until(() => faultsTold(rig).includes('safe_mode'), 'safe_mode reported');
  expect(asked).toBe(0);
});

const faultsTold = ({ director }: Rig) =>
  director.statuses.flatMap(({ faults }) => faults.map(({ code }) => code));

/** A launcher that says these facts and listens to nobody. */
function launcherWith(previous: LaunchFacts['previous']) {
  const facts = {
    ...{
      home: '/nowhere',
      slot: 'a',
      shell: 'kiosk',
      isTrial: false,
      highest: null,
      failed: [],
      refused: [],
    },
    release: { version: 1, sha256: 'a'.repeat(64) },
    previous,
  };
  const side = Object.assign(new EventEmitter(), {
    env: { [LAUNCH_ENV]: JSON.stringify(facts) },
    send: () => true,
    connected: true,
  });
  return openLauncherLink(side as unknown as ChildSide, silentLog);
}

test('[F47] that the launcher ended a hanging player is told to the server when it is next there', async () => {
  const hung = launcherWith({ why: 'hung', detail: 'no sign of life for 8000 ms', atMs: 1000 });
  const rig = await startPairedRig({ launcher: hung });
  await rig.director.until(() => faultsTold(rig).includes('restarted_by_watchdog'), 'reported');
  const crashed = launcherWith({ why: 'exited', detail: 'ended with 1', atMs: 1000 });
  const other = await startPairedRig({ launcher: crashed });
  await onAir(other);
  expect(faultsTold(other)).not.toContain('restarted_by_watchdog');
});
