import { Button, Group, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ReleaseKey, setReleaseKey, type SoftwareOverview } from '../../../../core/api/releases.ts';
import { useSend } from '../../api/use-api.ts';
import { DangerAction } from '../../components/DangerAction.tsx';
import { notifyDone } from '../../components/notify.ts';
import { Section } from '../../components/Section.tsx';

export function ReleaseKeySection({ keys }: Pick<SoftwareOverview, 'keys'>) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const ed25519 = typed.trim();
  const isKey = ReleaseKey.safeParse(ed25519).success;
  const send = useSend(setReleaseKey, ['screens'], () => {
    notifyDone(t('software.keySaved'));
    setTyped('');
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
        <DangerAction
          trigger={(ask) => (
            <Button variant="default" disabled={!isKey} onClick={ask}>
              {t('software.keySave')}
            </Button>
          )}
          question={t('software.keyQuestion')}
          consequence={t('software.keyWarning')}
          confirmLabel={t('software.keySave')}
          send={send}
          onConfirm={(close) => send.mutate({ body: { ed25519 } }, { onSuccess: close })}
        />
      </Group>
    </Section>
  );
}
