import { Box, Group, Progress, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ScreenLive } from '../../../../core/api/screens.ts';
import { useFormat } from '../../hooks/use-format.ts';
import { useNowMs } from '../../session/clock.ts';

type Airing = ScreenLive['now'][number];

const mainOf = (airings: readonly Airing[]) => airings.find((airing) => airing.zone === 'main') ?? airings[0];

/** What the plan has on air with its countdown, and what follows. */
export function NowNext({ live }: { live: ScreenLive }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNowMs();
  const upcoming = [...live.now, ...live.next].filter((airing) => airing.endMs > nowMs);
  const now = mainOf(upcoming.filter((airing) => airing.startMs <= nowMs));
  const next = mainOf(upcoming.filter((airing) => airing.startMs > nowMs));
  return (
    <Stack gap={6}>
      <Box>
        <Group justify="space-between" wrap="nowrap" gap="xs">
          <Text size="sm" fw={550} truncate>
            {now?.title ?? t('screens.nothingNow')}
          </Text>
          {now && (
            <Text size="xs" c="dimmed" className="wv-num" style={{ whiteSpace: 'nowrap' }}>
              {t('screens.remaining', { time: format.clock(now.endMs - nowMs) })}
            </Text>
          )}
        </Group>
        {now && (
          <Progress
            size={3}
            mt={4}
            value={(100 * (nowMs - now.startMs)) / (now.endMs - now.startMs)}
            aria-label={t('screens.now')}
          />
        )}
      </Box>
      {next && (
        <Group justify="space-between" wrap="nowrap" gap="xs">
          <Text size="xs" c="dimmed" truncate>
            {t('screens.next')}: {next.title}
          </Text>
          <Text size="xs" c="dimmed" className="wv-num" style={{ whiteSpace: 'nowrap' }}>
            {format.timeSeconds(next.startMs)}
          </Text>
        </Group>
      )}
    </Stack>
  );
}
