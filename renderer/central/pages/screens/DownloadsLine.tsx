import { Box, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ScreenLive } from '../../../../core/api/screens.ts';

interface Props {
  live: ScreenLive;
  quietWhenDone?: boolean;
}

/** How much of what the schedule needs is on the screen's disk. */
export function DownloadsLine({ live, quietWhenDone = false }: Props) {
  const { t } = useTranslation();
  if (!live.downloads) return null;
  const { missing, total } = live.downloads;
  if (missing === 0) {
    return quietWhenDone ? null : <Text size="sm">{t('screens.downloadsDone')}</Text>;
  }
  const ready = total - missing;
  const text = t('screens.downloads', { ready, total });
  return (
    <Box>
      <Text size="xs" c="dimmed" className="wv-num">
        {text}
      </Text>
      <Progress size="sm" mt={3} value={(100 * ready) / Math.max(1, total)} aria-label={text} />
    </Box>
  );
}
