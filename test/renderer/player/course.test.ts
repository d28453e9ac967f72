import fc from 'fast-check';
import { expect, it } from 'vitest';
import { positionAt, rateAt, type Course } from '../../../renderer/player/course.ts';

const START_MS = 1_000_000;
const courses = fc
  .record({
    lengthMs: fc.integer({ min: 1000, max: 300_000 }),
    fadeInShare: fc.double({ min: 0, max: 0.5, noNaN: true }),
    fadeOutShare: fc.double({ min: 0, max: 0.5, noNaN: true }),
  })
  .map(({ lengthMs, fadeInShare, fadeOutShare }): Course => ({
    startMs: START_MS,
    endMs: START_MS + lengthMs,
    fadeInMs: Math.min(2000, lengthMs * fadeInShare),
    fadeOutMs: Math.min(2000, lengthMs * fadeOutShare),
  }));

it('an item begins with its first place and has reached its last when it is gone', () => {
  fc.assert(
    fc.property(courses, (course) => {
      expect(positionAt(course, course.startMs - course.fadeInMs / 2)).toBeCloseTo(0, 6);
      const lengthMs = course.endMs - course.startMs;
      expect(positionAt(course, course.endMs + course.fadeOutMs / 2)).toBeCloseTo(lengthMs, 6);
    }),
  );
});

it('outside of its fades an item is at the place the plan says', () => {
  fc.assert(
    fc.property(courses, fc.double({ min: 0, max: 1, noNaN: true }), (course, share) => {
      const fromMs = course.startMs + course.fadeInMs / 2;
      const untilMs = course.endMs - course.fadeOutMs / 2;
      const atMs = fromMs + (untilMs - fromMs) * share;
      expect(positionAt(course, atMs)).toBeCloseTo(atMs - course.startMs, 6);
    }),
  );
});

it('place and speed belong together: nothing jumps, everything moves', () => {
  fc.assert(
    fc.property(courses, fc.double({ min: 0, max: 1, noNaN: true }), (course, share) => {
      const seenMs = course.endMs - course.startMs + (course.fadeInMs + course.fadeOutMs) / 2;
      const atMs = course.startMs - course.fadeInMs / 2 + (seenMs - 2) * share;
      const movedMs = positionAt(course, atMs + 1) - positionAt(course, atMs);
      const [slow, fast] = [rateAt(course, atMs), rateAt(course, atMs + 1)].sort((a, b) => a - b);
      expect(movedMs).toBeGreaterThanOrEqual((slow ?? 0) - 1e-6);
      expect(movedMs).toBeLessThanOrEqual((fast ?? 0) + 1e-6);
    }),
  );
});
