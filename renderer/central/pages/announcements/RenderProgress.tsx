import { Anchor, Box, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { remainingText } from '../queue/remaining-text.ts';
import { useRenderJob } from './use-render-job.ts';

/** Live progress of making the renditions. */
export function RenderProgress({ announcementId }: { announcementId: string }) {
  const { t } = useTranslation();
  const job = useRenderJob(announcementId);
  return (
    <Box role="status">
      <Text size="sm">{t('preview.running')}</Text>
      <Progress value={100 * (job?.progress ?? 0)} animated striped size="sm" mt={6} />
      <Text size="xs" c="dimmed" mt={4}>
        {t(`media.step.${job?.step ?? 'waiting'}`)}
        {job?.state === 'running' && ` · ${remainingText(t, job.remainingMs)}`} ·{' '}
        <Anchor component={Link} to="/queue" size="xs">
          {t('queue.open')}
        </Anchor>
      </Text>
    </Box>
  );
}
