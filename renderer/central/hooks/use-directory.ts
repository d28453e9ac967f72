import { useMemo } from 'react';
import { listAgencies, listAreas, listUsers } from '../../../core/api/people.ts';
import { listGroups, listScreens } from '../../../core/api/screens.ts';
import { useRead } from '../api/use-api.ts';
import { useMay } from '../session/session.ts';

const byId = <T extends { id: string }>(list: readonly T[] | undefined) =>
  new Map((list ?? []).map((item) => [item.id, item]));

/** Names behind ids: agencies, areas, screens, groups, and people where the role may see them. */
export function useDirectory() {
  const agencies = useRead('agencies', listAgencies, {}).data;
  const areas = useRead('areas', listAreas, {}).data;
  const screens = useRead('screens', listScreens, {}).data;
  const groups = useRead('groups', listGroups, {}).data;
  const users = useRead('users', listUsers, {}, { enabled: useMay(listUsers) }).data;
  return useMemo(
    () => ({
      agencies: byId(agencies),
      areas: byId(areas),
      screens: byId(screens),
      groups: byId(groups),
      users: byId(users),
    }),
    [agencies, areas, screens, groups, users],
  );
}
