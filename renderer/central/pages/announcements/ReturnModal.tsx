import { Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { returnAnnouncement } from '../../../../core/api/announcements.ts';
import type { Announcement } from '../../../../core/model/catalogue.ts';
import { useSend } from '../../api/use-api.ts';
import { ConfirmModal } from '../../components/ConfirmModal.tsx';
import { notifyDone } from '../../components/notify.ts';

interface Props {
  announcement: Announcement;
  onClose: () => void;
}

export function ReturnModal({ announcement, onClose }: Props) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const send = useSend(returnAnnouncement, ['announcements'], () => {
    notifyDone(t('review.returned'));
    onClose();
  });
  const { id, revision, content } = announcement;
  return (
    <ConfirmModal
      opened
      onClose={onClose}
      title={t('review.returnTitle')}
      confirmLabel={t('review.return')}
      busy={send.isPending}
      problem={send.error}
      disabled={reason.trim().length < 3}
      onConfirm={() => send.mutate({ params: { id }, body: { revision, reason } })}
    >
      <Text fw={600}>{content.title}</Text>
      <Textarea
        label={t('review.returnReason')}
        placeholder={t('review.returnPlaceholder')}
        autosize
        minRows={3}
        maxLength={1000}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmModal>
  );
}
