import { Button } from '@mantine/core';
import { IconUnlink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { unpairScreen } from '../../../../core/api/screens.ts';
import { useSend } from '../../api/use-api.ts';
import { DangerAction } from '../../components/DangerAction.tsx';
import { notifyDone } from '../../components/notify.ts';
import { Section } from '../../components/Section.tsx';

export function UnpairDevice({ screenId }: { screenId: string }) {
  const { t } = useTranslation();
  const send = useSend(unpairScreen, ['live', 'pairing'], () => notifyDone(t('device.unpaired')));
  return (
    <Section title={t('device.unpair')} hint={t('device.unpairHint')}>
      <DangerAction
        trigger={(ask) => (
          <Button variant="light" color="red" leftSection={<IconUnlink size={17} />} onClick={ask}>
            {t('device.unpair')}
          </Button>
        )}
        question={t('device.unpairQuestion')}
        consequence={t('device.unpairHint')}
        confirmLabel={t('device.unpair')}
        send={send}
        onConfirm={(close) => send.mutate({ params: { id: screenId } }, { onSuccess: close })}
      />
    </Section>
  );
}
