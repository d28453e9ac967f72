import { Button, Group, SimpleGrid, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronRight, IconPlaylist, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { createPlaylist, listAnnouncements, listPlaylists } from '../../../../core/api/announcements.ts';
import { useRead } from '../../api/use-api.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useFormat } from '../../hooks/use-format.ts';
import { useMay } from '../../session/session.ts';
import { NewPlaylistModal } from './NewPlaylistModal.tsx';
import { totalDurationMs } from './total-duration.ts';

export function PlaylistsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const mayAdd = useMay(createPlaylist);
  const [adding, add] = useDisclosure(false);
  const playlists = useRead('playlists', listPlaylists, {});
  const announcements = useRead('announcements', listAnnouncements, {}).data ?? [];
  const newButton = mayAdd && (
    <Button leftSection={<IconPlus size={17} />} onClick={add.open}>
      {t('playlists.new')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('playlists.title')} subtitle={t('playlists.subtitle')} actions={newButton} />
      <Loaded query={playlists}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon={IconPlaylist} title={t('playlists.empty')}>
              {t('playlists.emptyHint')}
            </EmptyState>
          ) : (
            <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md">
              {list.map((playlist) => (
                <Link key={playlist.id} to={`/playlists/${playlist.id}`} className="wv-card wv-row-link">
                  <Group p="md" justify="space-between" wrap="nowrap">
                    <div>
                      <Text fw={600}>{playlist.name}</Text>
                      <Text size="sm" c="dimmed" className="wv-num">
                        {t('playlists.items', { count: playlist.announcementIds.length })} ·{' '}
                        {format.clock(totalDurationMs(playlist.announcementIds, announcements))}
                      </Text>
                    </div>
                    <IconChevronRight size={18} aria-hidden />
                  </Group>
                </Link>
              ))}
            </SimpleGrid>
          )
        }
      </Loaded>
      {adding && <NewPlaylistModal onClose={add.close} />}
    </>
  );
}
