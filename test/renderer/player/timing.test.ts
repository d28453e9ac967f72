/** The parts that keep time, with the time handed in. */
import { expect, it } from 'vitest';
import { Clock } from '../../../renderer/player/clock.ts';
import { DisplayFrames } from '../../../renderer/player/display-frames.ts';
import { FrameWatch } from '../../../renderer/player/frame-watch.ts';
import { Pace } from '../../../renderer/player/pace.ts';

/** Of 64 Hz: exact in binary, so that sums of it are. */
const FRAME_MS = 1000 / 64;

function turnable() {
  const time = { systemMs: 1_700_000_000_000, pageMs: 0 };
  const clock = new Clock({ systemMs: () => time.systemMs, pageMs: () => time.pageMs });
  const pass = (ms: number) => {
    time.systemMs += ms;
    time.pageMs += ms;
  };
  return { time, clock, pass };
}

it('a small correction is made up little by little, and time never goes back', () => {
  for (const correctionMs of [500, -500, 4900, -4900]) {
    const { time, clock, pass } = turnable();
    clock.correct(0);
    clock.correct(correctionMs);
    let before = clock.nowMs();
    let frames = 0;
    while (Math.abs(clock.nowMs() - (time.systemMs + correctionMs)) > 0.001) {
      pass(FRAME_MS);
      frames += 1;
      const nowMs = clock.nowMs();
      expect(nowMs - before).toBeGreaterThan(0.8 * FRAME_MS);
      expect(nowMs - before).toBeLessThan(1.2 * FRAME_MS);
      before = nowMs;
    }
    expect(frames * FRAME_MS).toBeLessThanOrEqual(Math.abs(correctionMs) * 10 + FRAME_MS);
  }
});

it('the first correction, and one of more than five seconds, hold at once', () => {
  const { time, clock } = turnable();
  clock.correct(3000);
  expect(clock.nowMs()).toBe(time.systemMs + 3000);
  clock.correct(-3000);
  expect(clock.nowMs()).toBe(time.systemMs - 3000);
});

it('a step of the system clock moves nothing until somebody says so', () => {
  const { time, clock, pass } = turnable();
  clock.correct(0);
  const before = clock.nowMs();
  time.systemMs += 3_600_000;
  pass(FRAME_MS);
  expect(clock.nowMs() - before).toBeCloseTo(FRAME_MS, 6);
});

it.each([3_600_000, -3_600_000])(
  'a correction that was under way when the system clock was set by %d ms is of the clock before',
  (stepMs) => {
    const { time, clock, pass } = turnable();
    clock.correct(200, time.systemMs);
    pass(1000);
    const before = clock.nowMs();
    const saidAtSystemMs = time.systemMs;
    time.systemMs += stepMs;
    pass(5);
    clock.correct(200, saidAtSystemMs);
    expect(clock.nowMs() - before).toBeCloseTo(5, 6);
    clock.correct(200 - stepMs, time.systemMs);
    expect(clock.nowMs() - before).toBeCloseTo(5, 6);
  },
);

it('a video without frames is noticed within the second, one with frames never', () => {
  const [moving, still] = [new FrameWatch(), new FrameWatch()];
  let pageMs = 0;
  for (; pageMs < 800; pageMs += FRAME_MS) {
    moving.frame();
    for (const watch of [moving, still]) watch.look(pageMs);
  }
  expect([moving.isStalled, still.isStalled]).toEqual([false, false]);
  for (; pageMs < 1000; pageMs += FRAME_MS) {
    moving.frame();
    for (const watch of [moving, still]) watch.look(pageMs);
  }
  expect([moving.isStalled, still.isStalled]).toEqual([false, true]);
});

it('a page that was held up itself blames no video', () => {
  const watch = new FrameWatch();
  watch.look(0);
  watch.look(5000);
  expect(watch.isStalled).toBe(false);
});

/** A video that runs at the speed it is told, seen at 30 fps with this much unevenness. */
function follow(lagMs: number, seconds: number, unevenMs: number, isGrouped = true) {
  const pace = new Pace();
  let seeks = 0;
  let most = 0;
  for (let frame = 0; frame < seconds * 30; frame += 1) {
    pace.frame(lagMs + unevenMs * Math.sin(frame * 2.4));
    const correction = pace.correction(isGrouped);
    if (correction.kind === 'seek') {
      seeks += 1;
      lagMs = 0;
      pace.reset();
    } else {
      most = Math.max(most, Math.abs(correction.factor - 1));
      lagMs -= (1000 / 30) * (correction.factor - 1);
    }
  }
  return { lagMs, seeks, most };
}

it.each([15, -15, 60, -60, 300, -300, 480])(
  'a video %i ms off is back in time by its speed alone',
  (offMs) => {
    const { lagMs, seeks, most } = follow(offMs, 6, 8);
    expect(Math.abs(lagMs)).toBeLessThan(12);
    expect(seeks).toBe(0);
    expect(most).toBeLessThanOrEqual(0.15 + 1e-9);
  },
);

it('on a screen that stands alone a small difference is left be', () => {
  expect(follow(40, 6, 8, false)).toMatchObject({ lagMs: 40, seeks: 0, most: 0 });
  expect(Math.abs(follow(90, 6, 8, false).lagMs)).toBeLessThan(25);
});

it('a video that is far off jumps, once', () => {
  expect(follow(900, 6, 8)).toMatchObject({ seeks: 1 });
  expect(follow(-900, 6, 8)).toMatchObject({ seeks: 1 });
});

it.each([50, 60, 75])('the frames of a display of %d Hz are learnt, though some are missed', (hz) => {
  const frames = new DisplayFrames();
  let frameMs = 5000;
  for (let frame = 0; frame < 600; frame += 1) {
    frameMs += (frame % 7 === 0 ? 3 : 1) * (1000 / hz);
    frames.began(frameMs);
  }
  expect(frames.intervalMs).toBeCloseTo(1000 / hz, 2);
  frames.began(frameMs + 60_000);
  expect(frames.intervalMs).toBeCloseTo(1000 / hz, 2);
});

it('a change falls on the first frame that is not before it, and a busy page does not live in the past', () => {
  const frames = new DisplayFrames();
  frames.began(1000);
  const { intervalMs } = frames;
  expect(frames.firstFrom(100, 100)).toBe(100);
  expect(frames.firstFrom(101, 100)).toBeCloseTo(100 + intervalMs, 6);
  expect(frames.firstFrom(100 + 2 * intervalMs - 1, 100)).toBeCloseTo(100 + 2 * intervalMs, 6);
  expect(frames.ageMs(1004)).toBe(4);
  expect(frames.ageMs(1400)).toBe(intervalMs);
});
