import { Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ScreenLive } from '../../../../core/api/screens.ts';
import { useFormat } from '../../hooks/use-format.ts';
import { troublesOf, type HealthTrouble } from './health-trouble.ts';

/** One line for each thing that is wrong with the computer on site; nothing while it is well. */
export function HealthTroubles({ live }: { live: ScreenLive }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { health } = live;
  if (health === null) return null;
  const textOf = (trouble: HealthTrouble): string => {
    switch (trouble) {
      case 'hot':
        return t('machine.bad.hot', { value: format.number(health.temperatureC ?? 0) });
      case 'disk':
        return t('machine.bad.disk', { free: format.bytes(health.diskFreeBytes ?? 0) });
      case 'memory':
        return t('machine.bad.memory', { free: format.bytes(health.memoryFreeBytes) });
    }
  };
  const troubles = troublesOf(health);
  if (troubles.length === 0) return null;
  return (
    <Stack gap={4}>
      {troubles.map((trouble) => (
        <Group key={trouble} gap={6} wrap="nowrap" align="flex-start">
          <IconAlertTriangle size={16} color="var(--wv-warn)" style={{ flex: 'none' }} aria-hidden />
          <Text size="xs">{textOf(trouble)}</Text>
        </Group>
      ))}
    </Stack>
  );
}
