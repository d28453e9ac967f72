import type { ScheduleEntry } from '../../../../core/model/catalogue.ts';

export type EntryState = 'published' | 'new' | 'changed' | 'deleted';

export const ENTRY_STATE_COLOR: Record<EntryState, string> = {
  published: 'green',
  new: 'petrol',
  changed: 'orange',
  deleted: 'gray',
};

/** How what is planned differs from what screens were last given. Both come from one schema, so their keys agree. */
export function entryState(entry: ScheduleEntry): EntryState {
  if (entry.deleted) return 'deleted';
  if (entry.published === null) return 'new';
  return JSON.stringify(entry.plan) === JSON.stringify(entry.published) ? 'published' : 'changed';
}
