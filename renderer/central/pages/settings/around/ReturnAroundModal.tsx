import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { returnAroundClip } from '../../../../../core/api/around.ts';
import { useSend } from '../../../api/use-api.ts';
import { notifyDone } from '../../../components/notify.ts';
import { ReasonModal } from '../../../components/ReasonModal.tsx';

interface Props {
  id: string;
  onClose: () => void;
}

export function ReturnAroundModal({ id, onClose }: Props) {
  const { t } = useTranslation();
  const send = useSend(returnAroundClip, ['around'], () => {
    notifyDone(t('review.returned'));
    onClose();
  });
  return (
    <ReasonModal
      title={t('review.returnTitle')}
      label={t('review.returnReason')}
      placeholder={t('around.returnPlaceholder')}
      confirmLabel={t('around.return')}
      send={send}
      onConfirm={(reason) => send.mutate({ params: { id }, body: { reason } })}
      onClose={onClose}
    >
      <Text fw={600}>{t('around.title')}</Text>
    </ReasonModal>
  );
}
