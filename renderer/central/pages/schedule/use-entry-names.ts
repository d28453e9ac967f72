import { useTranslation } from 'react-i18next';
import { listAnnouncements, listPlaylists } from '../../../../core/api/announcements.ts';
import { listEntries } from '../../../../core/api/schedule.ts';
import type { EntryPlan, EntryTarget } from '../../../../core/model/catalogue.ts';
import { useRead } from '../../api/use-api.ts';
import { useDirectory } from '../../hooks/use-directory.ts';

/** Names of what entries play and where. */
export function useEntryNames() {
  const { t } = useTranslation();
  const announcements = useRead('announcements', listAnnouncements, {}).data ?? [];
  const playlists = useRead('playlists', listPlaylists, {}).data ?? [];
  const entries = useRead('schedule', listEntries, {}).data ?? [];
  const { screens, groups, areas } = useDirectory();
  const gone = t('schedule.gone');

  const nameOfSource = (source: EntryPlan['source']): string =>
    source.kind === 'announcement'
      ? (announcements.find((item) => item.id === source.announcementId)?.content.title ?? gone)
      : (playlists.find((item) => item.id === source.playlistId)?.name ?? gone);
  const nameOfTarget = (target: EntryTarget): string => {
    switch (target.kind) {
      case 'all':
        return t('schedule.target.all');
      case 'screen':
        return screens.get(target.screenId)?.name ?? gone;
      case 'group':
        return groups.get(target.groupId)?.name ?? gone;
      case 'area':
        return areas.get(target.areaId)?.name ?? gone;
    }
  };
  const nameOfEntry = (id: string): string => {
    const entry = entries.find((one) => one.id === id);
    return entry ? nameOfSource(entry.plan.source) : gone;
  };
  return { nameOfSource, nameOfTarget, nameOfEntry };
}
