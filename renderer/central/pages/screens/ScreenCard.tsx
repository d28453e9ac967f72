import { Box, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ScreenLive } from '../../../../core/api/screens.ts';
import type { Screen } from '../../../../core/model/catalogue.ts';
import { StatusDot } from '../../components/StatusDot.tsx';
import { DownloadsLine } from './DownloadsLine.tsx';
import { HealthTroubles } from './HealthTroubles.tsx';
import { NowNext } from './NowNext.tsx';
import { ScreenAway } from './ScreenAway.tsx';
import { ScreenFaults } from './ScreenFaults.tsx';
import { LAMP, statusOf } from './screen-status.ts';
import { Snapshot } from './Snapshot.tsx';

interface Props {
  screen: Screen;
  live: ScreenLive | undefined;
}

export function ScreenCard({ screen, live }: Props) {
  const { t } = useTranslation();
  const status = statusOf(screen, live);
  return (
    <Link to={`/screens/${screen.id}`} className="wv-card wv-row-link" style={{ display: 'block' }}>
      <Box p="sm">
        <Snapshot screen={screen} live={live} />
      </Box>
      <Stack gap={8} px="md" pb="md">
        <Group justify="space-between" wrap="nowrap" gap="xs" align="flex-start">
          <Text fw={600} lh={1.3} lineClamp={2}>
            {screen.name}
          </Text>
          <Group gap={7} wrap="nowrap">
            <StatusDot status={LAMP[status]} />
            <Text size="xs" fw={550} style={{ whiteSpace: 'nowrap' }}>
              {t(`screens.live.${status}`)}
            </Text>
          </Group>
        </Group>
        {live?.connected ? (
          <>
            <NowNext live={live} />
            <DownloadsLine live={live} quietWhenDone />
            <ScreenFaults live={live} />
            <HealthTroubles live={live} />
          </>
        ) : (
          <ScreenAway screen={screen} live={live} />
        )}
      </Stack>
    </Link>
  );
}
