import type { QueryClient } from '@tanstack/react-query';
import { listJobs, type Job } from '../../../core/api/announcements.ts';
import { listScreensLive, type ScreenLive } from '../../../core/api/screens.ts';
import type { LiveMessage } from '../../../core/protocol/live.ts';
import { readOptions, type Resource } from '../api/use-api.ts';

/** What else has to be asked again when a resource changes. */
const FOLLOWS: Partial<Record<Resource, readonly Resource[]>> = {
  announcements: ['schedule', 'mobile-units', 'audit', 'jobs'],
  assets: ['jobs'],
  playlists: ['schedule'],
  screens: ['schedule', 'live'],
  areas: ['around'],
  'mobile-units': ['around'],
  schedule: ['announcements', 'live', 'audit'],
};

const replaced = <T>(list: readonly T[], item: T, same: (other: T) => boolean): T[] =>
  list.some(same) ? list.map((other) => (same(other) ? item : other)) : [item, ...list];

/** Puts what a live message says into the query cache, or marks what must be asked again. */
export function applyMessage(client: QueryClient, message: LiveMessage): void {
  const invalidate = (resource: Resource) => void client.invalidateQueries({ queryKey: [resource] });
  switch (message.type) {
    case 'alive':
      return;
    case 'screen':
      client.setQueryData<ScreenLive[]>(readOptions('live', listScreensLive, {}).queryKey, (list) =>
        list ? replaced(list, message.screen, (other) => other.screenId === message.screen.screenId) : list,
      );
      return;
    case 'job':
      client.setQueryData<Job[]>(readOptions('jobs', listJobs, {}).queryKey, (list) =>
        list ? replaced(list, message.job, (other) => other.id === message.job.id) : list,
      );
      if (message.job.state === 'done' || message.job.state === 'failed')
        invalidate(message.job.kind === 'accept' ? 'assets' : 'announcements');
      return;
    case 'changed':
      [message.resource, ...(FOLLOWS[message.resource] ?? [])].forEach(invalidate);
  }
}
