import { Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FindingView } from '../../../../core/api/schedule.ts';
import { findingText } from './reason-text.ts';
import { useEntryNames } from './use-entry-names.ts';

/** The same finding on two days is told once. */
const distinct = (findings: readonly FindingView[]) => [
  ...new Map(
    findings.map((finding) => [`${finding.code}.${finding.zone}.${finding.entry}.${finding.item}`, finding]),
  ),
];

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
      {distinct(findings).map(([key, finding]) => (
        <Group key={key} gap={8} wrap="nowrap" align="flex-start">
          <IconAlertTriangle size={18} color="var(--wv-warn)" style={{ flex: 'none' }} aria-hidden />
          <Text size="sm">
            {finding.entry !== null && <strong>{nameOfEntry(finding.entry)} · </strong>}
            {t(`zone.${finding.zone}`)}
            {': '}
            {findingText(t, finding)}
          </Text>
        </Group>
      ))}
    </Stack>
  );
}
