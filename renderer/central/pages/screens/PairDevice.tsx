import { Badge, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconCheck, IconLink } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { claimPairing, listPairing } from '../../../../core/api/screens.ts';
import { normalizePairingCode } from '../../../../core/trust/pairing.ts';
import { useRead, useSend } from '../../api/use-api.ts';
import { notifyDone } from '../../components/notify.ts';
import { ProblemAlert } from '../../components/ProblemAlert.tsx';
import { Section } from '../../components/Section.tsx';
import { useFormat } from '../../hooks/use-format.ts';

/** Binds the player that shows a code to this screen. */
export function PairDevice({ screenId }: { screenId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [code, setCode] = useState('');
  const typed = normalizePairingCode(code);
  const waiting = useRead('pairing', listPairing, {}).data ?? [];
  const isUnknown = typed !== null && waiting.every((player) => player.code !== typed);
  const send = useSend(claimPairing, ['live', 'pairing', 'schedule'], () => notifyDone(t('device.claimed')));
  return (
    <Section title={t('device.pair')} hint={t('device.pairHint')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (typed !== null) send.mutate({ body: { code: typed, screenId } });
        }}
      >
        <Stack gap="md" maw={520}>
          <Group gap="xs" align="flex-end">
            <TextInput
              label={t('device.code')}
              placeholder="XXXXX-XXXXX"
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              maxLength={11}
              value={code}
              error={isUnknown}
              styles={{
                input: {
                  fontFamily: 'var(--mantine-font-family-monospace)',
                  letterSpacing: '0.06em',
                  textTransform: 'uppercase',
                },
              }}
              onChange={(event) => {
                setCode(event.currentTarget.value);
                send.reset();
              }}
            />
            <Button
              type="submit"
              leftSection={<IconLink size={17} />}
              disabled={typed === null || isUnknown}
              loading={send.isPending}
            >
              {t('device.claim')}
            </Button>
          </Group>
          {isUnknown && (
            <Text size="sm" c="var(--mantine-color-error)" role="alert">
              {t('device.matchesNone')}
            </Text>
          )}
          <ProblemAlert problem={send.error} />
          <div>
            <Text size="sm" fw={600}>
              {t('device.waiting')}
            </Text>
            {waiting.length === 0 && (
              <Text size="sm" c="dimmed">
                {t('device.waitingNone')}
              </Text>
            )}
            {waiting.map((player) => (
              <Group key={player.code} justify="space-between" py={6} gap="sm">
                <div>
                  <Text ff="monospace" fw={600}>
                    {player.code}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {t('device.waitingSince', {
                      software: player.software,
                      time: format.timeWithZone(player.sinceMs),
                    })}
                  </Text>
                </div>
                {player.code === typed ? (
                  <Badge color="green" leftSection={<IconCheck size={13} />}>
                    {t('device.matches')}
                  </Badge>
                ) : (
                  <Button size="xs" variant="light" onClick={() => setCode(player.code)}>
                    {t('device.use')}
                  </Button>
                )}
              </Group>
            ))}
          </div>
        </Stack>
      </form>
    </Section>
  );
}
