import type { Reporter, TestModule, TestRunEndReason } from 'vitest/node';

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

/**
 * Counts every test once by its final state. A file that fell over before or around its tests (import error, failing
 * hook) counts as one failure of its own, so nothing that broke is left out of the number.
 */
function tally(modules: readonly TestModule[]): Tally {
  const count: Tally = { passed: 0, failed: 0, skipped: 0 };
  for (const module of modules) {
    let failedInside = 0;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') count.passed += 1;
      else if (state === 'skipped') count.skipped += 1;
      else failedInside += 1;
    }
    const failedItself = module.state() !== 'passed' && module.state() !== 'skipped' && failedInside === 0;
    count.failed += failedItself ? 1 : failedInside;
  }
  return count;
}

/** Tests that failed first and passed when tried again: they pass, and are named, so that nobody overlooks them. */
const triedAgain = (modules: readonly TestModule[]): string[] =>
  modules.flatMap((module) =>
    [...module.children.allTests('passed')]
      .filter((test) => test.diagnostic()?.flaky === true)
      .map((test) => `passed on a second try: ${test.fullName}`),
  );

/** `12 passed, 0 failed` with `, 3 skipped` when there were any. */
function closingLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * Prints the run's closing line as the process leaves, after every other reporter had its say. A run that broke
 * outside of any test, was interrupted, fell over before it began, or ran nothing at all is a failed run.
 */
export default class ClosingLineReporter implements Reporter {
  private count: Tally = { passed: 0, failed: 1, skipped: 0 };
  private again: string[] = [];

  onInit(): void {
    process.once('exit', () => {
      process.stdout.write([...this.again, closingLine(this.count), ''].join('\n'));
    });
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[], reason: TestRunEndReason): void {
    const count = tally(modules);
    const brokeOutside = errors.length > 0 || reason === 'interrupted';
    if (brokeOutside && count.failed === 0) count.failed = 1;
    if (count.passed + count.failed === 0) process.exitCode = 1;
    this.count = count;
    this.again = triedAgain(modules);
  }
}
