import type { LanPeer } from '../../core/protocol/lan.ts';
import { reachableOf, type Subnet } from './interface.ts';

/** A machine that does not even take a connection within this is taken for gone. */
export const CONNECT_MS = 2000;
/** One that took it and then says nothing for so long as well; it may just have very much to do. */
export const SILENCE_MS = 8000;
/** Time that may be lost to silent neighbours within a minute, all of them together; then none is asked. */
const PATIENCE_MS = 8000;
const PATIENCE_EVERY_MS = 60_000;
const REST_FIRST_MS = 5000;
const REST_MOST_MS = 10 * 60_000;

export interface Neighbour {
  publicKey: string;
  address: string;
  port: number;
}

export interface NeighboursOptions {
  subnets(): readonly Subnet[];
  monotonicMs(): number;
}

/** The enrolled players of this site, and which of them are worth asking now. */
export class Neighbours {
  readonly #options: NeighboursOptions;
  #peers = new Map<string, { enrolled: LanPeer; near: Neighbour | null }>();
  readonly #resting = new Map<string, { untilMs: number; times: number }>();
  #silences: { untilMs: number; lostMs: number }[] = [];

  constructor(options: NeighboursOptions) {
    this.#options = options;
  }

  /** What the server says counts from here on. */
  told(peers: readonly LanPeer[]): void {
    const subnets = this.#options.subnets();
    this.#peers = new Map(
      peers.map((enrolled) => {
        const { publicKey, port, addresses } = enrolled;
        const address = reachableOf(addresses, subnets);
        return [publicKey, { enrolled, near: address === undefined ? null : { publicKey, address, port } }];
      }),
    );
  }

  isEnrolled(publicKey: string): boolean {
    return this.#peers.has(publicKey);
  }

  /** Worth asking now: near, not known to be gone, and patience is left. */
  awake(): Neighbour[] {
    const nowMs = this.#options.monotonicMs();
    this.#silences = this.#silences.filter(({ untilMs }) => untilMs > nowMs - PATIENCE_EVERY_MS);
    if (this.#silences.reduce((sum, { lostMs }) => sum + lostMs, 0) >= PATIENCE_MS) return [];
    return [...this.#peers.values()].flatMap(({ near }) =>
      near !== null && (this.#resting.get(near.publicKey)?.untilMs ?? 0) <= nowMs ? [near] : [],
    );
  }

  /** It did what was asked. */
  answered(publicKey: string): void {
    this.#resting.delete(publicKey);
  }

  /** It could not be reached, broke off, or sent something else: left alone for a while, longer each time. */
  failed(publicKey: string): void {
    const nowMs = this.#options.monotonicMs();
    const before = this.#resting.get(publicKey);
    // Requests that were under way together fail together: that is one failure.
    if (before !== undefined && before.untilMs > nowMs) return;
    const times = (before?.times ?? 0) + 1;
    const restMs = Math.min(REST_MOST_MS, REST_FIRST_MS * 2 ** (times - 1));
    this.#resting.set(publicKey, { untilMs: nowMs + restMs, times });
  }

  /** It said nothing for so long, which is time lost; silences at the same time are lost once. */
  silent(publicKey: string, forMs: number): void {
    this.failed(publicKey);
    const untilMs = this.#options.monotonicMs();
    const lostMs = Math.min(forMs, untilMs - (this.#silences.at(-1)?.untilMs ?? -Infinity));
    this.#silences.push({ untilMs, lostMs });
  }
}
