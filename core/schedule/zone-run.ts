/** Filling one zone's day, slot after slot, from the stretches and what was carried in. */
import type { ProgrammeItem } from '../model/programme.ts';
import type { Zone } from '../time/zone.ts';
import { reachOf } from './boundaries.ts';
import { PeerSet } from './peer-set.ts';
import type { Continuation } from './peer-set.ts';
import type { Reason, Slot } from './plan.ts';
import { closeHour, hasMaximum, hourStart, owedPlays } from './plays-per-hour.ts';
import { FILLER_REASONS, finishing } from './reasons.ts';
import type { Turn } from './reasons.ts';
import { firstOf, isValid, upcoming } from './seat.ts';
import type { Candidate, Seat } from './seat.ts';
import type { Seats } from './seats.ts';
import type { Stretch } from './stretches.ts';

const HOUR_MS = 3_600_000;

interface Choice extends Candidate {
  seat: Seat;
  /** Its place in the peer set; −1 for filler outside of it. */
  at: number;
  turn: Turn;
}

export class ZoneRun {
  readonly slots: Slot[] = [];
  readonly seats: Seats;
  /** The set whose turn it is; undefined between stretches. */
  set: PeerSet | undefined;
  atMs: number;
  readonly #stretches: readonly Stretch[];
  readonly #zone: Zone;
  readonly #onSet: (set: PeerSet) => void;
  #index = 0;
  #hourStartMs: number;
  /** End of the time already counted as won in this hour by the members of the set. */
  #wonUntilMs: number;
  #continued: Continuation | undefined;

  constructor(options: {
    stretches: readonly Stretch[];
    seats: Seats;
    zone: Zone;
    startMs: number;
    continued: Continuation | undefined;
    /** Called for each peer set that comes to win. */
    onSet: (set: PeerSet) => void;
  }) {
    this.seats = options.seats;
    this.atMs = options.startMs;
    this.#stretches = options.stretches;
    this.#zone = options.zone;
    this.#onSet = options.onSet;
    this.#continued = options.continued;
    this.#hourStartMs = hourStart(options.zone, options.startMs);
    this.#wonUntilMs = options.startMs;
  }

  /** Plans every slot that begins before `untilMs`. */
  run(untilMs: number): void {
    for (;;) {
      this.#enterStretch();
      const set = this.set;
      if (!set || this.atMs >= untilMs) return;
      if (set.isCounted) this.#countHour(set);
      else this.#runEvenly(set, untilMs);
      if (this.atMs >= Math.min(untilMs, set.stretch.endMs)) continue;
      const choice = this.#choose(set);
      if (choice) this.#place(set, choice);
      else this.#bridge(Math.min(this.#nextChance(set), set.stretch.endMs));
    }
  }

  /** Moves to the stretch that holds the current instant, or to the next one. */
  #enterStretch(): void {
    let stretch = this.#stretches[this.#index];
    while (stretch && stretch.endMs <= this.atMs) stretch = this.#stretches[++this.#index];
    if (stretch && stretch === this.set?.stretch) return;
    this.set?.leave();
    this.set = undefined;
    if (!stretch) return;
    if (stretch.startMs > this.atMs) {
      this.atMs = stretch.startMs;
      this.#continued = undefined;
    }
    this.set = new PeerSet(stretch, this.#index, this.seats, this.#continued);
    this.#continued = undefined;
    this.#wonUntilMs = this.atMs;
    this.#onSet(this.set);
  }

  /** The common case, far from any boundary and with nothing to count: turn after turn. */
  #runEvenly(set: PeerSet, untilMs: number): void {
    const lastStartMs = Math.min(untilMs - 1, set.stretch.endMs - set.longestMs);
    const { rotation, seats } = set;
    while (this.atMs <= lastStartMs) {
      const at = rotation.next();
      const seat = seats[at];
      const item = seat?.playlist.at(seat.position);
      if (!seat || !item || !isValid(item, this.atMs)) return;
      const startMs = this.atMs;
      const endMs = startMs + item.airDurationMs;
      const { contender } = seat;
      const reasons = contender ? set.reasons(at, contender, 'share', this.#zone) : FILLER_REASONS;
      this.slots.push({ startMs, endMs, item: item.id, entry: contender ? contender.id : null, reasons });
      seat.position += 1;
      seat.hasPlayed = true;
      set.take(at, seat, item.airDurationMs);
      this.atMs = endMs;
    }
  }

