import type { EntryTiming } from '../model/catalogue.ts';
import type { ProgrammeItem } from '../model/programme.ts';
import type { Interval, Reason } from './plan.ts';

/** An entry with time in the day: one member of the peer sets it wins with. */
export interface Contender {
  id: string;
  /** Place in the total order of entries, which breaks every tie. */
  order: number;
  priority: number;
  sharePercent: number | null;
  minPlaysPerHour: number | null;
  maxPlaysPerHour: number | null;
  /** Its start and its end cut what is running: it asks for that, or it is an emergency. */
  hard: boolean;
  emergency: boolean;
  shuffle: boolean;
  /** Items that can be started at some time of the day, in playlist order. */
  items: readonly ProgrammeItem[];
  itemIds: readonly string[];
  /** Ascending, disjoint: within its recurrence, operating hours and the validity of its items. */
  intervals: readonly Interval[];
  timing: EntryTiming;
  /** Why it is on screen at all; the same in each of its slots. */
  recurrence: Reason;
}
