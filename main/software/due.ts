import type { Programme } from '../../core/model/programme.ts';
import { broadcastDay, compileDay, isOpen, resolveSlot, type Slot } from '../../core/schedule/index.ts';
import { quietAt } from '../../core/tours/index.ts';
import { airing, type AiringInputs } from '../airing.ts';

export interface DueInputs extends Omit<AiringInputs, 'failedUntilMs'> {
  /** Since when the page could have begun a clip: it does not join one in its midst. */
  listeningSinceMs: number;
}

/** The zones that prove a player: a ticker runs beside a picture that never comes, but may be all there is. */
export const provingZones = ({ zones }: Programme): Programme['zones'] =>
  zones.length > 1 ? zones.filter(({ id }) => id !== 'ticker') : zones;

/**
 * Whether a picture is to be seen or a clip to be heard now. What failed lately counts as due: where everything fails
 * it is the software.
 */
export function isDue(inputs: DueInputs): boolean {
  const { nowMs, listeningSinceMs } = inputs;
  const { programme, unavailable } = airing({ ...inputs, failedUntilMs: new Map() });
  if (!isOpen(programme, nowMs)) return false;
  const plan = compileDay(programme, broadcastDay(programme, nowMs));
  const without = new Set(unavailable);
  return provingZones(programme).some(({ id }) => {
    const slot = resolveSlot(plan, id, nowMs, without);
    if (slot === undefined) return false;
    const item = programme.items.find((one) => one.id === slot.item);
    return item?.kind !== 'audio' || (slot.startMs >= listeningSinceMs && !isSilent(programme, slot, nowMs));
  });
}

/** A clip that would reach into a silence is not begun either. */
function isSilent({ quiet, timeZone }: Programme, { endMs }: Slot, nowMs: number): boolean {
  if (!quiet) return false;
  const { rules, location } = quiet;
  return [nowMs, endMs - 1].some(
    (atMs) => quietAt(rules, { places: [], location, timeZone }, location, atMs).length > 0,
  );
}
