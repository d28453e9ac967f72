/**
 * How far a player's clock is off, beside `@ircam/sync`, over a simulated line. In most rows both see the very same
 * exchanges: the peer runs with its own default settings and decides when they happen (ten, 250 ms apart, then a pause
 * of 10 to 20 s). In one row ours follows the player's own rhythm instead, which a prepaid line can afford. The error is read every second from the tenth on, for 20 minutes, with 20 seeds a line.
 */
import { SyncClient, SyncServer } from '@ircam/sync';
import { ServerClock } from '../../main/sync/clock.ts';
import { EXCHANGE_PAUSES_MS, EXCHANGE_EVERY_MS } from '../../main/sync/clockwork.ts';
import { SimulatedTime, seededRandom } from '../support/simulated-time.ts';
import type { BenchRow } from './row.ts';

const MINUTES = 20;
const FIRST_READ_S = 10;
const SEEDS = 20;
const DRIFT = 50e-6;
/** Two screens whose clocks are off by this each are within a frame of 60 a second of each other. */
const HALF_FRAME_MS = 1000 / 60 / 2;
const EPOCH_MS = Date.UTC(2026, 7, 17);
const CLIENT_STARTED_MS = 123_456;

type Delay = (random: () => number) => number;

interface Line {
  name: string;
  up: Delay;
  down: Delay;
}

const uniform =
  (fromMs: number, jitterMs: number): Delay =>
  (random) =>
    fromMs + jitterMs * random();
const longTailed =
  (fromMs: number, jitterMs: number): Delay =>
  (random) =>
    fromMs - jitterMs * Math.log(1 - random());

const LINES: Line[] = [
  { name: '20 ms jitter each way', up: uniform(15, 20), down: uniform(15, 20) },
  { name: '20 ms jitter up, 5 ms down', up: uniform(15, 20), down: uniform(15, 5) },
  { name: 'long-tailed jitter, mean 20 ms', up: longTailed(15, 20), down: longTailed(15, 20) },
];

interface Errors {
  oursMs: number[];
  peerMs: number[];
  oursExchanges: number;
  peerExchanges: number;
  /** Readings at which the error was larger than the bound we reported. */
  beyondBound: number;
}

export default async function clock(): Promise<BenchRow[]> {
  const rows = LINES.map((line) => besidePeer(line, measure(line, false)));
  return [...rows, ...LINES.slice(0, 1).map((line) => sparing(line, measure(line, true)))];
}

function measure(line: Line, atOurPace: boolean): Errors {
  const all: Errors = { oursMs: [], peerMs: [], oursExchanges: 0, peerExchanges: 0, beyondBound: 0 };
  for (let seed = 1; seed <= SEEDS; seed += 1) simulate(line, seed, atOurPace, all);
  return all;
}

function simulate(line: Line, seed: number, atOurPace: boolean, all: Errors): void {
  const random = seededRandom(seed);
  const time = new SimulatedTime();
  const serverMs = () => EPOCH_MS + time.nowMs;
  const monotonicMs = () => CLIENT_STARTED_MS + time.nowMs * (1 + DRIFT);
  const ours = new ServerClock({ nowMs: serverMs, monotonicMs }, 0);
  const took = (t0Ms: number, t1Ms: number, t2Ms: number) => {
    if (ours.estimate() === null) ours.takeSigned(t1Ms, t0Ms, monotonicMs());
    else ours.takeExchange(t0Ms, t1Ms, t2Ms, monotonicMs());
    all.oursExchanges += 1;
  };

  const { random: systemRandom } = Math;
  Math.random = random;
  time.asGlobalTimers(() => {
    const peer = new SyncClient(() => monotonicMs() / 1000);
    const server = new SyncServer(() => serverMs() / 1000);
    runPeer(peer, server, time, { line, random }, (t0S, t1S, t2S) => {
      all.peerExchanges += 1;
      if (!atOurPace) took(t0S * 1000, t1S * 1000, t2S * 1000);
    });
    if (atOurPace) runOurs(time, { line, random }, { serverMs, monotonicMs }, took);
    for (let second = FIRST_READ_S; second <= MINUTES * 60; second += 1) {
      time.runUntil(second * 1000);
      const errorMs = Math.abs(ours.nowMs() - serverMs());
      all.oursMs.push(errorMs);
      all.peerMs.push(Math.abs(peer.getSyncTime() * 1000 - serverMs()));
      if (errorMs > (ours.estimate()?.errorMs ?? 0)) all.beyondBound += 1;
    }
    peer.stop();
  });
  Math.random = systemRandom;
}

interface Network {
  line: Line;
  random: () => number;
}

function runPeer(
  peer: SyncClient,
  server: SyncServer,
  time: SimulatedTime,
  { line, random }: Network,
  onAnswer: (t0S: number, t1S: number, t2S: number) => void,
): void {
  let arrived: (id: number, t0S: number, t1S: number, t2S: number) => void = () => undefined;
  let asked: (id: number, t0S: number) => void = () => undefined;
  server.start(
    (id, t0S, t1S, t2S) => {
      time.after(line.down(random), () => {
        onAnswer(t0S, t1S, t2S);
        arrived(id, t0S, t1S, t2S);
      });
    },
    (callback) => {
      asked = callback;
    },
  );
  peer.start(
    (id, t0S) => {
      time.after(line.up(random), () => {
        asked(id, t0S);
      });
    },
    (callback) => {
      arrived = callback;
    },
  );
}

function runOurs(
  time: SimulatedTime,
  { line, random }: Network,
  { serverMs, monotonicMs }: { serverMs: () => number; monotonicMs: () => number },
  took: (t0Ms: number, t1Ms: number, t2Ms: number) => void,
): void {
  const ask = (count: number) => {
    const t0Ms = monotonicMs();
    time.after(line.up(random), () => {
      // What our server says: whole milliseconds.
      const stampMs = Math.floor(serverMs());
      time.after(line.down(random), () => {
        took(t0Ms, stampMs, stampMs);
      });
    });
    time.after(EXCHANGE_PAUSES_MS[count] ?? EXCHANGE_EVERY_MS, () => {
      ask(count + 1);
    });
  };
  ask(0);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const p99 = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.99)] ?? NaN;

const said = (values: readonly number[], exchanges: number): string => {
  const perMinute = (exchanges / SEEDS / MINUTES).toFixed(1);
  return `${mean(values).toFixed(2)} ms, p99 ${p99(values).toFixed(2)} ms (${perMinute}/min)`;
};

function besidePeer({ name }: Line, { oursMs, peerMs, ...counts }: Errors): BenchRow {
  const ratio = Math.min(mean(peerMs) / mean(oursMs), p99(peerMs) / p99(oursMs));
  return {
    name: `Clock error, 50 ppm drift, ${name}: the same exchanges`,
    ours: said(oursMs, counts.oursExchanges),
    peer: said(peerMs, counts.peerExchanges),
    ratio,
    goal: '≥ 2, and our error bound never broken',
    met: ratio >= 2 && counts.beyondBound === 0,
  };
}

function sparing({ name }: Line, { oursMs, peerMs, ...counts }: Errors): BenchRow {
  const ratio = HALF_FRAME_MS / p99(oursMs);
  return {
    name: `Clock error, 50 ppm drift, ${name}: the player's own rhythm`,
    ours: said(oursMs, counts.oursExchanges),
    peer: said(peerMs, counts.peerExchanges),
    ratio,
    goal: 'p99 ≤ 8.3 ms, half a frame at 60 fps',
    met: ratio >= 1 && counts.beyondBound === 0,
  };
}
