import { Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FindingView } from '../../../../core/api/schedule.ts';
import { findingText } from './reason-text.ts';
import { useEntryNames } from './use-entry-names.ts';

/** What the plan cannot give, each named by its entry. */
export function FindingList({ findings }: { findings: readonly FindingView[] }) {
  const { t } = useTranslation();
  const { nameOfEntry } = useEntryNames();
  if (findings.length === 0)
    return (
      <Group gap={8} wrap="nowrap">
        <IconCircleCheck size={18} color="var(--wv-ok)" aria-hidden />
        <Text size="sm">{t('finding.none')}</Text>
      </Group>
    );
  return (
    <Stack gap={8}>
      {findings.map((finding, index) => (
        <Group key={index} gap={8} wrap="nowrap" align="flex-start">
          <IconAlertTriangle size={18} color="var(--wv-warn)" style={{ flex: 'none' }} aria-hidden />
          <Text size="sm">
            <strong>{finding.entry === null ? t(`zone.${finding.zone}`) : nameOfEntry(finding.entry)}</strong>
            {': '}
            {findingText(t, finding)}
          </Text>
        </Group>
      ))}
    </Stack>
  );
}
