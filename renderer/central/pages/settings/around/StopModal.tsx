import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { withdrawAroundClip } from '../../../../../core/api/around.ts';
import { useSend } from '../../../api/use-api.ts';
import { notifyDone } from '../../../components/notify.ts';
import { ReasonModal } from '../../../components/ReasonModal.tsx';

interface Props {
  id: string;
  onClose: () => void;
}

export function StopModal({ id, onClose }: Props) {
  const { t } = useTranslation();
  const send = useSend(withdrawAroundClip, ['around'], () => {
    notifyDone(t('around.stopped'));
    onClose();
  });
  return (
    <ReasonModal
      danger
      title={t('around.stopTitle')}
      label={t('around.stopReason')}
      confirmLabel={t('around.stop')}
      send={send}
      onConfirm={(reason) => send.mutate({ params: { id }, body: { reason } })}
      onClose={onClose}
    >
      <Text size="sm">{t('around.stopIntro')}</Text>
    </ReasonModal>
  );
}
