import { Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { withdrawAnnouncement } from '../../../../core/api/announcements.ts';
import type { Announcement } from '../../../../core/model/catalogue.ts';
import { useSend } from '../../api/use-api.ts';
import { ConfirmModal } from '../../components/ConfirmModal.tsx';
import { notifyDone } from '../../components/notify.ts';

interface Props {
  announcement: Announcement;
  onClose: () => void;
}

export function WithdrawModal({ announcement, onClose }: Props) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const send = useSend(withdrawAnnouncement, ['announcements', 'withdrawal', 'schedule', 'live'], () => {
    notifyDone(t('withdraw.done'));
    onClose();
  });
  return (
    <ConfirmModal
      opened
      danger
      onClose={onClose}
      title={t('withdraw.title')}
      confirmLabel={t('withdraw.action')}
      busy={send.isPending}
      problem={send.error}
      disabled={reason.trim().length < 3}
      onConfirm={() => send.mutate({ params: { id: announcement.id }, body: { reason } })}
    >
      <Text size="sm">{t('withdraw.intro', { title: announcement.content.title })}</Text>
      <Textarea
        label={t('withdraw.reason')}
        autosize
        minRows={2}
        maxLength={1000}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmModal>
  );
}
