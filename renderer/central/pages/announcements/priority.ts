const LEVELS = [
  [85, 'top'],
  [60, 'high'],
  [25, 'normal'],
] as const;

/** The word for a priority from 0 (filler) to 100 (takeover). */
export const priorityLevel = (priority: number): 'low' | 'normal' | 'high' | 'top' =>
  LEVELS.find(([from]) => priority >= from)?.[1] ?? 'low';
