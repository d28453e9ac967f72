import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ServerClock } from '../../../main/sync/clock.ts';

const NOW_MS = Date.UTC(2026, 7, 17, 1);
const DAY_MS = 86_400_000;

/** A machine whose clocks a test turns by hand. */
function machine(systemMs: number) {
  const state = { systemMs, monotonicMs: 5000 };
  return {
    state,
    time: { nowMs: () => state.systemMs, monotonicMs: () => state.monotonicMs },
    pass(ms: number) {
      state.systemMs += ms;
      state.monotonicMs += ms;
    },
  };
}

test('without signed time a plausible hardware clock is believed', () => {
  const { time } = machine(NOW_MS);
  const clock = new ServerClock(time, NOW_MS - 300 * DAY_MS);
  expect(clock.nowMs()).toBe(NOW_MS);
  expect(clock.isUncertain()).toBe(false);
  expect(clock.estimate()).toBeNull();
});

test.each([
  ['an hour behind the floor', NOW_MS + 3_600_000],
  ['more than 400 days ahead of it', NOW_MS - 401 * DAY_MS],
])('a hardware clock %s is not believed: time goes on from the floor', (_, floorMs) => {
  const { time, pass } = machine(NOW_MS);
  const clock = new ServerClock(time, floorMs);
  pass(10_000);
  expect(clock.isUncertain()).toBe(true);
  expect(clock.nowMs()).toBeGreaterThan(floorMs + 9990);
  expect(clock.nowMs()).toBeLessThanOrEqual(floorMs + 10_000);
});

const anyFloorMs = fc.integer({ min: NOW_MS - 1000 * DAY_MS, max: NOW_MS });
/** System clocks up to a day behind the server's, or any time ahead of it. */
const anyOffsetMs = fc.integer({ min: -300 * DAY_MS, max: DAY_MS });

test('a clock that keeps its error through a restart tells the time exactly, however long it was off', () => {
  const offForMs = fc.integer({ min: 0, max: 99 * DAY_MS });
  fc.assert(
    fc.property(anyFloorMs, anyOffsetMs, offForMs, (floorMs, offsetMs, passedMs) => {
      const { time, pass } = machine(floorMs + passedMs - offsetMs);
      const clock = new ServerClock(time, floorMs, offsetMs);
      expect(clock.isUncertain()).toBe(false);
      pass(1000);
      expect(clock.nowMs()).toBeCloseTo(floorMs + passedMs + 1000, 3);
      expect(clock.knownOffsetMs()).toBe(offsetMs);
    }),
  );
});

test('a clock without a battery is not believed, whatever offset it had', () => {
  const offsets = fc.option(fc.integer({ min: -300 * DAY_MS, max: 10_000 * DAY_MS }));
  const behind = fc.integer({ min: 2 * DAY_MS, max: 20_000 * DAY_MS });
  fc.assert(
    fc.property(anyFloorMs, offsets, behind, (floorMs, offsetMs, behindMs) => {
      const clock = new ServerClock(machine(floorMs - behindMs).time, floorMs, offsetMs);
      expect(clock.isUncertain()).toBe(true);
      expect(clock.nowMs()).toBe(floorMs);
      expect(clock.knownOffsetMs()).toBeNull();
    }),
  );
});

test('a clock that was set while the machine was off is believed as it is, if it would be without an offset', () => {
  const aheadMs = fc.integer({ min: 0, max: 400 * DAY_MS });
  fc.assert(
    fc.property(anyFloorMs, anyOffsetMs, aheadMs, (floorMs, offsetMs, setAheadMs) => {
      const systemMs = floorMs + setAheadMs;
      const clock = new ServerClock(machine(systemMs).time, floorMs, offsetMs);
      expect(clock.isUncertain()).toBe(false);
      const isWithOffset = setAheadMs + offsetMs >= 0 && setAheadMs + offsetMs <= 400 * DAY_MS;
      expect(clock.nowMs()).toBe(isWithOffset ? systemMs + offsetMs : systemMs);
    }),
  );
});

test('a clock a few seconds behind the floor counts as the floor', () => {
  const { time, pass } = machine(NOW_MS - 30_000);
  const clock = new ServerClock(time, NOW_MS);
  expect(clock.isUncertain()).toBe(false);
  pass(10_000);
  expect(clock.nowMs()).toBeGreaterThan(NOW_MS + 9990);
  expect(clock.nowMs()).toBeLessThanOrEqual(NOW_MS + 10_000);
});

