import { IconPlaylistX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { listAnnouncements, listPlaylists } from '../../../../core/api/announcements.ts';
import { useRead } from '../../api/use-api.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PlaylistEditor } from './PlaylistEditor.tsx';

export function PlaylistPage() {
  const { t } = useTranslation();
  const { id } = useParams();
  const playlists = useRead('playlists', listPlaylists, {});
  const announcements = useRead('announcements', listAnnouncements, {});
  return (
    <Loaded query={playlists}>
      {(list) => {
        const playlist = list.find((one) => one.id === id);
        return playlist ? (
          <Loaded query={announcements}>
            {(all) => <PlaylistEditor key={playlist.id} playlist={playlist} announcements={all} />}
          </Loaded>
        ) : (
          <EmptyState icon={IconPlaylistX} title={t('playlists.missing')} />
        );
      }}
    </Loaded>
  );
}
