/** What to show now, and what instead when the planned item may not or cannot play. */
import type { ZoneId } from '../model/catalogue.ts';
import type { ItemId } from '../model/programme.ts';
import { indexHolding } from './intervals.ts';
import type { DayPlan, PlanContender, Slot, ZonePlan } from './plan.ts';

/** How many of the following slots are asked for the next by credit. */
const LOOK_AHEAD_SLOTS = 64;

function zoneOf(plan: DayPlan, zone: ZoneId): ZonePlan | undefined {
  for (const candidate of plan.zones) if (candidate.zone === zone) return candidate;
  return undefined;
}

/**
 * The slot at `nowMs`, or undefined when there is none or nothing may play: show the slate. The bounds are always those
 * of the plan; an item that is unavailable, withdrawn or no longer valid is replaced inside them, the same on every
 * player: by the next items of the plan that fit, by other entries of that time, by evergreen. A replacement shorter than
 * its slot is repeated, an evergreen one that is longer is cut. Allocates nothing unless it replaces.
 */
export function resolveSlot(
  plan: DayPlan,
  zone: ZoneId,
  nowMs: number,
  unavailable: ReadonlySet<ItemId>,
): Slot | undefined {
  const zonePlan = zoneOf(plan, zone);
  if (!zonePlan) return undefined;
  const index = indexHolding(zonePlan.slots, nowMs);
  const slot = zonePlan.slots[index];
  if (!slot) return undefined;
  if (mayPlay(plan, slot.item, nowMs, unavailable)) return slot;
  return replacement({ plan, zonePlan, index, slot, nowMs, unavailable });
}

function mayPlay(plan: DayPlan, itemId: ItemId, nowMs: number, unavailable: ReadonlySet<ItemId>): boolean {
  if (unavailable.has(itemId)) return false;
  const item = plan.items.get(itemId);
  if (!item) return false;
  const untilMs = Math.min(item.validUntilMs, item.withdrawnAtMs ?? Infinity);
  return item.validFromMs <= nowMs && nowMs < untilMs;
}

interface Gap {
  plan: DayPlan;
  zonePlan: ZonePlan;
  index: number;
  slot: Slot;
  nowMs: number;
  unavailable: ReadonlySet<ItemId>;
}

function replacement(gap: Gap): Slot | undefined {
  const found = fromFollowingSlots(gap) ?? fromContenders(gap) ?? fromEvergreen(gap);
  if (!found) return undefined;
  const { startMs, endMs, item } = gap.slot;
  return { startMs, endMs, ...found, reasons: [{ code: 'fallback', params: { replaces: item } }] };
}

type Found = Pick<Slot, 'item' | 'entry'>;

function fits({ plan, slot, nowMs, unavailable }: Gap, itemId: ItemId): boolean {
  const lengthMs = plan.items.get(itemId)?.airDurationMs ?? Infinity;
  return lengthMs <= slot.endMs - slot.startMs && mayPlay(plan, itemId, nowMs, unavailable);
}

/** The slots to come are in the order of credit. */
function fromFollowingSlots(gap: Gap): Found | undefined {
  const { slots, contenders } = gap.zonePlan;
  const last = Math.min(slots.length - 1, gap.index + LOOK_AHEAD_SLOTS);
  for (let at = gap.index + 1; at <= last; at++) {
    const slot = slots[at];
    if (!slot?.entry || !fits(gap, slot.item)) continue;
    const owner = contenders.find((contender) => contender.entry === slot.entry);
    if (owner && isActive(owner, gap.slot.startMs)) return { item: slot.item, entry: slot.entry };
  }
  return undefined;
}

const isActive = (contender: PlanContender, atMs: number) => indexHolding(contender.intervals, atMs) >= 0;

/** Entries of this time by priority; equals take turns from slot to slot. */
function fromContenders(gap: Gap): Found | undefined {
  let priority = NaN;
  const equals: Found[] = [];
  for (const contender of gap.zonePlan.contenders) {
    if (contender.priority !== priority && equals.length > 0) break;
    priority = contender.priority;
    if (!isActive(contender, gap.slot.startMs)) continue;
    for (const item of contender.items) if (fits(gap, item)) equals.push({ item, entry: contender.entry });
  }
  return equals[gap.index % equals.length];
}

function fromEvergreen(gap: Gap): Found | undefined {
  const { plan, nowMs, unavailable, zonePlan, index } = gap;
  const playable = zonePlan.evergreen.filter((item) => mayPlay(plan, item, nowMs, unavailable));
  const fitting = playable.filter((item) => fits(gap, item));
  const chosen = fitting.length > 0 ? fitting : playable;
  const item = chosen[index % chosen.length];
  return item === undefined ? undefined : { item, entry: null };
}

/**
 * The next instant at which the answer of `resolveSlot` can change with no change in what is unavailable: the end of the
 * slot, a withdrawal or the end of validity within it, the next slot's start, or the end of the plan.
 */
export function nextChangeMs(plan: DayPlan, zone: ZoneId, nowMs: number): number {
  const slots = zoneOf(plan, zone)?.slots ?? [];
  const slot = slots[indexHolding(slots, nowMs)];
  if (!slot) return firstStartAfter(slots, nowMs) ?? plan.endMs;
  const item = plan.items.get(slot.item);
  const edges = [item?.withdrawnAtMs ?? Infinity, item?.validUntilMs ?? Infinity];
  return Math.min(slot.endMs, ...edges.filter((atMs) => atMs > nowMs));
}

function firstStartAfter(slots: readonly Slot[], nowMs: number): number | undefined {
  let low = 0;
  let high = slots.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((slots[middle]?.startMs ?? Infinity) > nowMs) high = middle;
    else low = middle + 1;
  }
  return slots[low]?.startMs;
}
