import { TestRunner } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** What a test of a fault measured, for the table of `npm run faults`. */
    figures?: string[];
  }
}

/** Hands a measured value, with its unit, to the table of `npm run faults`, e.g. `figure('back in 212 ms')`. */
export function figure(text: string): void {
  const test = TestRunner.getCurrentTest();
  if (test === undefined) throw new Error('a figure belongs to a test that runs');
  (test.meta.figures ??= []).push(text);
}
