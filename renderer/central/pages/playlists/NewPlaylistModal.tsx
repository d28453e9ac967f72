import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { createPlaylist } from '../../../../core/api/announcements.ts';
import { useSend } from '../../api/use-api.ts';
import { ConfirmModal } from '../../components/ConfirmModal.tsx';

export function NewPlaylistModal({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const send = useSend(createPlaylist, ['playlists'], (playlist) => {
    void navigate(`/playlists/${playlist.id}`);
  });
  return (
    <ConfirmModal
      opened
      onClose={onClose}
      title={t('playlists.new')}
      confirmLabel={t('common.add')}
      busy={send.isPending}
      problem={send.error}
      disabled={name.trim() === ''}
      onConfirm={() => send.mutate({ body: { name, announcementIds: [] } })}
    >
      <TextInput
        label={t('playlists.newName')}
        placeholder={t('playlists.namePlaceholder')}
        data-autofocus
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </ConfirmModal>
  );
}
