import { createHash } from 'node:crypto';
import { isFull } from './length.ts';

/** Same numbers for the same seed, on any machine. */
export class Dice {
  readonly seed: number;
  #drawn = 0;

  constructor(seed: number) {
    this.seed = seed;
  }

  /** In [0, 1). */
  next(): number {
    this.#drawn += 1;
    return createHash('sha256').update(`${this.seed}/${this.#drawn}`).digest().readUInt32BE() / 2 ** 32;
  }

  /** A whole number in [from, to). */
  between(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from));
  }

  /** So many different ones of a list, in the order of the list. */
  some<T>(list: readonly T[], count: number): T[] {
    const left = list.map((_, index) => index);
    const taken: number[] = [];
    while (taken.length < count && left.length > 0)
      taken.push(...left.splice(this.between(0, left.length), 1));
    return taken.sort((a, b) => a - b).map((index) => list[index] as T);
  }
}

/** `WAWAR_SEED`, else another one each time in the full run, and always the same in the short slice. */
const chosenSeed = (): number => Number(process.env['WAWAR_SEED'] ?? (isFull ? Date.now() % 1_000_000 : 1));

/**
 * Runs a random test. What fails is thrown on with the seed and the last step said, so that
 * `WAWAR_SEED=<seed>` repeats it.
 */
export async function seeded(
  test: (dice: Dice, step: (what: string) => void) => Promise<void>,
): Promise<void> {
  const dice = new Dice(chosenSeed());
  let lastStep = 'the beginning';
  try {
    await test(dice, (what) => (lastStep = what));
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`WAWAR_SEED=${dice.seed}, at ${lastStep}: ${said}`, { cause });
  }
}
