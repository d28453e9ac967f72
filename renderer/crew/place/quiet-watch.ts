import type { CrewDay } from '../../../core/trust/index.ts';
import type { Position } from '../../../core/model/tour.ts';
import { quietAt, type QuietReason } from '../../../core/tours/index.ts';

/** One reason as long as it lasts: overriding it says nothing about the next one. */
const keyOf = (reason: QuietReason): string =>
  [reason.code, 'placeId' in reason ? reason.placeId : '', reason.startMs].join(' ');

/** Why to be silent now, and what of that the crew has taken upon itself. */
export class QuietWatch {
  readonly #overridden = new Set<string>();

  /** Every reason of now, soonest over first. */
  reasons(day: CrewDay | null, position: Position | null, nowMs: number): QuietReason[] {
    if (day === null) return [];
    const { quiet, quietPlaces, location, timeZone } = day;
    return quietAt(quiet, { places: quietPlaces, location, timeZone }, position, nowMs).sort(
      (a, b) => a.endMs - b.endMs,
    );
  }

  /** Those that hold the car: not overridden. */
  holding(reasons: readonly QuietReason[]): QuietReason[] {
    return reasons.filter((reason) => !this.#overridden.has(keyOf(reason)));
  }

  /** The crew plays on all the same, as long as these reasons last. */
  override(reasons: readonly QuietReason[]): void {
    for (const reason of reasons) this.#overridden.add(keyOf(reason));
  }
}
