import type { ZoneId } from '../../core/model/catalogue.ts';
import type { Programme, ProgrammeItem } from '../../core/model/programme.ts';
import { broadcastDay, compileDay, resolveSlot, type DayPlan, type Slot } from '../../core/schedule/index.ts';

export interface Airing {
  slot: Slot;
  item: ProgrammeItem;
}

/** What is to be on screen, computed from the programme; keeps the plans of two days. */
export class Timetable {
  readonly programme: Programme;
  readonly #items: ReadonlyMap<string, ProgrammeItem>;
  readonly #plans = new Map<string, DayPlan>();

  constructor(programme: Programme) {
    this.programme = programme;
    this.#items = new Map(programme.items.map((item) => [item.id, item]));
  }

  /** The airing at an instant, or undefined when nothing may play in the zone then. */
  at(zone: ZoneId, atMs: number, unavailable: ReadonlySet<string>): Airing | undefined {
    const slot = resolveSlot(this.#planAt(atMs), zone, atMs, unavailable);
    const item = slot && this.#items.get(slot.item);
    return slot && item ? { slot, item } : undefined;
  }

  #planAt(atMs: number): DayPlan {
    const day = broadcastDay(this.programme, atMs);
    let plan = this.#plans.get(day);
    if (!plan) {
      if (this.#plans.size >= 2) this.#plans.clear();
      plan = compileDay(this.programme, day);
      this.#plans.set(day, plan);
    }
    return plan;
  }
}
