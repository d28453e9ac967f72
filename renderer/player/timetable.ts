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
  readonly #withdrawnAtMs: ReadonlyMap<string, number>;
  readonly #plans = new Map<string, DayPlan>();

  constructor(programme: Programme) {
    this.programme = programme;
    this.#items = new Map(programme.items.map((item) => [item.id, item]));
    this.#withdrawnAtMs = new Map(programme.withdrawn.map(({ itemId, atMs }) => [itemId, atMs]));
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

  /** Whether what was planned before may still be seen: it is in the programme, unchanged, and nobody took it off. */
  mayBeSeen({ item }: Airing, atMs: number, unavailable: ReadonlySet<string>): boolean {
    const known = this.#items.get(item.id);
    if (!known || content(known) !== content(item) || unavailable.has(item.id)) return false;
    return atMs < known.validUntilMs && atMs < (this.#withdrawnAtMs.get(item.id) ?? Infinity);
  }

  /** How many times its day's plan has the airing's item before it: 0 is the first. */
  turn(zone: ZoneId, { slot, item, startMs }: Airing): number {
    const slots = this.#planAt(startMs).zones.find((plan) => plan.zone === zone)?.slots ?? [];
    const before = slots.filter((other) => other.item === item.id && other.startMs < slot.startMs).length;
    return before + Math.round((startMs - slot.startMs) / item.airDurationMs);
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
  return (
    one.item.id === other.item.id &&
    one.startMs === other.startMs &&
    content(one.item) === content(other.item)
  );
}

const content = (item: ProgrammeItem): string => (item.kind === 'ticker' ? item.text : item.mediaSha256);
