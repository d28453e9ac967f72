import { Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../../../core/api/announcements.ts';
import { remainingText } from './remaining-text.ts';

/** The step a running job is at, how far it is, and how long it will still take. */
export function JobProgress({ job }: { job: Job }) {
  const { t } = useTranslation();
  return (
    <div>
      <Progress
        size="sm"
        value={100 * job.progress}
        animated
        striped
        aria-label={t(`media.step.${job.step}`)}
      />
      <Text size="xs" c="dimmed" mt={3} className="wv-num">
        {t(`media.step.${job.step}`)} · {remainingText(t, job.remainingMs)}
      </Text>
    </div>
  );
}
