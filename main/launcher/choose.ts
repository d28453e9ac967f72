import type { Log } from '../log.ts';
import { SLOTS, type RefusedSlot, type ShellName, type SlotName } from './protocol.ts';
import { verifySlot, type GoodSlot } from './slot.ts';
import type { LauncherState } from './state.ts';

export interface Choice {
  /** Slots that may be started, the one to start first. */
  good: readonly GoodSlot[];
  /**
   * Slots that hold something which is not started, or only when the other one fails too. An empty slot is no fault.
   */
  refused: readonly RefusedSlot[];
}

/** A power cut during the trial of a release must not condemn it; one that never gets through does. */
const MOST_TRIAL_STARTS = 3;

export const otherSlot = (slot: SlotName): SlotName => (slot === 'a' ? 'b' : 'a');

/** Looks through both slots and says what may be started, in which order, and what may not and why. */
export async function choose(
  home: string,
  shell: ShellName,
  state: LauncherState,
  log: Log,
  nowMs: () => number,
): Promise<Choice> {
  const good: GoodSlot[] = [];
  const refused: RefusedSlot[] = [];
  const condemned: { slot: GoodSlot; refusal: RefusedSlot }[] = [];
  for (const slot of [state.current, ...SLOTS.filter((one) => one !== state.current)]) {
    const verified = await verifySlot(home, slot, shell, state);
    if (!verified.ok) {
      const { code, detail, release } = verified.error;
      if (code === 'empty') continue;
      log.error('slot_refused', { slot, code, detail });
      refused.push({ slot, release, code, detail: detail.slice(0, 200), atMs: Math.round(nowMs()) });
      continue;
    }
    const { ref } = verified.value;
    const failed = state.failed.find(({ release }) => release?.sha256 === ref.sha256);
    const isStuck = slot === state.current && (state.trialStarts ?? 0) >= MOST_TRIAL_STARTS;
    if (failed?.code === 'unhealthy') condemned.push({ slot: verified.value, refusal: { ...failed, slot } });
    else if (isStuck) {
      const detail = `started ${MOST_TRIAL_STARTS} times without a picture`;
      const atMs = Math.round(nowMs());
      const refusal = { slot, release: ref, code: 'unhealthy', detail, atMs };
      condemned.push({ slot: verified.value, refusal });
    } else {
      good.push(verified.value);
      if (failed !== undefined && slot !== state.current) refused.push({ ...failed, slot });
    }
  }
  // Better a signed release that failed its trial than none: it may live long enough to bring the next one.
  if (good.length === 0) return { good: condemned.map(({ slot }) => slot), refused };
  return { good, refused: [...refused, ...condemned.map(({ refusal }) => refusal)] };
}
