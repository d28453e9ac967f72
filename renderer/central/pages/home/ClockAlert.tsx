import { Alert, Button, Group, Text } from '@mantine/core';
import { IconClockExclamation } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { confirmServerTime, getServerTime } from '../../../../core/api/server-time.ts';
import { useRead, useSend } from '../../api/use-api.ts';
import { notifyDone, notifyProblem } from '../../components/notify.ts';
import { useFormat } from '../../hooks/use-format.ts';
import { useMay } from '../../session/session.ts';

const LOOK_EVERY_MS = 60_000;

/** The server does not believe its machine's clock: somebody has to look, and say so once it is right. */
export function ClockAlert() {
  const { t } = useTranslation();
  const format = useFormat();
  const mayConfirm = useMay(confirmServerTime);
  const time = useRead('health', getServerTime, {}, { refetchIntervalMs: LOOK_EVERY_MS }).data;
  const send = useSend(confirmServerTime, ['health', 'audit'], () => notifyDone(t('home.clock.confirmed')));
  if (time === undefined || time.state === 'follows') return null;
  return (
    <Alert color="red" icon={<IconClockExclamation />} mb="md" title={t(`home.clock.${time.state}`)}>
      <Text size="sm">
        {t(`home.clock.${time.state}Hint`, {
          system: format.dateTime(time.systemMs),
          server: format.dateTime(time.nowMs),
        })}
      </Text>
      {mayConfirm ? (
        <Group mt="xs">
          <Button
            size="xs"
            color="red"
            loading={send.isPending}
            onClick={() => send.mutate({}, { onError: notifyProblem })}
          >
            {t('home.clock.confirm', { system: format.dateTime(time.systemMs) })}
          </Button>
        </Group>
      ) : (
        <Text size="sm">{t('home.clock.askAdmin')}</Text>
      )}
    </Alert>
  );
}
