import type { CarryIn, ProgrammeItem } from '../model/programme.ts';
import type { Contender } from './contender.ts';
import { seatFor } from './seat.ts';
import type { Seat } from './seat.ts';

/** The seats of a zone. A contender takes one when it first comes to win, or when one was carried in for it. */
export class Seats {
  readonly contenders: readonly Contender[];
  readonly filler: Seat | null;
  readonly #byOrder: (Seat | undefined)[];
  readonly #day: string;

  constructor(
    contenders: readonly Contender[],
    evergreen: readonly ProgrammeItem[],
    day: string,
    carry: CarryIn | undefined,
  ) {
    this.contenders = contenders;
    this.#day = day;
    this.#byOrder = new Array<Seat | undefined>(contenders.length).fill(undefined);
    this.filler = evergreen.length > 0 ? seatFor(null, evergreen, day, carry?.filler) : null;
    if (!carry) return;
    const credits = new Map(carry.credits.map((credit) => [credit.entryId, credit]));
    for (const contender of contenders) {
      const carried = credits.get(contender.id);
      if (carried) this.#byOrder[contender.order] = seatFor(contender, contender.items, day, carried);
    }
  }

  of(contender: Contender): Seat {
    return (this.#byOrder[contender.order] ??= seatFor(contender, contender.items, this.#day, undefined));
  }

  hasPlayed(contender: Contender): boolean {
    return this.#byOrder[contender.order]?.hasPlayed === true;
  }

  /** The seats taken so far, filler last. */
  *taken(): Generator<Seat> {
    for (const seat of this.#byOrder) if (seat) yield seat;
    if (this.filler) yield this.filler;
  }
}