test('the offset that is kept is signed time’s, follows steps of the system clock, and is none where time is a guess', () => {
  const { time, state, pass } = machine(NOW_MS - 30_000);
  expect(new ServerClock(time, NOW_MS - DAY_MS).knownOffsetMs()).toBeNull();
  const clock = new ServerClock(time, 0);
  expect(clock.knownOffsetMs()).toBeNull();
  clock.takeSigned(NOW_MS, 5000, 5000);
  expect(Math.abs((clock.knownOffsetMs() ?? 0) - 30_000)).toBeLessThan(2);
  state.systemMs += 3_600_000;
  pass(1000);
  expect(Math.abs((clock.knownOffsetMs() ?? 0) - 30_000 + 3_600_000)).toBeLessThan(2);
});

test('an offset to time that leapt is not kept before the leap has stood', () => {
  const { time, state, pass } = machine(NOW_MS);
  const clock = new ServerClock(time, NOW_MS - 1000);
  const signed = (aheadMs: number) => {
    clock.takeSigned(state.systemMs + aheadMs, state.monotonicMs, state.monotonicMs);
  };
  signed(0);
  pass(1000);
  signed(DAY_MS / 2);
  expect(clock.knownOffsetMs()).toBeNull();
  pass(1000);
  signed(0);
  expect(Math.abs(clock.knownOffsetMs() ?? Infinity)).toBeLessThan(2);
});

test('signed time ends uncertainty, and a later jump of the system clock moves nothing', () => {
  const { time, state, pass } = machine(0);
  const clock = new ServerClock(time, NOW_MS - DAY_MS);
  clock.takeSigned(NOW_MS, 4900, 5000);
  expect(clock.isUncertain()).toBe(false);
  state.systemMs += 7 * DAY_MS;
  pass(60_000);
  // In the middle of [0, 100] ms, and of the millisecond the server cut off.
  expect(clock.nowMs()).toBeCloseTo(NOW_MS + 50.5 + 60_000, 1);
  expect(clock.nowMs()).toBeCloseTo(state.systemMs + clock.offsetMs(), 6);
});

test('a believed hardware clock is believed once: a later step of it moves nothing', () => {
  const { time, state, pass } = machine(NOW_MS);
  const clock = new ServerClock(time, NOW_MS - DAY_MS);
  pass(1000);
  state.systemMs -= 3_600_000;
  expect(clock.lookAtSystem()).toBe(-3_600_000);
  expect(clock.lookAtSystem()).toBe(0);
  expect(clock.nowMs()).toBe(NOW_MS + 1000);
  expect(clock.offsetMs()).toBe(3_600_000);
});

test('a hardware clock that was not believed is, once it was set right', () => {
  const { time, state, pass } = machine(NOW_MS + 3650 * DAY_MS);
  const clock = new ServerClock(time, NOW_MS - DAY_MS);
  expect(clock.isUncertain()).toBe(true);
  pass(1000);
  state.systemMs = NOW_MS;
  clock.lookAtSystem();
  expect(clock.isUncertain()).toBe(false);
  expect(clock.nowMs()).toBe(NOW_MS);
  expect(clock.floorMs()).toBeLessThan(NOW_MS);
});

test('a clock that is steered, not set, is no step', () => {
  const { time, state, pass } = machine(NOW_MS);
  const clock = new ServerClock(time, 0);
  for (let second = 0; second < 1000; second += 1) {
    pass(1000);
    state.systemMs += 0.5;
    expect(clock.lookAtSystem()).toBe(0);
  }
});

test('after the server’s own clock was set, new answers count and old ones go', () => {
  const { time, state, pass } = machine(0);
  const clock = new ServerClock(time, 0);
  const answered = (serverMs: number) => {
    clock.takeExchange(state.monotonicMs - 10, serverMs, serverMs, state.monotonicMs);
  };
  clock.takeSigned(NOW_MS, 4990, 5000);
  for (let count = 0; count < 20; count += 1) {
    pass(1000);
    answered(NOW_MS + state.monotonicMs - 5000);
  }
  for (let count = 0; count < 3; count += 1) {
    pass(1000);
    answered(NOW_MS + state.monotonicMs - 5000 + 400);
  }
  expect(Math.abs(clock.nowMs() - (NOW_MS + state.monotonicMs - 5000 + 400))).toBeLessThan(7);
});

test('the exchange with the shortest way wins', () => {
  const { time } = machine(0);
  const clock = new ServerClock(time, 0);
  clock.takeSigned(NOW_MS, 4000, 5000);
  clock.takeExchange(4000, NOW_MS + 300, NOW_MS + 300, 4100);
  clock.takeExchange(4500, NOW_MS + 505, NOW_MS + 505, 4504);
  clock.takeExchange(4600, NOW_MS + 700, NOW_MS + 700, 4700);
  expect(clock.nowMs()).toBeCloseTo(NOW_MS + 505 + 498.5, 1);
  expect(clock.estimate()?.errorMs).toBeLessThan(2.7);
});

