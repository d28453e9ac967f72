import { Box, Group, Progress, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { getWithdrawal, type Withdrawal } from '../../../../core/api/announcements.ts';
import { useRead } from '../../api/use-api.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { Section } from '../../components/Section.tsx';
import { StatusDot, type Status } from '../../components/StatusDot.tsx';
import { useFormat } from '../../hooks/use-format.ts';

type Row = Withdrawal['screens'][number];
const LAMP: Record<Row['state'], Status> = {
  acknowledged: 'ok',
  pending: 'warn',
  offline: 'off',
  not_shown: 'ok',
  by_hand: 'warn',
};
const isClear = (row: Row) => row.state === 'acknowledged' || row.state === 'not_shown';

/** Which screens have taken it off, one line a screen, live. */
export function WithdrawalStatus({ announcementId, mobile }: { announcementId: string; mobile: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const withdrawal = useRead('withdrawal', getWithdrawal, { params: { id: announcementId } });
  return (
    <Section title={t('withdraw.screens')}>
      <Loaded query={withdrawal} lines={2}>
        {({ screens, reason }) => {
          const done = screens.filter(isClear).length;
          return (
            <Stack gap="xs">
              <Text size="sm">{t('withdraw.why', { reason })}</Text>
              <Progress
                value={screens.length === 0 ? 100 : (100 * done) / screens.length}
                color={done === screens.length ? 'green' : 'orange'}
                aria-label={t('withdraw.screens')}
              />
              <Text size="sm" fw={600} role="status">
                {t('withdraw.summary', { done, total: screens.length })}
              </Text>
              {screens.map((row) => (
                <Group key={row.screenId} gap={10} wrap="nowrap" align="flex-start">
                  <Box pt={6}>
                    <StatusDot status={LAMP[row.state]} />
                  </Box>
                  <Box miw={0}>
                    <Text size="sm" fw={550}>
                      {row.screenName}
                    </Text>
                    <Text size="xs" c="dimmed" className="wv-num">
                      {t(`withdraw.state.${row.state}`)}
                      {row.acknowledgedAtMs !== null && ` · ${format.timeSeconds(row.acknowledgedAtMs)}`}
                      {row.leaseEndsAtMs !== null &&
                        row.state === 'offline' &&
                        ` · ${t('withdraw.leaseEnds', { at: format.dateTime(row.leaseEndsAtMs) })}`}
                    </Text>
                  </Box>
                </Group>
              ))}
              {mobile && (
                <Text size="xs" c="dimmed">
                  {t('withdraw.packs')}
                </Text>
              )}
            </Stack>
          );
        }}
      </Loaded>
    </Section>
  );
}
