import { Badge, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../../../core/api/announcements.ts';
import type { Asset } from '../../../../core/model/catalogue.ts';
import { remainingText } from '../queue/remaining-text.ts';

/** How far a file has come: its step and progress while processed, a badge when refused. */
export function AssetStatus({ asset, job }: { asset: Asset; job: Job | undefined }) {
  const { t } = useTranslation();
  if (asset.state === 'rejected') return <Badge color="red">{t('media.rejected')}</Badge>;
  if (asset.state === 'ready') return null;
  return (
    <div>
      <Text size="xs" c="dimmed">
        {t(`media.step.${job?.step ?? 'waiting'}`)}
        {job?.state === 'running' && ` · ${remainingText(t, job.remainingMs)}`}
      </Text>
      <Progress
        size="sm"
        mt={3}
        value={100 * (job?.progress ?? 0)}
        animated
        striped
        aria-label={t('media.processing')}
      />
    </div>
  );
}