  /** Begins a new clock hour when one has begun, and counts the rest of it that this set wins. */
  #countHour(set: PeerSet): void {
    if (this.isHourOver) {
      this.#hourStartMs = hourStart(this.#zone, this.atMs);
      for (const seat of this.seats.taken()) closeHour(seat);
    }
    const untilMs = Math.min(set.stretch.endMs, this.#hourStartMs + HOUR_MS);
    if (untilMs <= this.#wonUntilMs) return;
    const wonMs = untilMs - Math.max(this.#wonUntilMs, this.#hourStartMs);
    for (const seat of set.seats) seat.hourWonMs += wonMs;
    this.#wonUntilMs = untilMs;
  }

  /** The clock hour that is counted has ended, and nothing has been counted since. */
  get isHourOver(): boolean {
    return this.atMs - this.#hourStartMs >= HOUR_MS;
  }

  /** Won time counted ahead of the current instant. */
  get wonAheadMs(): number {
    return this.set?.isCounted ? Math.max(0, this.#wonUntilMs - this.atMs) : 0;
  }

  #choose(set: PeerSet): Choice | undefined {
    const isRoomy = this.atMs + set.longestMs <= set.stretch.endMs;
    const due = set.isCounted ? this.#chooseOwed(set) : undefined;
    if (due) return due;
    const first = isRoomy ? this.#chooseFirst(set) : undefined;
    if (first) return first;
    const shared = this.#chooseAmong(set, (seat) => upcoming(seat, this.atMs), isRoomy);
    if (shared) return shared;
    const fitting = this.#chooseAmong(
      set,
      (seat) => firstOf(seat, (item) => this.#fits(set, seat, item)),
      false,
    );
    const { filler } = this.seats;
    if (fitting || !filler) return fitting;
    const candidate = firstOf(filler, (item) => this.#fits(set, filler, item));
    return candidate && { ...candidate, seat: filler, at: -1, turn: 'fits' };
  }

  /** The seat whose turn it is, when nothing stands in its way. */
  #chooseFirst(set: PeerSet): Choice | undefined {
    const at = set.rotation.next();
    const seat = set.seats[at];
    const candidate = seat && !hasMaximum(seat) ? upcoming(seat, this.atMs) : undefined;
    return seat && candidate && { ...candidate, seat, at, turn: 'share' };
  }

  /** A seat that is owed plays, once the owed plays need all that is left of its hour. */
  #chooseOwed(set: PeerSet): Choice | undefined {
    let owedMs = 0;
    for (const seat of set.withMinimum) owedMs += owedPlays(seat) * seat.playlist.longestMs;
    if (owedMs === 0 || this.#wonUntilMs - this.atMs >= owedMs + set.longestMs) return undefined;
    const isOwed = (seat: Seat) => (owedPlays(seat) > 0 ? upcoming(seat, this.atMs) : undefined);
    const choice = this.#chooseAmong(set, isOwed, true);
    return choice && { ...choice, turn: 'plays_per_hour' };
  }

  #chooseAmong(
    set: PeerSet,
    candidateOf: (seat: Seat) => Candidate | undefined,
    isRoomy: boolean,
  ): Choice | undefined {
    let othersAtMaximum = false;
    const candidates = set.seats.map((seat) => {
      const candidate = candidateOf(seat);
      if (!candidate || !this.#fits(set, seat, candidate.item)) return undefined;
      if (!hasMaximum(seat)) return candidate;
      othersAtMaximum = true;
      return undefined;
    });
    const at = set.rotation.nextAmong((place) => candidates[place] !== undefined);
    const seat = set.seats[at];
    const candidate = candidates[at];
    if (!seat || !candidate) return undefined;
    const turn = othersAtMaximum ? 'maximum_reached' : isRoomy ? 'share' : 'fits';
    return { ...candidate, seat, at, turn };
  }

  #fits(set: PeerSet, seat: Seat, item: ProgrammeItem): boolean {
    const endMs = this.atMs + item.airDurationMs;
    if (!isValid(item, this.atMs)) return false;
    return endMs <= reachOf(this.#stretches, set.index, seat.contender, endMs).latestEndMs;
  }

  #place(set: PeerSet, { seat, at, item, skipped, turn }: Choice): void {
    const startMs = this.atMs;
    const endMs = startMs + item.airDurationMs;
    let reasons: readonly Reason[] = FILLER_REASONS;
    if (seat.contender) reasons = set.reasons(at, seat.contender, turn, this.#zone);
    if (endMs > set.stretch.endMs) {
      const { boundaryMs } = reachOf(this.#stretches, set.index, seat.contender, endMs);
      if (boundaryMs < endMs) reasons = [...reasons, finishing(boundaryMs)];
    }
    this.slots.push({ startMs, endMs, item: item.id, entry: seat.contender?.id ?? null, reasons });
    seat.position += skipped + 1;
    seat.hourPlays += 1;
    seat.hasPlayed = true;
    if (at >= 0) set.take(at, seat, item.airDurationMs);
    this.atMs = endMs;
  }

  /**
   * Time in which no whole item fits is not left without a picture: evergreen shows and is cut. No turn is taken, since
   * a cut item is no play.
   */
  #bridge(untilMs: number): void {
    const startMs = this.atMs;
    const { filler } = this.seats;
    const item = filler && firstOf(filler, (candidate) => isValid(candidate, startMs))?.item;
    this.atMs = Math.min(untilMs, item?.validUntilMs ?? Infinity);
    if (item)
      this.slots.push({ startMs, endMs: this.atMs, item: item.id, entry: null, reasons: FILLER_REASONS });
  }

  /** The next instant at which something may fit although nothing does now. */
  #nextChance(set: PeerSet): number {
    let nextMs = set.isCounted ? this.#hourStartMs + HOUR_MS : Infinity;
    const { filler } = this.seats;
    for (const seat of filler ? [...set.seats, filler] : set.seats)
      for (let at = 0; at < seat.playlist.length; at++) {
        const fromMs = seat.playlist.at(seat.position + at)?.validFromMs ?? Infinity;
        if (fromMs > this.atMs) nextMs = Math.min(nextMs, fromMs);
      }
    return nextMs;
  }
}
