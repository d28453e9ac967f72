import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { approveAnnouncement } from '../../../../core/api/announcements.ts';
import type { Announcement } from '../../../../core/model/catalogue.ts';
import { useSend } from '../../api/use-api.ts';
import { notifyDone } from '../../components/notify.ts';
import { SignModal } from '../../components/SignModal.tsx';

interface Props {
  announcement: Announcement;
  onClose: () => void;
}

export function ApproveModal({ announcement, onClose }: Props) {
  const { t } = useTranslation();
  const send = useSend(approveAnnouncement, ['announcements', 'schedule'], () => {
    notifyDone(t('review.approved'));
    onClose();
  });
  const { id, revision, content } = announcement;
  return (
    <SignModal
      send={send}
      onSign={(password) => send.mutate({ params: { id }, body: { revision, password } })}
      onClose={onClose}
    >
      <Text fw={600}>{content.title}</Text>
      <Text size="sm" c="dimmed">
        {t('review.approveIntro', { priority: content.maxPriority })}
      </Text>
    </SignModal>
  );
}
