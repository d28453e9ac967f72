import type { ZoneId } from '../model/catalogue.ts';
import type { DayPlan, Reason } from './plan.ts';
import { resolveSlot } from './resolve-slot.ts';

const NOTHING_UNAVAILABLE: ReadonlySet<string> = new Set();

/** Why the plan shows what it shows at `nowMs`, in the order of the decisions; empty where it shows nothing. */
export function explain(plan: DayPlan, zone: ZoneId, nowMs: number): Reason[] {
  return [...(resolveSlot(plan, zone, nowMs, NOTHING_UNAVAILABLE)?.reasons ?? [])];
}
