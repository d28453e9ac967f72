import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { CommandName } from '../../../core/protocol/device.ts';
import { picture, startPairedRig, type Rig } from '../player-rig.ts';

let commands = 0;

/** Asks as central does, and waits for the answer. */
async function ask({ director }: Rig, command: CommandName, expiresInMs = 10_000) {
  const id = `c${String((commands += 1))}`;
  director.send({ type: 'command', id, command, expiresAtMs: Date.now() + expiresInMs });
  await director.until(() => director.commandResults.some((one) => one.id === id), `an answer to ${command}`);
  return director.commandResults.find((one) => one.id === id);
}

test('a panel is blanked, stays so through a restart, and is lit again', async () => {
  const rig = await startPairedRig();
  rig.director.publish([{ id: 'a', bytes: picture() }]);
  await rig.untilState((state) => state.programme !== null, 'a programme');
  expect(await ask(rig, 'blank')).toMatchObject({ ok: true });
  await rig.untilState((state) => state.blanked, 'blanked');
  await rig.director.until(() => rig.director.statuses.at(-1)?.blanked === true, 'told');
  await rig.restart();
  await rig.untilState((state) => state.blanked, 'blanked after a restart');
  await rig.director.until(() => rig.service.status().connected, 'connected again');
  expect(await ask(rig, 'unblank')).toMatchObject({ ok: true });
  await rig.untilState((state) => !state.blanked, 'lit');
});

test('what was blanked in the evening is lit with the next broadcast day', async () => {
  let aheadMs = 0;
  const rig = await startPairedRig({
    nowMs: () => Date.now() + aheadMs,
    monotonicMs: () => performance.now() + aheadMs,
  });
  rig.director.publish([{ id: 'a', bytes: picture() }]);
  await rig.untilState((state) => state.programme !== null, 'a programme');
  await ask(rig, 'blank');
  await rig.untilState((state) => state.blanked, 'blanked');
  aheadMs = 25 * 3_600_000;
  await rig.untilState((state) => !state.blanked, 'lit the next day');
});

test('clearing the cache removes strangers and halves, keeps what is on air, and fetches what is missing', async () => {
  const rig = await startPairedRig();
  const { director } = rig;
  director.publish([{ id: 'a', bytes: picture() }]);
  await rig.untilState((state) => state.programme?.items.length === 1 && state.unavailable.length === 0, 'a');
  director.misbehave({ cutMediaAfterBytes: 1_200_000 });
  const large = picture(3_000_000);
  director.publish([
    { id: 'a', bytes: picture() },
    { id: 'b', bytes: large },
  ]);
  const media = join(rig.dataDir, 'media');
  const parts = async () => (await readdir(media)).filter((name) => name.endsWith('.part'));
  await expect.poll(parts, { timeout: 10_000 }).toHaveLength(1);
  director.misbehave({});
  const before = director.mediaRequests.length;
  const answer = await ask(rig, 'clear_cache');
  expect(answer).toMatchObject({ ok: true });
  await director.until(
    () => rig.page.state?.manifestVersion === 2 && rig.page.state.unavailable.length === 0,
    'everything there again',
  );
  const asked = director.mediaRequests.slice(before).filter(({ range }) => range === undefined);
  expect(asked.length).toBeGreaterThanOrEqual(1);
  expect(await parts()).toEqual([]);
});

test('a restart is answered first, then asked of whoever supervises', async () => {
  const rig = await startPairedRig();
  const restart = once(rig.service.events, 'restart');
  expect(await ask(rig, 'restart')).toMatchObject({ ok: true });
  await restart;
});

test('the log comes packed, with what happened in it', async () => {
  const rig = await startPairedRig({ recentLog: () => '{"event":"player_started"}\n' });
  expect(await ask(rig, 'send_logs')).toMatchObject({ ok: true });
  expect(gunzipSync(rig.director.logs[0]!).toString('utf8')).toBe('{"event":"player_started"}\n');
});

test('a command that comes too late is not run, and one that comes twice is run once', async () => {
  const rig = await startPairedRig();
  const { director, page } = rig;
  expect(await ask(rig, 'blank', -1)).toMatchObject({ ok: false, detail: 'expired' });
  const again = {
    type: 'command',
    id: 'twice',
    command: 'identify',
    expiresAtMs: Date.now() + 10_000,
  } as const;
  director.send(again);
  director.send(again);
  await director.until(
    () => director.commandResults.filter(({ id }) => id === 'twice').length === 2,
    'two answers',
  );
  expect(page.messages.filter(({ type }) => type === 'identify')).toHaveLength(1);
  expect(page.state?.blanked).toBe(false);
});

test('a screen identifies itself by what it computes, not by what the server calls it', async () => {
  const rig = await startPairedRig();
  const { director } = rig;
  const code = director.codeShown;
  director.misbehave({
    manifest: (manifest) => ({
      ...manifest,
      programme: { ...manifest.programme, screenName: 'Transfer ke rekening ini' },
    }),
  });
  const { version } = director.publish([{ id: 'a', bytes: picture() }]);
  await rig.untilState(({ manifestVersion }) => manifestVersion === version, 'taken');
  await ask(rig, 'identify');
  const shown = () => rig.page.messages.flatMap((one) => (one.type === 'identify' ? [one.label] : []));
  await director.until(() => shown().length > 0, 'identified');
  expect(shown()).toEqual([code]);
  director.rotate();
  const next = director.publish([{ id: 'a', bytes: picture() }]);
  await rig.untilState(({ manifestVersion }) => manifestVersion === next.version, 'under the new root');
  await ask(rig, 'identify');
  await director.until(() => shown().length > 1, 'identified again');
  expect(shown()[1]).not.toBe(code);
});

test('a picture is asked for where there is no window: the answer says so', async () => {
  const rig = await startPairedRig();
  expect(await ask(rig, 'screenshot')).toMatchObject({ ok: false, detail: 'no window' });
  rig.service.captureWith(() => Promise.resolve(Buffer.from([0xff, 0xd8, 0xff, 0xd9])));
  expect(await ask(rig, 'screenshot')).toMatchObject({ ok: true, detail: 'page' });
  expect(rig.director.snapshotSources).toContain('page');
  expect(rig.service.status().eye).toBeNull();
});
