import { Button, Grid, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { deletePlaylist, updatePlaylist } from '../../../../core/api/announcements.ts';
import type { Announcement, Playlist } from '../../../../core/model/catalogue.ts';
import { useSend } from '../../api/use-api.ts';
import { BackLink } from '../../components/BackLink.tsx';
import { ConfirmModal } from '../../components/ConfirmModal.tsx';
import { notifyDone } from '../../components/notify.ts';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useFormat } from '../../hooks/use-format.ts';
import { useMay } from '../../session/session.ts';
import { AddableAnnouncements } from './AddableAnnouncements.tsx';
import { PlaylistOrder } from './PlaylistOrder.tsx';
import { RenamePlaylistModal } from './RenamePlaylistModal.tsx';
import { totalDurationMs } from './total-duration.ts';
import { usePlaylistChange } from './use-playlist.ts';

interface Props {
  playlist: Playlist;
  announcements: readonly Announcement[];
}

export function PlaylistEditor({ playlist, announcements }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const mayEdit = useMay(updatePlaylist);
  const [deleting, remove] = useDisclosure(false);
  const [renaming, rename] = useDisclosure(false);
  const change = usePlaylistChange(playlist);
  const send = useSend(deletePlaylist, ['playlists'], () => {
    notifyDone(t('playlists.deleted'));
    void navigate('/playlists');
  });
  const ids = playlist.announcementIds;
  const duration = format.clock(totalDurationMs(ids, announcements));
  return (
    <>
      <PageHeader
        above={<BackLink to="/playlists">{t('playlists.title')}</BackLink>}
        title={playlist.name}
        subtitle={`${t('playlists.items', { count: ids.length })} · ${t('playlists.total', { duration })}`}
        actions={
          mayEdit && (
            <>
              <Button variant="default" leftSection={<IconPencil size={17} />} onClick={rename.open}>
                {t('playlists.rename')}
              </Button>
              <Button variant="default" leftSection={<IconTrash size={17} />} onClick={remove.open}>
                {t('common.delete')}
              </Button>
            </>
          )
        }
      />
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: mayEdit ? 7 : 12 }}>
          <PlaylistOrder
            ids={ids}
            announcements={announcements}
            disabled={!mayEdit}
            onChange={(announcementIds) => change({ announcementIds })}
          />
          <Text size="xs" c="dimmed" mt="xs">
            {t('playlists.publishHint')}
          </Text>
        </Grid.Col>
        {mayEdit && (
          <Grid.Col span={{ base: 12, md: 5 }}>
            <AddableAnnouncements
              announcements={announcements}
              onAdd={(id) => change({ announcementIds: [...ids, id] })}
            />
          </Grid.Col>
        )}
      </Grid>
      {renaming && (
        <RenamePlaylistModal
          name={playlist.name}
          onClose={rename.close}
          onRename={(name) => {
            change({ name });
            rename.close();
          }}
        />
      )}
      <ConfirmModal
        opened={deleting}
        onClose={remove.close}
        danger
        title={t('common.deleteQuestion', { name: playlist.name })}
        confirmLabel={t('common.delete')}
        busy={send.isPending}
        problem={send.error}
        onConfirm={() => send.mutate({ params: { id: playlist.id } })}
      >
        <Text size="sm">{t('common.cannotUndo')}</Text>
      </ConfirmModal>
    </>
  );
}
