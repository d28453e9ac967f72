import { PasswordInput, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { approveAnnouncement } from '../../../../core/api/announcements.ts';
import type { Announcement } from '../../../../core/model/catalogue.ts';
import { useSend } from '../../api/use-api.ts';
import { ConfirmModal } from '../../components/ConfirmModal.tsx';
import { notifyDone } from '../../components/notify.ts';

interface Props {
  announcement: Announcement;
  onClose: () => void;
}

export function ApproveModal({ announcement, onClose }: Props) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const send = useSend(approveAnnouncement, ['announcements', 'schedule'], () => {
    notifyDone(t('review.approved'));
    onClose();
  });
  const { id, revision, content } = announcement;
  return (
    <ConfirmModal
      opened
      onClose={onClose}
      title={t('review.approveTitle')}
      confirmLabel={t('review.sign')}
      busy={send.isPending}
      problem={send.error}
      disabled={password === ''}
      onConfirm={() => send.mutate({ params: { id }, body: { revision, password } })}
    >
      <Text fw={600}>{content.title}</Text>
      <Text size="sm" c="dimmed">
        {t('review.approveIntro', { priority: content.maxPriority })}
      </Text>
      <PasswordInput
        label={t('session.password')}
        autoComplete="current-password"
        data-autofocus
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
    </ConfirmModal>
  );
}
