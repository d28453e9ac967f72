import type { ZoneId } from '../../core/model/catalogue.ts';
import type { Programme, ProgrammeItem } from '../../core/model/programme.ts';
import { broadcastDay, compileDay, resolveSlot, type DayPlan, type Slot } from '../../core/schedule/index.ts';

/** One run of an item: its slot, or one of the runs of a shorter item that replaces the planned one. */
export interface Airing {
  slot: Slot;
  item: ProgrammeItem;
  startMs: number;
  endMs: number;
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
    if (!slot || !item) return undefined;
    const runs = Math.floor((atMs - slot.startMs) / item.airDurationMs);
    const startMs = slot.startMs + runs * item.airDurationMs;
    return { slot, item, startMs, endMs: Math.min(slot.endMs, startMs + item.airDurationMs) };
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

/** Whether two airings are the same picture or line at the same place in time; nothing is the same as nothing. */
export function isSame(one: Airing | undefined, other: Airing | undefined): boolean {
  if (!one || !other) return one === other;
  return one.item.id === other.item.id && one.startMs === other.startMs && content(one) === content(other);
}

const content = ({ item }: Airing): string => (item.kind === 'ticker' ? item.text : item.mediaSha256);
