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
import type { ServerClock } from './clock.ts';
import { addRenewal } from './leases.ts';
import type { Session } from './session.ts';

const RENEW_EVERY_MS = 3 * 60_000;
const EXCHANGE_EVERY_MS = 60_000;
/** The first exchanges of a connection come close together, so that the best of several is soon known. */
const FIRST_EXCHANGES = 8;
const FIRST_EXCHANGE_EVERY_MS = 250;
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
    const quick = setInterval(() => {
      this.#askTime(session);
      exchanges += 1;
      if (exchanges === FIRST_EXCHANGES) clearInterval(quick);
    }, FIRST_EXCHANGE_EVERY_MS);
    const slow = setInterval(() => {
      this.#askTime(session);
    }, EXCHANGE_EVERY_MS);
    const renew = setInterval(() => {
      this.#askRenewal(session);
    }, RENEW_EVERY_MS);
    session.signal.addEventListener('abort', () => {
      for (const timer of [quick, slow, renew]) clearInterval(timer);
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
    const checked = checkRenewal(envelope, root.value, { screenId: session.screenId, nonce: asked.nonce });
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

/** Keeps the time that has certainly passed, so that a clock set back after a power cut brings nothing back. */
export async function storeFloor(facts: Low<FactsRecord>, clock: ServerClock): Promise<void> {
  const floorMs = Math.floor(clock.floorMs());
  if (floorMs <= facts.data.clockFloorMs) return;
  facts.data.clockFloorMs = floorMs;
  await facts.write();
}
