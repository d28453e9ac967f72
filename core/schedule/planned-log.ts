import type { DayPlan, Slot } from './plan.ts';
import type { ZoneId } from '../model/catalogue.ts';

/**
 * What was planned for a zone on a day that was published several times: of each version the slots begun while it was
 * in force. Versions are given in the order they took effect; a slot that ran across keeps the end the later one gave it.
 */
export function plannedLog(versions: readonly DayPlan[], zone: ZoneId): Slot[] {
  let log: Slot[] = [];
  for (const plan of versions) {
    const slots = plan.zones.find((candidate) => candidate.zone === zone)?.slots ?? [];
    const fromMs = plan.effectiveFromMs;
    const carried = slots.find((slot) => slot.startMs < fromMs);
    log = log
      .filter((slot) => slot.startMs < fromMs)
      .map((slot) => (slot.endMs <= fromMs ? slot : { ...slot, endMs: carried?.endMs ?? fromMs }));
    log.push(...slots.filter((slot) => slot.startMs >= fromMs));
  }
  return log;
}
