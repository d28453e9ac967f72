import { Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ScreenLive } from '../../../../core/api/screens.ts';
import { useFormat } from '../../hooks/use-format.ts';

export function ScreenFaults({ live }: { live: ScreenLive }) {
  const { t } = useTranslation();
  const format = useFormat();
  const lines = live.faults.map((fault) => ({
    key: `${fault.code}.${fault.atMs}`,
    text: `${t(`fault.${fault.code}`)} (${format.time(fault.atMs)})`,
    detail: fault.detail,
  }));
  if (live.groupDiffers) lines.unshift({ key: 'group', text: t('screens.groupDiffers'), detail: '' });
  if (live.planHashDiffers) lines.unshift({ key: 'plan', text: t('screens.planDiffers'), detail: '' });
  if (lines.length === 0) return null;
  return (
    <Stack gap={4}>
      {lines.map(({ key, text, detail }) => (
        <Group key={key} gap={6} wrap="nowrap" align="flex-start" title={detail}>
          <IconAlertTriangle size={16} color="var(--wv-warn)" style={{ flex: 'none' }} aria-hidden />
          <Text size="xs">{text}</Text>
        </Group>
      ))}
    </Stack>
  );
}
