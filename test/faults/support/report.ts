/** From the results of a run to one line a fault. */
import type { TestModule } from 'vitest/node';
import { FAULTS } from './names.ts';

export interface FaultRow {
  fault: number;
  name: string;
  outcome: 'held' | 'FAILED' | 'not tested';
  tests: number;
  /** Tests that could not run on this machine: what they would have shown is not known. */
  skipped: number;
  figures: string[];
}

const NUMBERS = /\[F(\d+)\]/g;

/** A fault held only if every test of its number ran and passed; one that has none, or only skipped ones, says so. */
export function faultRows(modules: readonly TestModule[]): FaultRow[] {
  const rows = new Map<number, FaultRow>(
    [...FAULTS].map(([fault, name]) => [
      fault,
      { fault, name, outcome: 'not tested', tests: 0, skipped: 0, figures: [] },
    ]),
  );
  for (const test of modules.flatMap((module) => [...module.children.allTests()])) {
    const { state } = test.result();
    for (const [, number] of test.fullName.matchAll(NUMBERS)) {
      const row = rows.get(Number(number));
      if (row === undefined) throw new Error(`there is no fault of the number in “${test.name}”`);
      if (state === 'skipped') {
        row.skipped += 1;
        continue;
      }
      row.tests += 1;
      row.figures.push(...(test.meta().figures ?? []));
      if (state !== 'passed') row.outcome = 'FAILED';
      else if (row.outcome === 'not tested') row.outcome = 'held';
    }
  }
  return [...rows.values()];
}

/** The rows of two runs as those of one. */
export function merged(rows: readonly FaultRow[], others: readonly FaultRow[]): FaultRow[] {
  return rows.map((row) => {
    const other = others.find(({ fault }) => fault === row.fault);
    if (other === undefined) return row;
    const isDecided = row.outcome === 'FAILED' || other.outcome === 'not tested';
    return {
      ...row,
      outcome: isDecided ? row.outcome : other.outcome,
      tests: row.tests + other.tests,
      skipped: row.skipped + other.skipped,
      figures: [...row.figures, ...other.figures],
    };
  });
}

/** The rows for a terminal; figures that do not fit beside the name follow below it. */
export function faultTable(rows: readonly FaultRow[]): string {
  const nameWidth = Math.max(...rows.map(({ name }) => name.length));
  return rows
    .map(({ fault, name, outcome, skipped, figures }) => {
      const head = `F${fault}`.padEnd(4) + name.padEnd(nameWidth + 2) + outcome.padEnd(12);
      const left = skipped > 0 ? [`${skipped} of its tests cannot run here`] : [];
      return (head + [...figures, ...left].join('; ')).trimEnd();
    })
    .join('\n');
}
