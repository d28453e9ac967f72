import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { approveAroundClip, type AroundVersion } from '../../../../../core/api/around.ts';
import { useSend } from '../../../api/use-api.ts';
import { notifyDone } from '../../../components/notify.ts';
import { SignModal } from '../../../components/SignModal.tsx';

interface Props {
  version: AroundVersion;
  onClose: () => void;
}

export function ApproveAroundModal({ version: { id, parts }, onClose }: Props) {
  const { t } = useTranslation();
  const send = useSend(approveAroundClip, ['around'], () => {
    notifyDone(t('around.approved'));
    onClose();
  });
  return (
    <SignModal
      send={send}
      onSign={(password) => send.mutate({ params: { id }, body: { password } })}
      onClose={onClose}
    >
      <Text fw={600}>
        {t('around.title')} · {t('around.recordings', { count: parts.length })}
      </Text>
      <Text size="sm" c="dimmed">
        {t('around.approveIntro')}
      </Text>
    </SignModal>
  );
}
