import type { TourDay } from '../../../../../core/api/tours.ts';
import type { TourPlan } from '../../../../../core/model/tour.ts';

/** What each part of the editor is given. */
export interface TourFields {
  plan: TourPlan;
  day: TourDay;
  isReadOnly: boolean;
  change: (part: Partial<TourPlan>) => void;
}

/** The list with one item at another place. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_, index) => index !== from);
  return [...rest.slice(0, to), ...list.slice(from, from + 1), ...rest.slice(to)];
}
