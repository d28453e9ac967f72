import { Alert, List } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { PackPreview } from '../../../../core/api/reports.ts';

/** What to know before a stick leaves; nothing when there is nothing. */
export function PackFindings({ findings }: { findings: z.infer<typeof PackPreview>['findings'] }) {
  const { t } = useTranslation();
  if (findings.length === 0) return null;
  return (
    <Alert color="orange" mb="sm" icon={<IconAlertTriangle />} title={t('packFindings.title')}>
      <List size="sm">
        {findings.map((finding) =>
          finding.code === 'left_out' ? (
            <List.Item key={finding.announcementId}>
              {t(`packFindings.left_out.${finding.why}`, { title: finding.title })}
            </List.Item>
          ) : (
            <List.Item key={`${finding.code}-${finding.clipNumber}`}>
              {t(`packFindings.${finding.code}`, { number: finding.clipNumber })}
            </List.Item>
          ),
        )}
      </List>
    </Alert>
  );
}
