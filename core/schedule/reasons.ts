/** Why a slot is what it is, in the words of the plan. */
import { DAY_MS } from '../time/civil.ts';
import { timeOfDayMs } from '../time/local.ts';
import type { Contender } from './contender.ts';
import type { Reason } from './plan.ts';
import type { Stretch } from './stretches.ts';

/** What decided the turn, beyond winning by priority. */
export type Turn = 'share' | 'plays_per_hour' | 'fits' | 'maximum_reached';

/** `sharePercent` is the share that holds here, after normalising. `localMs` is the wall clock of the stretch. */
export function turnReasons(
  contender: Contender,
  stretch: Stretch,
  turn: Turn,
  sharePercent: number,
  localMs: number,
): readonly Reason[] {
  const { timing } = contender;
  const reasons: Reason[] = [];
  if (contender.emergency) reasons.push({ code: 'emergency', params: {} });
  reasons.push(contender.recurrence);
  const window = timing.windows.find(({ from, to }) => {
    const fromMs = timeOfDayMs(from);
    const lengthMs = (timeOfDayMs(to) - fromMs + DAY_MS) % DAY_MS || DAY_MS;
    return (((localMs - fromMs) % DAY_MS) + DAY_MS) % DAY_MS < lengthMs;
  });
  if (window) reasons.push({ code: 'window', params: { from: window.from, to: window.to } });
  const peers = stretch.members.length;
  reasons.push({ code: 'priority', params: { priority: contender.priority, peers } });
  const rounded = Math.round(sharePercent * 100) / 100;
  if (turn === 'share') reasons.push({ code: 'share', params: { percent: rounded, peers } });
  else if (turn === 'plays_per_hour')
    reasons.push({ code: 'plays_per_hour', params: { minimum: contender.minPlaysPerHour ?? 0 } });
  else reasons.push({ code: turn, params: {} });
  return reasons;
}

export const FILLER_REASONS: readonly Reason[] = [{ code: 'filler', params: {} }];
export const finishing = (boundaryMs: number): Reason => ({ code: 'finishing', params: { boundaryMs } });
export const carriedIn = (effectiveFromMs: number): Reason => ({
  code: 'carried_in',
  params: { effectiveFromMs },
});
