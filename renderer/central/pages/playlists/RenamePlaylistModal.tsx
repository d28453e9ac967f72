import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmModal } from '../../components/ConfirmModal.tsx';

interface Props {
  name: string;
  onClose: () => void;
  onRename: (name: string) => void;
}

export function RenamePlaylistModal({ name, onClose, onRename }: Props) {
  const { t } = useTranslation();
  const [value, setValue] = useState(name);
  return (
    <ConfirmModal
      opened
      onClose={onClose}
      title={t('playlists.rename')}
      confirmLabel={t('common.save')}
      busy={false}
      problem={null}
      disabled={value.trim() === ''}
      onConfirm={() => onRename(value.trim())}
    >
      <TextInput
        label={t('playlists.newName')}
        data-autofocus
        maxLength={120}
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
      />
    </ConfirmModal>
  );
}
