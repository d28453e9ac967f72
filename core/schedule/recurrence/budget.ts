/** What one expansion may cost. A rule of any length, start or count stays within a few milliseconds. */
export const MAX_STEPS = 100_000;
/** Enough for an occurrence every minute of a week; a rule that asks for more is refused. */
export const MAX_OCCURRENCES = 20_000;

/** Times of day of one rule, or occurrences in one hour: more cannot lead to an answer. */
export const MAX_TIMES_PER_PERIOD = 20_000;

export class Budget {
  stepsLeft = MAX_STEPS;

  /** False when the rule has used up what it may. */
  spend(steps: number): boolean {
    this.stepsLeft -= steps;
    return this.stepsLeft >= 0;
  }
}
