import { randomBytes } from 'node:crypto';
import type { Low } from 'lowdb';
import type { ServerMessage } from '../../core/protocol/device.ts';
import { checkRenewal } from '../../core/trust/index.ts';
import type { Renewal } from '../../core/trust/statements.ts';
import type { Faults } from '../faults.ts';
import type { DeviceStore } from '../store/device-store.ts';
import type { FactsRecord } from '../store/records.ts';
import type { Time } from '../time.ts';
import { openAnchor } from './anchor.ts';
import { nodeVerifier } from './verifier.ts';
import type { ServerClock } from './clock.ts';
import { addRenewal } from './leases.ts';
import type { Session } from './session.ts';

const RENEW_EVERY_MS = 3 * 60_000;
export const EXCHANGE_EVERY_MS = 60_000;
/**
 * Pauses before the first exchanges of a connection: close together, so that a good one is soon among them, then for
 * five minutes often enough to learn how the clocks' rates differ.
 */
export const EXCHANGE_PAUSES_MS: readonly number[] = [
  ...Array<number>(8).fill(250),
  ...[1000, 2000, 4000],
  ...Array<number>(30).fill(10_000),
];
const NONCE_BYTES = 24;

export interface ClockworkOptions {
  store: DeviceStore;
  clock: ServerClock;
  time: Time;
  faults: Faults;
  /** A renewal was checked and stored; it may name newer versions than are held. */
  onRenewed(renewal: Renewal): void;
}

/** Keeps time and leases: asks for signed renewals every few minutes, and for quick clock exchanges in between. */
export class Clockwork {
  readonly #options: ClockworkOptions;
  #asked: { nonce: string; atMonotonicMs: number } | null = null;

  constructor(options: ClockworkOptions) {
    this.#options = options;
  }

  /** Runs until the session ends. */
  begin(session: Session): void {
    this.#askRenewal(session);
    let exchanges = 0;
    let next: NodeJS.Timeout;
    const askTimeAgain = () => {
      next = setTimeout(() => {
        this.#askTime(session);
        askTimeAgain();
      }, EXCHANGE_PAUSES_MS[exchanges] ?? EXCHANGE_EVERY_MS);
      exchanges += 1;
    };
    askTimeAgain();
    const renew = setInterval(() => {
      this.#askRenewal(session);
    }, RENEW_EVERY_MS);
    session.signal.addEventListener('abort', () => {
      clearTimeout(next);
      clearInterval(renew);
      this.#asked = null;
    });
  }

  exchanged(message: Extract<ServerMessage, { type: 'clock' }>): void {
    const { clock, time } = this.#options;
    clock.takeExchange(message.t0Ms, message.t1Ms, message.t2Ms, time.monotonicMs());
  }

  async renewed({ envelope }: Extract<ServerMessage, { type: 'renewal' }>, session: Session): Promise<void> {
    const { store, clock, time, faults, onRenewed } = this.#options;
    const answeredMs = time.monotonicMs();
    const asked = this.#asked;
    const root = store.anchor.data && openAnchor(store.anchor.data);
    if (asked === null || !root?.ok) return;
    const checked = checkRenewal(
      envelope,
      root.value,
      { screenId: session.screenId, nonce: asked.nonce },
      nodeVerifier,
    );
    if (!checked.ok) {
      faults.raise('manifest_refused', `renewal ${checked.error.code}: ${checked.error.detail}`);
      return;
    }
    this.#asked = null;
    clock.takeSigned(checked.value.serverTimeMs, asked.atMonotonicMs, answeredMs);
    store.leases.data = addRenewal(store.leases.data, checked.value);
    faults.settle('time_uncertain');
    onRenewed(checked.value);
    await store.leases.write();
    await storeFloor(store.facts, clock);
  }

  #askTime(session: Session): void {
    session.send({ type: 'clock', t0Ms: this.#options.time.monotonicMs() });
  }

  #askRenewal(session: Session): void {
    const nonce = randomBytes(NONCE_BYTES).toString('base64');
    this.#asked = { nonce, atMonotonicMs: this.#options.time.monotonicMs() };
    session.send({ type: 'renew', nonce });
  }
}

/**
 * Keeps the time that has certainly passed, so that a clock set back after a power cut brings nothing back, and how far
 * the system clock is off, for a start without network.
 */
export async function storeFloor(facts: Low<FactsRecord>, clock: ServerClock): Promise<void> {
  const floorMs = Math.floor(clock.floorMs());
  if (floorMs <= facts.data.clockFloorMs) return;
  facts.data.clockFloorMs = floorMs;
  facts.data.systemOffsetMs = clock.knownOffsetMs();
  await facts.write();
}

/** Tells of a system clock that was set, true if it was; the player's own time does not follow it. */
export function noteStep(clock: ServerClock, faults: Faults): boolean {
  const wasUncertain = clock.isUncertain();
  const stepMs = clock.lookAtSystem();
  if (stepMs !== 0) {
    const by = `${stepMs > 0 ? '+' : '−'}${(Math.abs(stepMs) / 1000).toFixed(1)} s`;
    faults.raise('clock_stepped', `the system clock was set by ${by}`);
  }
  if (wasUncertain && !clock.isUncertain()) faults.settle('time_uncertain');
  return stepMs !== 0;
}
