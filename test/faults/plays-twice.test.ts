import { expect, test } from 'vitest';
import { getProofOfPlay } from '../../core/api/reports.ts';
import { publish } from '../../core/api/schedule.ts';
import type { Play } from '../../core/protocol/device.ts';
import {
  allDay,
  approve,
  city,
  evergreen,
  inReview,
  pairedDevice,
  plan,
} from '../server/director/support/city.ts';
import { figure } from './support/figure.ts';
import { full } from './support/length.ts';
import { playing } from './support/playing.ts';
import { seeded } from './support/seed.ts';

const PLAYS = full(2000, 200);
/** Deliveries whose answer is lost. */
const REPEATS = full(20, 3);
const HOUR_MS = 3_600_000;

test('[F58] a player whose acknowledgements are lost delivers again, under the same numbers', async () => {
  const { rig } = await playing();
  const { director } = rig;
  const startMs = Date.now() - HOUR_MS;
  director.misbehave({ losePlaysAnswer: true });
  for (let play = 0; play < 20; play += 1) rig.page.played('baik', startMs + play * 2000);
  await director.until(() => director.playsReceived >= 20, 'the first delivery', 20_000);
  // Each time a player that was started anew tries again.
  for (let times = 2; times <= REPEATS; times += 1) {
    await rig.restart();
    await director.until(() => director.playsReceived >= 20 * times, `delivery ${times}`, 20_000);
  }
  director.misbehave({});
  await rig.restart();
  await director.until(() => director.playsReceived >= 20 * (REPEATS + 1), 'the last delivery', 20_000);
  const starts = [...director.plays.values()].map((play) => play.startMs).sort();
  expect(starts).toEqual(Array.from({ length: 20 }, (_, play) => startMs + play * 2000));
  figure(`player: 20 plays, received ${director.playsReceived}×, 20 counted`);
});

test('[F58] batches that come twice, overlap or come out of order count each play once', () =>
  seeded(async (dice, step) => {
    let nowMs = Date.now();
    const where = await city({ nowMs: () => nowMs });
    await evergreen(where);
    const ktp = await approve(where, await inReview(where, 'ktp'));
    await plan(where, allDay(ktp.id));
    await where.editor.api.call(publish, {});
    const device = await pairedDevice(where);
    const { version } = await device.apply();
    const fromMs = nowMs;
    const plays = Array.from({ length: PLAYS }, (_, index): Play => ({
      sequence: index + 1,
      zone: 'main',
      itemId: `${ktp.id}-v`,
      announcementId: ktp.id,
      entryId: null,
      manifestVersion: version,
      startMs: fromMs + index * 1000,
      endMs: fromMs + (index + 1) * 1000,
      complete: true,
    }));
    let sent = 0;
    const deliver = async (from: number, to: number) => {
      step(`plays ${from} to ${to} of ${PLAYS}`);
      sent += to - from;
      await device.deliver({ storeEpoch: 'e1', plays: plays.slice(from, to) });
    };
    for (let batch = 0; batch < 40; batch += 1) {
      const from = dice.between(0, PLAYS - 1);
      await deliver(from, dice.between(from + 1, Math.min(PLAYS, from + 1000) + 1));
    }
    for (let from = 0; from < PLAYS; from += 1000) await deliver(from, Math.min(PLAYS, from + 1000));
    nowMs += HOUR_MS;
    const query = { fromMs, toMs: fromMs + HOUR_MS };
    const { rows } = await where.editor.api.call(getProofOfPlay, { query });
    expect(rows.find((row) => row.announcementId === ktp.id)?.plays).toBe(PLAYS);
    figure(`server: ${PLAYS} plays, received ${sent}×, ${PLAYS} counted (seed ${dice.seed})`);
  }));
