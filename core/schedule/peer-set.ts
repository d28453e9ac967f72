/** The peer set of one stretch at work: its shares, its rotation, and who is seated where. */
import { toLocalMs } from '../time/zone.ts';
import type { Zone } from '../time/zone.ts';
import type { Contender } from './contender.ts';
import type { Reason } from './plan.ts';
import { otherTurn, sharing, turnReasons, winning } from './reasons.ts';
import type { Turn } from './reasons.ts';
import { Rotation } from './rotation.ts';
import type { Seat } from './seat.ts';
import type { Seats } from './seats.ts';
import { sharesOf } from './shares.ts';
import type { Stretch } from './stretches.ts';

/** Exact place of seats in a rotation that is continued. */
export interface Continuation {
  balance: number;
  leads: ReadonlyMap<Seat, { lead: number; weight: number }>;
}

export class PeerSet {
  readonly stretch: Stretch;
  readonly index: number;
  /** Seats with a share, filler last. */
  readonly seats: readonly Seat[];
  readonly weights: readonly number[];
  readonly rotation: Rotation;
  readonly longestMs: number;
  /** Somebody has a minimum or a maximum of plays per hour. */
  readonly isCounted: boolean;
  /** Seats with a minimum of plays per hour. */
  readonly withMinimum: readonly Seat[];
  readonly askedPercent: number;
  /** Reasons for the usual turn by seat; the others are few. */
  readonly #shareReasons: (readonly Reason[] | undefined)[];
  #priority: Reason | undefined;
  #share: { weight: number; reason: Reason } | undefined;

  constructor(stretch: Stretch, index: number, taken: Seats, continued: Continuation | undefined) {
    const shares = sharesOf(stretch.members, taken.filler !== null);
    const seats: Seat[] = [];
    const weights: number[] = [];
    stretch.members.forEach((member, at) => {
      const weight = shares.weights[at] ?? 0;
      if (weight === 0) return;
      seats.push(taken.of(member));
      weights.push(weight);
    });
    if (taken.filler && shares.filler > 0) {
      seats.push(taken.filler);
      weights.push(shares.filler);
    }
    this.stretch = stretch;
    this.index = index;
    this.seats = seats;
    this.weights = weights;
    this.askedPercent = shares.askedPercent;
    this.isCounted = shares.isCounted;
    this.withMinimum = seats.filter((seat) => typeof seat.contender?.minPlaysPerHour === 'number');
    this.longestMs = seats.reduce((most, seat) => Math.max(most, seat.playlist.longestMs), 0);
    this.#shareReasons = new Array<undefined>(seats.length).fill(undefined);
    const goesOn =
      continued?.leads.size === seats.length &&
      seats.every((seat, at) => continued.leads.get(seat)?.weight === weights[at]);
    const members = seats.map((seat, at) => {
      const weight = weights[at] ?? 0;
      const lead = goesOn ? (continued.leads.get(seat)?.lead ?? 0) : Math.round(seat.credit / weight);
      return { weight, nextMs: nextMs(seat), lead };
    });
    this.rotation = new Rotation(members, this.longestMs, goesOn ? continued.balance : undefined);
  }

  take(at: number, seat: Seat, slotMs: number): void {
    this.rotation.take(at, slotMs, nextMs(seat));
  }

  creditOf(at: number): number {
    return Math.round(this.rotation.lead(at) * (this.weights[at] ?? 0));
  }

  /** Credits outlast the stretch. */
  leave(): void {
    this.seats.forEach((seat, at) => (seat.credit = this.creditOf(at)));
  }

  reasons(at: number, contender: Contender, turn: Turn, zone: Zone): readonly Reason[] {
    const known = turn === 'share' ? this.#shareReasons[at] : undefined;
    if (known) return known;
    const localMs = toLocalMs(zone, this.stretch.startMs);
    this.#priority ??= winning(contender, this.stretch.members.length);
    const why = turn === 'share' ? this.#shareOf(at) : otherTurn(turn, contender);
    const reasons = turnReasons(contender, localMs, this.#priority, why);
    if (turn === 'share') this.#shareReasons[at] = reasons;
    return reasons;
  }

  /** Neighbours mostly have equal shares, and the one reason. */
  #shareOf(at: number): Reason {
    const weight = this.weights[at] ?? 0;
    if (this.#share?.weight !== weight)
      this.#share = { weight, reason: sharing(weight, this.stretch.members.length) };
    return this.#share.reason;
  }
}

const nextMs = (seat: Seat): number => seat.playlist.at(seat.position)?.airDurationMs ?? 0;
