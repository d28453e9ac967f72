import { Button, Group, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ReleaseKey, setReleaseKey, type SoftwareOverview } from '../../../../core/api/releases.ts';
import { useSend } from '../../api/use-api.ts';
import { ConfirmModal } from '../../components/ConfirmModal.tsx';
import { notifyDone } from '../../components/notify.ts';
import { Section } from '../../components/Section.tsx';

export function ReleaseKeySection({ keys }: Pick<SoftwareOverview, 'keys'>) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [opened, modal] = useDisclosure(false);
  const ed25519 = typed.trim();
  const isKey = ReleaseKey.safeParse(ed25519).success;
  const send = useSend(setReleaseKey, ['screens'], () => {
    notifyDone(t('software.keySaved'));
    setTyped('');
    modal.close();
  });
  return (
    <Section title={t('software.key')} hint={t('software.keyHint')}>
      {keys.length === 0 ? (
        <Text size="sm" c="var(--wv-warn)">
          {t('software.keyNone')}
        </Text>
      ) : (
        keys.map((key) => (
          <Text key={key.keyid} size="sm" className="wv-num" style={{ overflowWrap: 'anywhere' }}>
            {key.ed25519}
          </Text>
        ))
      )}
      <Group align="flex-end" mt="sm" gap="sm">
        <TextInput
          label={t('software.keyField')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={ed25519 !== '' && !isKey ? t('software.keyBad') : undefined}
          style={{ flex: '1 1 280px' }}
        />
        <Button variant="default" disabled={!isKey} onClick={modal.open}>
          {t('software.keySave')}
        </Button>
      </Group>
      <ConfirmModal
        opened={opened}
        onClose={modal.close}
        danger
        title={t('software.keyQuestion')}
        confirmLabel={t('software.keySave')}
        busy={send.isPending}
        problem={send.error}
        onConfirm={() => send.mutate({ body: { ed25519 } })}
      >
        <Text size="sm">{t('software.keyWarning')}</Text>
      </ConfirmModal>
    </Section>
  );
}
