import { expect, test } from 'vitest';
import { reachableOf } from '../../../main/lan/interface.ts';
import { Neighbours } from '../../../main/lan/neighbours.ts';
import { rankFor } from '../../../main/lan/rendezvous.ts';

const peers = Array.from({ length: 12 }, (_, at) => ({
  publicKey: `kunci-${at}`,
  port: 4000 + at,
  addresses: [`192.168.1.${at + 10}`],
}));

function site() {
  const clock = { ms: 0 };
  const neighbours = new Neighbours({
    subnets: () => [{ address: '192.168.1.2', prefixBits: 24 }],
    monotonicMs: () => clock.ms,
  });
  neighbours.told(peers);
  return { clock, neighbours };
}

test('however many neighbours go silent, no minute loses more than ten seconds to them', () => {
  const { clock, neighbours } = site();
  let lostMs = 0;
  while (clock.ms < 10 * 60_000) {
    const [next] = neighbours.awake();
    if (next === undefined) {
      clock.ms += 500;
      continue;
    }
    clock.ms += 2000;
    lostMs += 2000;
    neighbours.silent(next.publicKey, 2000);
    expect(lostMs).toBeLessThanOrEqual(10_000 * Math.ceil((clock.ms + 60_000) / 60_000));
  }
});

test('one that failed rests longer each time, and is as new once it has answered', () => {
  const { clock, neighbours } = site();
  const isAwake = () => neighbours.awake().some(({ publicKey }) => publicKey === 'kunci-0');
  neighbours.failed('kunci-0');
  clock.ms = 5001;
  expect(isAwake()).toBe(true);
  neighbours.failed('kunci-0');
  clock.ms += 5001;
  expect(isAwake()).toBe(false);
  clock.ms += 5001;
  expect(isAwake()).toBe(true);
  neighbours.answered('kunci-0');
  neighbours.failed('kunci-0');
  clock.ms += 5001;
  expect(isAwake()).toBe(true);
});

test('a neighbour beyond a router is enrolled, but never asked', () => {
  const { neighbours } = site();
  neighbours.told([{ publicKey: 'jauh', port: 4000, addresses: ['10.9.8.7'] }]);
  expect(neighbours.isEnrolled('jauh')).toBe(true);
  expect(neighbours.awake()).toEqual([]);
});

test('of several addresses the one in an own network is taken', () => {
  const subnets = [{ address: '172.16.5.9', prefixBits: 16 }];
  expect(reachableOf(['10.0.0.1', '172.16.200.1'], subnets)).toBe('172.16.200.1');
});

test('everybody ranks alike, and one player less moves only its own chunks', () => {
  const keys = peers.map(({ publicKey }) => publicKey);
  for (let at = 0; at < 200; at += 1) {
    const chunk = `chunk-${at}`;
    const ranked = rankFor(chunk, keys);
    expect(rankFor(chunk, keys.toReversed())).toEqual(ranked);
    expect(rankFor(chunk, keys.slice(1))).toEqual(ranked.filter((key) => key !== keys[0]));
  }
});

test('chunks spread over all players', () => {
  const keys = peers.map(({ publicKey }) => publicKey);
  const counts = new Map<string, number>();
  for (let at = 0; at < 1200; at += 1) {
    const first = rankFor(`chunk-${at}`, keys)[0] ?? '';
    counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  expect(Math.min(...keys.map((key) => counts.get(key) ?? 0))).toBeGreaterThan(50);
});
