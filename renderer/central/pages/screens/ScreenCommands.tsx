import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import {
  IconBulb,
  IconBulbOff,
  IconCamera,
  IconDownload,
  IconEraser,
  IconFileText,
  IconId,
  IconPower,
  IconRefresh,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getLog, sendCommand, type ScreenLive } from '../../../../core/api/screens.ts';
import { urlOf } from '../../../../core/api/url.ts';
import { useSend } from '../../api/use-api.ts';
import { ConfirmModal } from '../../components/ConfirmModal.tsx';
import { notifyDone, notifyProblem } from '../../components/notify.ts';
import { Section } from '../../components/Section.tsx';
import { useFormat } from '../../hooks/use-format.ts';

const ICON = {
  identify: IconId,
  screenshot: IconCamera,
  send_logs: IconFileText,
  unblank: IconBulb,
  blank: IconBulbOff,
  reload: IconRefresh,
  clear_cache: IconEraser,
  restart: IconPower,
} as const;
type Command = keyof typeof ICON;

/** These change what the street sees, or cost data: asked about first. */
const ASKED = ['reload', 'restart', 'blank', 'clear_cache'] as const;
type AskedCommand = (typeof ASKED)[number];
const isAsked = (command: Command): command is AskedCommand => ASKED.some((one) => one === command);

export function ScreenCommands({ live }: { live: ScreenLive }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [asked, setAsked] = useState<AskedCommand | null>(null);
  const send = useSend(sendCommand, ['live', 'audit'], ({ ok, detail }) => {
    setAsked(null);
    if (ok) notifyDone(t('hands.done'));
    else notifyDone(detail === 'expired' ? t('hands.expired') : t('hands.failed', { detail }));
  });
  const running = send.isPending ? send.variables.body.command : null;
  const run = (command: Command) =>
    send.mutate(
      { params: { id: live.screenId }, body: { command } },
      isAsked(command) ? {} : { onError: notifyProblem },
    );
  const offered = (Object.keys(ICON) as Command[]).filter(
    (command) => command !== (live.blanked ? 'blank' : 'unblank'),
  );
  return (
    <Section title={t('hands.title')} hint={t('hands.hint')}>
      <Stack gap="sm">
        <Group gap="xs">
          {offered.map((command) => {
            const Icon = ICON[command];
            return (
              <Button
                key={command}
                variant="default"
                leftSection={<Icon size={17} />}
                disabled={!live.connected}
                loading={running === command && asked === null}
                onClick={() => {
                  send.reset();
                  if (isAsked(command)) setAsked(command);
                  else run(command);
                }}
              >
                {t(`hands.${command}`)}
              </Button>
            );
          })}
        </Group>
        {live.deviceCode !== null && (
          <Text size="sm" className="wv-num">
            {t('hands.code', { code: live.deviceCode })}
          </Text>
        )}
        {!live.connected && (
          <Text size="xs" c="dimmed">
            {t('hands.offline')}
          </Text>
        )}
        {live.logAtMs !== null && (
          <Anchor size="sm" href={urlOf(getLog, { params: { id: live.screenId } })} download>
            <Group gap={6} component="span">
              <IconDownload size={16} aria-hidden />
              {t('hands.log', { time: format.dateTime(live.logAtMs) })}
            </Group>
          </Anchor>
        )}
      </Stack>
      {asked !== null && (
        <ConfirmModal
          opened
          onClose={() => setAsked(null)}
          danger={asked === 'blank'}
          title={t(`hands.question.${asked}`)}
          confirmLabel={t(`hands.${asked}`)}
          busy={running === asked}
          problem={send.error}
          onConfirm={() => run(asked)}
        >
          <Text size="sm">{t(`hands.effect.${asked}`)}</Text>
        </ConfirmModal>
      )}
    </Section>
  );
}
