import { Button, Group, Text } from '@mantine/core';
import { IconCamera, IconId, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { sendCommand } from '../../../../core/api/screens.ts';
import { useSend } from '../../api/use-api.ts';
import { notifyDone, notifyProblem } from '../../components/notify.ts';
import { Section } from '../../components/Section.tsx';

const COMMANDS = [
  ['identify', IconId],
  ['screenshot', IconCamera],
  ['reload', IconRefresh],
] as const;

export function ScreenCommands({ screenId, connected }: { screenId: string; connected: boolean }) {
  const { t } = useTranslation();
  const send = useSend(sendCommand, ['live'], ({ ok, detail }) =>
    notifyDone(ok ? t('device.commandDone') : t('device.commandFailed', { detail })),
  );
  return (
    <Section title={t('device.commands')} hint={t('device.identifyHint')}>
      <Group gap="xs">
        {COMMANDS.map(([command, Icon]) => (
          <Button
            key={command}
            variant="default"
            leftSection={<Icon size={17} />}
            disabled={!connected}
            loading={send.isPending && send.variables.body.command === command}
            onClick={() =>
              send.mutate({ params: { id: screenId }, body: { command } }, { onError: notifyProblem })
            }
          >
            {t(`device.${command}`)}
          </Button>
        ))}
      </Group>
      {!connected && (
        <Text size="xs" c="dimmed" mt="xs">
          {t('screens.live.offline')}
        </Text>
      )}
    </Section>
  );
}
