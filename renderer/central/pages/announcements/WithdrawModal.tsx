import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { withdrawAnnouncement } from '../../../../core/api/announcements.ts';
import type { Announcement } from '../../../../core/model/catalogue.ts';
import { useSend } from '../../api/use-api.ts';
import { notifyDone } from '../../components/notify.ts';
import { ReasonModal } from '../../components/ReasonModal.tsx';

interface Props {
  announcement: Announcement;
  onClose: () => void;
}

export function WithdrawModal({ announcement, onClose }: Props) {
  const { t } = useTranslation();
  const send = useSend(withdrawAnnouncement, ['announcements', 'withdrawal', 'schedule', 'live'], () => {
    notifyDone(t('withdraw.done'));
    onClose();
  });
  return (
    <ReasonModal
      danger
      title={t('withdraw.title')}
      label={t('withdraw.reason')}
      confirmLabel={t('withdraw.action')}
      send={send}
      onConfirm={(reason) => send.mutate({ params: { id: announcement.id }, body: { reason } })}
      onClose={onClose}
    >
      <Text size="sm">{t('withdraw.intro', { title: announcement.content.title })}</Text>
    </ReasonModal>
  );
}
