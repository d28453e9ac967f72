/** Why a slot is what it is, in the words of the plan. */
import { DAY_MS } from '../time/civil.ts';
import { timeOfDayMs } from '../time/local.ts';
import type { Contender } from './contender.ts';
import type { Reason } from './plan.ts';

/** What decided the turn, beyond winning by priority. */
export type Turn = 'share' | 'plays_per_hour' | 'fits' | 'maximum_reached';

/** Why `contender` is on screen in a stretch, and why it is its turn. `localMs` is the wall clock of the stretch. */
export function turnReasons(
  contender: Contender,
  localMs: number,
  priority: Reason,
  turn: Reason,
): readonly Reason[] {
  const { timing, recurrence } = contender;
  if (!contender.emergency && timing.windows.length === 0) return [recurrence, priority, turn];
  const reasons: Reason[] = [];
  if (contender.emergency) reasons.push({ code: 'emergency', params: {} });
  reasons.push(recurrence);
  const window = timing.windows.find(({ from, to }) => {
    const fromMs = timeOfDayMs(from);
    const lengthMs = (timeOfDayMs(to) - fromMs + DAY_MS) % DAY_MS || DAY_MS;
    return (((localMs - fromMs) % DAY_MS) + DAY_MS) % DAY_MS < lengthMs;
  });
  if (window) reasons.push({ code: 'window', params: { from: window.from, to: window.to } });
  reasons.push(priority, turn);
  return reasons;
}

export const winning = ({ priority }: Contender, peers: number): Reason => ({
  code: 'priority',
  params: { priority, peers },
});

/** `weight` is the share that holds in the peer set, after normalising. */
export const sharing = (weight: number, peers: number): Reason => ({
  code: 'share',
  params: { percent: Math.round(weight * 100 * 100) / 100, peers },
});

export function otherTurn(turn: Exclude<Turn, 'share'>, { minPlaysPerHour }: Contender): Reason {
  const params = turn === 'plays_per_hour' ? { minimum: minPlaysPerHour ?? 0 } : {};
  return { code: turn, params };
}

export const FILLER_REASONS: readonly Reason[] = [{ code: 'filler', params: {} }];
export const finishing = (boundaryMs: number): Reason => ({ code: 'finishing', params: { boundaryMs } });
export const carriedIn = (effectiveFromMs: number): Reason => ({
  code: 'carried_in',
  params: { effectiveFromMs },
});
