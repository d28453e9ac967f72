/** Clocks that are wrong by years: at work, at boot, and for good. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { picture, startPairedRig, type Rig } from '../main/player-rig.ts';
import { sha256 } from '../support/director/wanted.ts';
import { figure } from './support/figure.ts';
import { full } from './support/length.ts';
import { correctionMs, onScreen } from './support/on-screen.ts';
import { turnedTime, type TurnedTime } from './support/turned-time.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const YEAR_MS = 365 * DAY_MS;

interface City {
  rig: Rig;
  time: TurnedTime;
  evergreenSha256: string;
}

/** A player with one announcement on a lease of three days and one evergreen, both whole on its disk. */
async function city(): Promise<City> {
  const time = turnedTime();
  const { nowMs, monotonicMs } = time;
  const rig = await startPairedRig({ nowMs, monotonicMs });
  const evergreen = picture();
  const { version } = rig.director.publish([
    { id: 'biasa', bytes: picture() },
    { id: 'kota', bytes: evergreen, evergreen: true },
  ]);
  await rig.untilState(
    (state) => state.manifestVersion === version && state.unavailable.length === 0,
    'both whole',
  );
  return { rig, time, evergreenSha256: sha256(evergreen) };
}

/** A power cut after which the machine comes up with this clock, and no network. */
async function bootOffline({ rig, time }: City, stepMs: number): Promise<void> {
  await rig.director.stop();
  await rig.service.close();
  time.step(stepMs);
  await rig.restart();
  await rig.untilState((state) => state.manifestVersion !== null, 'the programme from disk');
}

const faultCodes = ({ rig }: City): string[] => rig.service.status().faults.map(({ code }) => code);
const floorOf = async ({ rig }: City): Promise<number> =>
  Number(/"clockFloorMs": (\d+)/.exec(await readFile(join(rig.dataDir, 'facts.json'), 'utf8'))?.[1]);

test.each([
  ['+10 years', 10 * YEAR_MS],
  ['−1 year', -YEAR_MS],
])(
  '[F41] the system clock is set by %s at work → nothing expires, nothing changes on screen',
  async (_, stepMs) => {
    const made = await city();
    const { rig, time } = made;
    const told = rig.page.states.length;
    time.step(stepMs);
    await rig.director.until(
      () => rig.director.statuses.at(-1)?.faults.some(({ code }) => code === 'clock_stepped') ?? false,
      'the step is told',
    );
    await rig.director.until(
      () => Math.abs(correctionMs(rig.page) + stepMs) < HOUR_MS,
      'the page is corrected',
    );
    expect(rig.page.states).toHaveLength(told);
    expect((await onScreen(rig, time.nowMs()))?.itemId).toBe('biasa');
    expect(Math.abs((await onScreen(rig, time.nowMs()))!.nowMs - Date.now())).toBeLessThan(HOUR_MS);
    figure(`at work, ${stepMs > 0 ? '+10 years' : '−1 year'}: 0 changes on screen`);
  },
);

test('[F41] a boot with a clock 10 years ahead → evergreen on screen, nothing thrown away, all back with the server', async () => {
  const made = await city();
  const { rig, time, evergreenSha256 } = made;
  await bootOffline(made, 10 * YEAR_MS);
  await rig.untilState((state) => state.unavailable.includes('biasa'), 'uncertain');
  expect(await onScreen(rig, time.nowMs())).toMatchObject({ itemId: 'kota', sha256: evergreenSha256 });
  expect(faultCodes(made)).toContain('time_uncertain');
  const requests = rig.director.mediaRequests.length;
  await rig.director.start();
  await rig.untilState((state) => state.unavailable.length === 0, 'certain again');
  expect((await onScreen(rig, time.nowMs()))?.itemId).toBe('biasa');
  expect(rig.director.mediaRequests).toHaveLength(requests);
  expect(faultCodes(made)).not.toContain('time_uncertain');
  figure('boot 10 years ahead: evergreen, then all again, 0 bytes fetched');
});

