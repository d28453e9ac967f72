import { useMemo } from 'react';
import { listAnnouncements } from '../../../../core/api/announcements.ts';
import { useRead } from '../../api/use-api.ts';

/** Announcements that keep their slots in a plan but are replaced on screens. */
export function useWithdrawn(): ReadonlySet<string> {
  const announcements = useRead('announcements', listAnnouncements, {}).data;
  return useMemo(
    () => new Set(announcements?.filter(({ state }) => state === 'withdrawn').map(({ id }) => id)),
    [announcements],
  );
}
