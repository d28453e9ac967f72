import { Box, Group, Text } from '@mantine/core';
import { IconVolumeOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { PackPreview } from '../../../../core/api/reports.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { useFormat } from '../../hooks/use-format.ts';

type Clips = z.infer<typeof PackPreview>['clips'];

/** The clips of a pack in the order they are played. */
export function PackClips({ clips }: { clips: Clips }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (clips.length === 0)
    return (
      <EmptyState icon={IconVolumeOff} title={t('units.nothing')}>
        {t('units.nothingHint')}
      </EmptyState>
    );
  const totalMs = clips.reduce((sum, clip) => sum + clip.durationMs, 0);
  return (
    <Box>
      <Text size="sm" fw={600} mb={4} className="wv-num">
        {t('units.clips', { count: clips.length, duration: format.clock(totalMs) })}
      </Text>
      {clips.map((clip) => (
        <Group
          key={clip.number}
          wrap="nowrap"
          gap="md"
          py={7}
          align="flex-start"
          style={{ borderTop: '1px solid var(--wv-line)' }}
        >
          <Text size="sm" c="dimmed" className="wv-num" w={22} ta="right">
            {clip.number}
          </Text>
          <Box style={{ flex: 1 }} miw={0}>
            <Text size="sm" fw={550} className="wv-break">
              {clip.title}
            </Text>
            <Text size="xs" c="dimmed" className="wv-num">
              {clip.areaNames.join(', ') || t('common.wholeCity')} ·{' '}
              {t('units.lastAir', { at: format.dateTime(clip.lastAirMs) })}
            </Text>
          </Box>
          <Text size="sm" c="dimmed" className="wv-num">
            {format.clock(clip.durationMs)}
          </Text>
        </Group>
      ))}
    </Box>
  );
}