test('[F42] a boot with a clock a year behind → time goes on from the floor, and what was over stays over', async () => {
  const made = await city();
  const { rig, time, evergreenSha256 } = made;
  // Certain to have been over: the server's own time says so, and the floor keeps it.
  rig.director.misbehave({ renewalTimeMs: Date.now() + 10 * DAY_MS });
  rig.director.cutDevice();
  await rig.untilState((state) => state.unavailable.includes('biasa'), 'lease over');
  // It stands for long enough to be kept.
  time.pass(6 * HOUR_MS);
  rig.director.misbehave({});
  await bootOffline(made, -YEAR_MS);
  const floorMs = await floorOf(made);
  expect(floorMs).toBeGreaterThan(Date.now() + 9 * DAY_MS);
  expect(rig.service.status().atMs).toBeGreaterThanOrEqual(floorMs);
  expect(rig.page.state?.unavailable).toContain('biasa');
  expect(await onScreen(rig, time.nowMs())).toMatchObject({ itemId: 'kota', sha256: evergreenSha256 });
  figure('boot a year behind: time at or above the floor, lease stays over');
});

test('[F42] the server’s own clock is a year ahead for one answer → the screen goes back with the next, for good', async () => {
  const made = await city();
  const { rig, time } = made;
  rig.director.misbehave({ renewalTimeMs: Date.now() + YEAR_MS });
  rig.director.cutDevice();
  await rig.untilState((state) => state.unavailable.includes('biasa'), 'a year ahead');
  const { version } = rig.director.publish([{ id: 'jujur', bytes: picture() }]);
  await rig.director.until(() => rig.director.applied.at(-1)?.refused?.code === 'expired', 'expired');
  rig.director.misbehave({});
  rig.director.cutDevice();
  await rig.untilState((state) => state.manifestVersion === version, 'an honest manifest is taken');
  await bootOffline(made, 0);
  expect(Math.abs(rig.service.status().atMs - time.nowMs())).toBeLessThan(HOUR_MS);
  expect(await floorOf(made)).toBeLessThan(Date.now() + HOUR_MS);
  figure('a server a year ahead for one answer: right again with the next, floor not poisoned');
});

test('[F42] a boot 10 years ahead, then a clock that is right → the floor was not poisoned', async () => {
  const made = await city();
  const { rig, time } = made;
  const before = await floorOf(made);
  await bootOffline(made, 10 * YEAR_MS);
  expect(faultCodes(made)).toContain('time_uncertain');
  await bootOffline(made, -10 * YEAR_MS);
  await rig.untilState((state) => state.unavailable.length === 0, 'certain');
  expect((await onScreen(rig, time.nowMs()))?.itemId).toBe('biasa');
  expect((await floorOf(made)) - before).toBeLessThan(HOUR_MS);
  expect(faultCodes(made)).not.toContain('time_uncertain');
  figure('10 years ahead and corrected: floor moved by the uptime alone');
});

test.each([
  ['30 s behind', -30_000],
  ['an hour ahead', HOUR_MS],
])(
  '[F42] a clock that is %s all the time → a boot without network goes on in the right second',
  async (how, wrongByMs) => {
    const made = await city();
    const { rig, time } = made;
    time.step(wrongByMs);
    const offsetOf = async () =>
      Number(
        /"systemOffsetMs": (-?\d+)/.exec(await readFile(join(rig.dataDir, 'facts-added.json'), 'utf8'))?.[1],
      );
    await expect.poll(async () => Math.abs((await offsetOf()) + wrongByMs) < 1000).toBe(true);
    await bootOffline(made, 0);
    const shown = await onScreen(rig, time.nowMs());
    expect(shown?.itemId).toBe('biasa');
    expect(Math.abs((shown?.nowMs ?? 0) - Date.now())).toBeLessThan(10_000);
    expect(faultCodes(made)).not.toContain('time_uncertain');
    figure(`a clock always ${how}: the right time after a boot without network`);
  },
);

