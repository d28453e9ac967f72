import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { returnAnnouncement } from '../../../../core/api/announcements.ts';
import type { Announcement } from '../../../../core/model/catalogue.ts';
import { useSend } from '../../api/use-api.ts';
import { notifyDone } from '../../components/notify.ts';
import { ReasonModal } from '../../components/ReasonModal.tsx';

interface Props {
  announcement: Announcement;
  onClose: () => void;
}

export function ReturnModal({ announcement, onClose }: Props) {
  const { t } = useTranslation();
  const send = useSend(returnAnnouncement, ['announcements'], () => {
    notifyDone(t('review.returned'));
    onClose();
  });
  const { id, revision, content } = announcement;
  return (
    <ReasonModal
      title={t('review.returnTitle')}
      label={t('review.returnReason')}
      placeholder={t('review.returnPlaceholder')}
      confirmLabel={t('review.return')}
      send={send}
      onConfirm={(reason) => send.mutate({ params: { id }, body: { revision, reason } })}
      onClose={onClose}
    >
      <Text fw={600}>{content.title}</Text>
    </ReasonModal>
  );
}
