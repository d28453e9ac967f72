import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CrewClock } from '../../../renderer/crew/time/crew-clock.ts';

const HOUR_MS = 3_600_000;
const NOON_MS = Date.UTC(2026, 10, 22, 5);

/** A phone whose owner can set its clock; time passes for both of its clocks. */
function phone(wallMs: number) {
  const source = { wall: wallMs, mono: 0 };
  return {
    source: { wallMs: () => source.wall, monoMs: () => source.mono },
    pass: (ms: number) => {
      source.wall += ms;
      source.mono += ms;
    },
    set: (toMs: number) => {
      source.wall = toMs;
    },
    restart: () => {
      source.mono = 0;
    },
  };
}

test('a phone whose clock is wrong tells the server’s time once they have met, also after a restart without network', () => {
  const own = phone(NOON_MS - 7 * HOUR_MS);
  const clock = new CrewClock(own.source, undefined);
  clock.learn(NOON_MS);
  own.pass(HOUR_MS);
  expect(clock.nowMs()).toBe(NOON_MS + HOUR_MS);
  const saved = clock.fact();
  own.restart();
  own.pass(HOUR_MS);
  const later = new CrewClock(own.source, saved);
  expect(later.nowMs()).toBe(NOON_MS + 2 * HOUR_MS);
  expect(later.isSetBack).toBe(false);
});

test('a clock set back while the app is open changes nothing; set back before a start it is noticed until time is right again', () => {
  const own = phone(NOON_MS);
  const clock = new CrewClock(own.source, undefined);
  clock.learn(NOON_MS);
  own.pass(3 * HOUR_MS);
  own.set(NOON_MS - 24 * HOUR_MS);
  expect(clock.nowMs()).toBe(NOON_MS + 3 * HOUR_MS);
  const saved = clock.fact();
  own.restart();
  const later = new CrewClock(own.source, saved);
  expect(later.isSetBack).toBe(true);
  expect(later.nowMs()).toBeGreaterThanOrEqual(NOON_MS + 3 * HOUR_MS);
  own.set(NOON_MS + 4 * HOUR_MS);
  expect(later.isSetBack).toBe(false);
  own.set(NOON_MS - 24 * HOUR_MS);
  const online = new CrewClock(own.source, saved);
  online.learn(NOON_MS + 5 * HOUR_MS);
  expect(online.isSetBack).toBe(false);
  expect(online.nowMs()).toBe(NOON_MS + 5 * HOUR_MS);
});

test('a clock set to next year by mistake does not lock the crew out for longer than the floor may reach', () => {
  const own = phone(NOON_MS);
  const clock = new CrewClock(own.source, undefined);
  clock.learn(NOON_MS);
  own.set(NOON_MS + 365 * 24 * HOUR_MS);
  const { floorMs } = clock.fact();
  expect(floorMs - NOON_MS).toBeLessThanOrEqual(36 * HOUR_MS);
});

test('the floor never sinks without a signed time, whatever is done to the clock', () => {
  const step = fc.record({
    passMs: fc.integer({ min: 0, max: 10 * HOUR_MS }),
    setMs: fc.option(fc.integer({ min: NOON_MS - 1000 * HOUR_MS, max: NOON_MS + 1000 * HOUR_MS })),
    restart: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const own = phone(NOON_MS);
      let clock = new CrewClock(own.source, undefined);
      clock.learn(NOON_MS);
      let floorMs = clock.fact().floorMs;
      for (const { passMs, setMs, restart } of steps) {
        own.pass(passMs);
        if (setMs !== null) own.set(setMs);
        if (restart) {
          const saved = clock.fact();
          own.restart();
          clock = new CrewClock(own.source, saved);
        }
        const fact = clock.fact();
        expect(fact.floorMs).toBeGreaterThanOrEqual(floorMs);
        expect(clock.nowMs()).toBeGreaterThanOrEqual(floorMs);
        floorMs = fact.floorMs;
      }
    }),
  );
});
