import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconUnlink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { unpairScreen } from '../../../../core/api/screens.ts';
import { useSend } from '../../api/use-api.ts';
import { ConfirmModal } from '../../components/ConfirmModal.tsx';
import { notifyDone } from '../../components/notify.ts';
import { Section } from '../../components/Section.tsx';

export function UnpairDevice({ screenId }: { screenId: string }) {
  const { t } = useTranslation();
  const [opened, modal] = useDisclosure(false);
  const send = useSend(unpairScreen, ['live', 'pairing'], () => {
    notifyDone(t('device.unpaired'));
    modal.close();
  });
  return (
    <Section title={t('device.unpair')} hint={t('device.unpairHint')}>
      <Button variant="light" color="red" leftSection={<IconUnlink size={17} />} onClick={modal.open}>
        {t('device.unpair')}
      </Button>
      <ConfirmModal
        opened={opened}
        onClose={modal.close}
        danger
        title={t('device.unpairQuestion')}
        confirmLabel={t('device.unpair')}
        busy={send.isPending}
        problem={send.error}
        onConfirm={() => send.mutate({ params: { id: screenId } })}
      >
        <Text size="sm">{t('device.unpairHint')}</Text>
      </ConfirmModal>
    </Section>
  );
}
