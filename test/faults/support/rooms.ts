/** Which tests of faults may run at the same time in their whole length, so that two cores are done within half an hour. */
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** They measure a real screen, or the rate of thousands: one at a time. */
const ALONE = [
  'clock-page',
  'crash-dialogs',
  'crash-page',
  'crash-player',
  'many-changes',
  'reconnect-storm',
  'server-sockets',
];

/** Work for every core and nobody waiting for it: at the lowest priority beside all others. */
const BESIDE = ['mutated-files'];

/** Minutes each: begun last, they would be waited for with a core at rest. */
const LONG = new Set([
  'clock-steps',
  'clock-wrong',
  'corrupt-state',
  'dropped-broadcast',
  'full-at-every-call',
  'killed-at-any-syscall',
  'killed-at-every-call',
  'power-cut',
]);

const FOLDER = 'test/faults';
const nameOf = (file: string): string => basename(file, '.test.ts');

export interface Rooms {
  beside: string[];
  together: string[];
  alone: string[];
}

/** The files whose name begins with one of the words; all without words. */
export async function rooms(words: readonly string[]): Promise<Rooms> {
  const files = (await readdir(FOLDER))
    .filter((file) => file.endsWith('.test.ts'))
    .filter((file) => words.length === 0 || words.some((word) => file.startsWith(word)))
    .map((file) => join(FOLDER, file));
  const isIn = (names: readonly string[]) => (file: string) => names.includes(nameOf(file));
  return {
    beside: files.filter(isIn(BESIDE)),
    alone: files.filter(isIn(ALONE)),
    together: files.filter((file) => !isIn([...BESIDE, ...ALONE])(file)),
  };
}

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification): boolean => LONG.has(nameOf(moduleId));
    return (await super.sort(files)).toSorted((a, b) => Number(isLong(b)) - Number(isLong(a)));
  }
}