test('[F42] a clock 10 years ahead that is set right at work → all plays again without a boot', async () => {
  const made = await city();
  const { rig, time } = made;
  await bootOffline(made, 10 * YEAR_MS);
  await rig.untilState((state) => state.unavailable.includes('biasa'), 'uncertain');
  time.step(-10 * YEAR_MS);
  await rig.untilState((state) => state.unavailable.length === 0, 'believed');
  expect((await onScreen(rig, time.nowMs()))?.itemId).toBe('biasa');
  expect(faultCodes(made)).not.toContain('time_uncertain');
});

test(
  '[F45] 400 days without network, a power cut every day → something approved is on screen each day',
  { timeout: 15 * 60_000 },
  async () => {
    const made = await city();
    const { rig, time, evergreenSha256 } = made;
    await rig.director.stop();
    const everyDays = full(1, 25);
    let boots = 0;
    const days = { biasa: 0, kota: 0 };
    for (let day = everyDays; day <= 400; day += everyDays) {
      // Twenty hours at work and four in the dark, each day.
      time.pass(everyDays * 20 * HOUR_MS);
      await rig.service.close();
      time.step(everyDays * 4 * HOUR_MS);
      await rig.restart();
      await rig.untilState((state) => state.manifestVersion !== null, `day ${day}`);
      const shown = await onScreen(rig, time.nowMs());
      expect(['biasa', 'kota'], `day ${day}`).toContain(shown?.itemId);
      days[shown?.itemId as keyof typeof days] += 1;
      if (day > 3) expect(shown, `day ${day}`).toMatchObject({ itemId: 'kota', sha256: evergreenSha256 });
      if (day > 30) expect(faultCodes(made), `day ${day}`).toContain('manifest_expired');
      expect(faultCodes(made), `day ${day}`).not.toContain('time_uncertain');
      boots += 1;
    }
    figure(
      `${boots} boots in 400 days: ${days.biasa} with the leased item, ${days.kota} with evergreen, 0 dark`,
    );
  },
);

test.each([
  ['399 days', 399, false],
  ['500 days, longer than its clock is believed', 500, true],
])(
  '[F45] switched off for %s, then booted without network → evergreen on screen',
  async (_, days, isUncertain) => {
    const made = await city();
    const { rig, time, evergreenSha256 } = made;
    await rig.director.stop();
    await rig.service.close();
    time.step(days * DAY_MS);
    await rig.restart();
    await rig.untilState((state) => state.manifestVersion !== null, 'the programme from disk');
    expect(await onScreen(rig, time.nowMs())).toMatchObject({ itemId: 'kota', sha256: evergreenSha256 });
    expect(faultCodes(made).includes('time_uncertain')).toBe(isUncertain);
  },
);

test('[F45] 400 days at a stretch without network → leases end, the manifest expires, evergreen plays on', async () => {
  const made = await city();
  const { rig, time, evergreenSha256 } = made;
  await rig.director.stop();
  await rig.director.until(() => !rig.service.status().connected, 'cut');
  time.pass(2 * DAY_MS);
  expect((await onScreen(rig, time.nowMs()))?.itemId).toBe('biasa');
  time.pass(2 * DAY_MS);
  await rig.untilState((state) => state.unavailable.includes('biasa'), 'lease over');
  expect(await onScreen(rig, time.nowMs())).toMatchObject({ itemId: 'kota', sha256: evergreenSha256 });
  for (const day of [31, 100, 200, 399, 400]) {
    time.pass((day - 4) * DAY_MS - (time.nowMs() - Date.now() - 4 * DAY_MS));
    await rig.director.until(
      () =>
        rig.service
          .status()
          .faults.some(({ code, atMs }) => code === 'manifest_expired' && atMs > time.nowMs() - DAY_MS),
      `the alarm of day ${day}`,
    );
    expect(await onScreen(rig, time.nowMs()), `day ${day}`).toMatchObject({
      itemId: 'kota',
      sha256: evergreenSha256,
    });
  }
  expect(faultCodes(made)).not.toContain('time_uncertain');
  await rig.director.start();
  await rig.director.until(() => rig.service.status().connected, 'welcomed after 400 days', 60_000);
  figure('400 days at a stretch: evergreen throughout, welcomed afterwards');
});