test('an unsigned answer that contradicts the signed time is refused, and so is one before any signed time', () => {
  const { time } = machine(NOW_MS);
  const clock = new ServerClock(time, 0);
  expect(clock.takeExchange(4990, NOW_MS + DAY_MS, NOW_MS + DAY_MS, 5000)).toBe(false);
  clock.takeSigned(NOW_MS, 4990, 5000);
  expect(clock.takeExchange(4990, NOW_MS + DAY_MS, NOW_MS + DAY_MS, 5000)).toBe(false);
  expect(clock.takeExchange(4990, NOW_MS, NOW_MS - 1, 5000)).toBe(false);
  expect(clock.takeExchange(4990, NOW_MS, NOW_MS, 5000)).toBe(true);
});

test('what is signed to be so late puts the time no earlier, and an older one changes nothing', () => {
  const { time } = machine(NOW_MS);
  const clock = new ServerClock(time, NOW_MS + 1000);
  clock.notBefore(NOW_MS + 60_000);
  expect(clock.nowMs()).toBe(NOW_MS + 60_000);
  clock.notBefore(NOW_MS);
  expect(clock.floorMs()).toBe(NOW_MS + 60_000);
});

test('a leap of signed time counts at once and is kept only after hours: one right answer takes it back', () => {
  const leapMs = fc.integer({ min: 120_000, max: 5000 * DAY_MS });
  const standsMs = fc.integer({ min: 0, max: 6 * 3_600_000 - 1000 });
  fc.assert(
    fc.property(leapMs, standsMs, (aheadMs, forMs) => {
      const { time, state, pass } = machine(0);
      const clock = new ServerClock(time, NOW_MS);
      clock.takeSigned(NOW_MS + aheadMs, state.monotonicMs, state.monotonicMs);
      expect(clock.nowMs()).toBeGreaterThanOrEqual(NOW_MS + aheadMs);
      pass(forMs);
      expect(clock.floorMs()).toBeLessThanOrEqual(NOW_MS + forMs);
      clock.takeSigned(NOW_MS + forMs, state.monotonicMs, state.monotonicMs);
      expect(Math.abs(clock.nowMs() - NOW_MS - forMs)).toBeLessThan(10_000);
    }),
  );
});

test('a leap that stands for six hours is kept, and so is one at once that the system clock agrees with', () => {
  const off = machine(0);
  const waiting = new ServerClock(off.time, NOW_MS - 3 * DAY_MS);
  waiting.takeSigned(NOW_MS, 5000, 5000);
  off.pass(6 * 3_600_000);
  expect(waiting.floorMs()).toBeGreaterThan(NOW_MS + 5.9 * 3_600_000);
  const agreed = new ServerClock(machine(NOW_MS + 60_000).time, NOW_MS - 3 * DAY_MS);
  agreed.takeSigned(NOW_MS, 5000, 5000);
  expect(agreed.floorMs()).toBe(NOW_MS);
});

test('the floor never goes down, and the corrected time never goes below it', () => {
  const events = fc.array(
    fc.oneof(
      fc.record({ signedMs: fc.integer({ min: 0, max: 2 * NOW_MS }) }),
      fc.record({ jumpMs: fc.integer({ min: -NOW_MS, max: NOW_MS }) }),
      fc.record({ passMs: fc.integer({ min: 1, max: DAY_MS }) }),
      fc.record({ exchangeMs: fc.integer({ min: 0, max: 2 * NOW_MS }) }),
    ),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(events, fc.integer({ min: 0, max: 2 * NOW_MS }), (steps, floorMs) => {
      const { time, state, pass } = machine(NOW_MS);
      const clock = new ServerClock(time, floorMs);
      let lowest = clock.floorMs();
      for (const step of steps) {
        const { monotonicMs } = state;
        if ('signedMs' in step) clock.takeSigned(step.signedMs, monotonicMs - 20, monotonicMs);
        else if ('jumpMs' in step) state.systemMs += step.jumpMs;
        else if ('passMs' in step) pass(step.passMs);
        else clock.takeExchange(monotonicMs - 10, step.exchangeMs, step.exchangeMs, monotonicMs);
        expect(clock.floorMs()).toBeGreaterThanOrEqual(lowest);
        expect(clock.nowMs()).toBeGreaterThanOrEqual(clock.floorMs());
        lowest = clock.floorMs();
      }
    }),
  );
});
