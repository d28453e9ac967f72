/** A system clock that jumps while plays are counted, and a store that is made anew. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { storePlays } from '../../server/devices/store-plays.ts';
import { openDatabase } from '../../server/store/database.ts';
import { Clock } from '../../renderer/player/clock.ts';
import { broadcastDay, compileDay, resolveSlot } from '../../core/schedule/index.ts';
import type { Slot } from '../../core/schedule/index.ts';
import { picture, startPairedRig, type Rig } from '../main/player-rig.ts';
import { figure } from './support/figure.ts';
import { full } from './support/length.ts';
import { seeded } from './support/seed.ts';

const HOUR_MS = 3_600_000;
const AIR_MS = 1000;

/** Plays the main zone as the page does, by the page's own clock, and says what it played. */
function playByPlan(rig: Rig) {
  const clock = new Clock();
  let heard = 0;
  let current: Slot | null = null;
  const slotStarts: number[] = [];
  const timer = setInterval(() => {
    for (const message of rig.page.messages.slice(heard)) {
      if (message.type === 'state' || message.type === 'clock') {
        clock.correct(message.clockOffsetMs, message.systemMs);
      }
    }
    heard = rig.page.messages.length;
    const { state } = rig.page;
    if (!state?.programme) return;
    const nowMs = clock.nowMs();
    const plan = compileDay(state.programme, broadcastDay(state.programme, Math.floor(nowMs)));
    const slot = resolveSlot(plan, 'main', nowMs, new Set(state.unavailable)) ?? null;
    if (slot === null || slot.startMs === current?.startMs) return;
    if (current !== null) {
      rig.page.send({ type: 'ended', ...reported(current), endMs: slot.startMs, complete: true });
      slotStarts.push(current.startMs);
    }
    rig.page.send({ type: 'shown', ...reported(slot) });
    current = slot;
  }, 20);
  onTestFinished(() => clearInterval(timer));
  return {
    slotStarts,
    stop: () => {
      clearInterval(timer);
    },
  };
}

const reported = ({ item, entry, startMs }: Slot) => ({
  zone: 'main' as const,
  itemId: item,
  entryId: entry,
  slotStartMs: startMs,
  startMs,
});

async function playing(): Promise<Rig> {
  const rig = await startPairedRig();
  const { version } = rig.director.publish([
    { id: 'satu', bytes: picture(), airDurationMs: AIR_MS },
    { id: 'dua', bytes: picture(), airDurationMs: AIR_MS },
  ]);
  await rig.untilState(
    (state) => state.manifestVersion === version && state.unavailable.length === 0,
    'whole',
  );
  await rig.director.until(() => rig.service.status().clock !== null, 'signed time');
  return rig;
}

test(
  '[F43] the system clock is set by an hour again and again → every play is delivered, each once, none late or early',
  { timeout: 10 * 60_000 },
  () =>
    seeded(async (dice, step) => {
      const rig = await playing();
      const { now: trueNow } = Date;
      let steppedMs = 0;
      vi.spyOn(Date, 'now').mockImplementation(() => trueNow() + steppedMs);
      onTestFinished(() => void vi.restoreAllMocks());
      const page = playByPlan(rig);
      const steps = full(60, 6);
      for (let count = 1; count <= steps; count += 1) {
        const wanted = page.slotStarts.length + dice.between(1, 3);
        await rig.director.until(() => page.slotStarts.length >= wanted, `play ${wanted}`, 60_000);
        steppedMs += dice.next() < 0.5 ? HOUR_MS : -HOUR_MS;
        step(`step ${count}, now off by ${steppedMs / HOUR_MS} h`);
      }
      const wanted = page.slotStarts.length + 2;
      await rig.director.until(() => page.slotStarts.length >= wanted, 'the last plays', 60_000);
      page.stop();
      vi.restoreAllMocks();
      const played = page.slotStarts.length;
      await rig.director.until(() => rig.director.plays.size >= played, 'all delivered', 60_000);

      const starts = [...rig.director.plays.values()].map(({ startMs }) => startMs).sort((a, b) => a - b);
      expect(starts).toEqual(page.slotStarts);
      expect(new Set(starts).size).toBe(played);
      const gaps = starts.slice(1).map((startMs, index) => startMs - (starts[index] ?? 0));
      expect(gaps).toEqual(gaps.map(() => AIR_MS));
      expect(Math.abs((starts.at(-1) ?? 0) - trueNow())).toBeLessThan(HOUR_MS / 2);
      expect(rig.director.statuses.flatMap(({ faults }) => faults).map(({ code }) => code)).toContain(
        'clock_stepped',
      );
      figure(`${steps} steps of ±1 h, ${played} plays: 0 lost, 0 doubled (seed ${dice.seed})`);
    }),
);

test('[F43] a store that is made anew counts from one again → the server keeps its plays beside the old ones', async () => {
  const rig = await playing();
  const startMs = Date.now();
  for (let count = 0; count < 3; count += 1) rig.page.played('satu', startMs + AIR_MS * count);
  await rig.director.until(() => rig.director.plays.size === 3, 'first three', 20_000);
  await rig.service.close();
  const facts = join(rig.dataDir, 'facts.json');
  await writeFile(facts, (await readFile(facts)).subarray(0, 40));
  await rig.restart();
  await rig.director.until(() => rig.service.status().connected, 'welcome', 20_000);
  for (let count = 3; count < 5; count += 1) rig.page.played('satu', startMs + AIR_MS * count);
  await rig.director.until(() => rig.director.plays.size === 5, 'two more', 20_000);
  const sequences = [...rig.director.plays.values()].map(({ sequence }) => sequence);
  expect(sequences).toEqual([1, 2, 3, 1, 2]);

  const db = await openDatabase(join(rig.dataDir, 'server.sqlite'));
  onTestFinished(() => db.destroy());
  for (const [key, play] of rig.director.plays) {
    const batch = { storeEpoch: key.split('/')[0] ?? '', plays: [play] };
    // Each twice, as when an answer was lost.
    for (let time = 0; time < 2; time += 1) {
      await storePlays(db, { deviceId: 'd1', screenId: 'alun-alun' }, batch, Date.now());
    }
  }
  const kept = await db.selectFrom('plays').select('start_ms').orderBy('start_ms').execute();
  expect(kept.map(({ start_ms }) => start_ms)).toEqual(
    [0, 1, 2, 3, 4].map((count) => startMs + AIR_MS * count),
  );
  figure('store rebuilt: sequences 1–3 and 1–2, sent twice each, are five plays in the server’s database');
});
