import { expect, test } from 'vitest';
import { Bandwidth } from '../../../main/cache/bandwidth.ts';
import type { DataBudget } from '../../../main/cache/data-budget.ts';
import { MeteredLink } from '../../../main/cache/metered-link.ts';
import type { DownloadRules } from '../../../main/cache/rules.ts';
import { HttpFailure } from '../../../main/sync/http.ts';

const never = new AbortController().signal;

/** A link with so many bytes left this month. */
function link(leftBytes: number, kbps: number | null = null) {
  let counted = 0;
  const budget = { count: (bytes: number) => (counted += bytes) } as unknown as DataBudget;
  const rules = {
    holdsBack: () => (counted >= leftBytes ? 'budget_spent' : null),
    capKbps: () => kbps,
  } as unknown as DownloadRules;
  const bandwidth = new Bandwidth(() => 0);
  return { link: new MeteredLink({ budget, bandwidth, rules }), counted: () => counted };
}

async function* pieces(...sizes: number[]): AsyncGenerator<Uint8Array> {
  for (const size of sizes) yield await Promise.resolve(new Uint8Array(size));
}

async function drain(body: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const piece of body) expect(piece.length).toBeGreaterThan(0);
}

test('what comes is handed on whole, and counted', async () => {
  const { link: open, counted } = link(1000);
  const came: number[] = [];
  for await (const piece of open.carry(pieces(10, 20, 30), never)) came.push(piece.length);
  expect([came, counted()]).toEqual([[10, 20, 30], 60]);
  expect(open.isOpen()).toBe(true);
});

test('it closes in the middle when the month’s data are spent, and says so', async () => {
  const { link: closing, counted } = link(25);
  const all = drain(closing.carry(pieces(10, 20, 30), never));
  await expect(all).rejects.toThrow(HttpFailure);
  expect(counted()).toBe(30);
  expect(closing.isOpen()).toBe(false);
});

test('one that gives up while it waits for its turn fails as a cut line does', async () => {
  const { link: slow } = link(Infinity, 16);
  const stop = new AbortController();
  const all = drain(slow.carry(pieces(10 ** 8, 1), stop.signal));
  setTimeout(() => stop.abort(), 10);
  await expect(all).rejects.toThrow(HttpFailure);
});
