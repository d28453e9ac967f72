import { Badge, Box, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { cancelJob, type Job } from '../../../../core/api/announcements.ts';
import { useFormat } from '../../hooks/use-format.ts';
import { id } from '../../i18n/id.ts';
import { useMay } from '../../session/session.ts';
import { rejectionText } from '../media/rejection.ts';
import { CancelJob } from './CancelJob.tsx';
import { isOpen } from './job-order.ts';
import { JobProgress } from './JobProgress.tsx';

interface Props {
  job: Job;
  subject: { name: string; path: string } | null;
}

const COLOUR = {
  queued: 'gray',
  running: 'petrol',
  done: 'green',
  failed: 'red',
  cancelled: 'gray',
} as const;

type KnownError = keyof typeof id.queue.error;
const isKnown = (code: string): code is KnownError => Object.hasOwn(id.queue.error, code);

/** One piece of media work: what it is for, where it stands, and why it is not further. */
export function JobRow({ job, subject }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const mayCancel = useMay(cancelJob);
  const name = subject?.name ?? t('queue.gone');
  const { ahead } = job;
  const why = () => {
    if (job.priority === 'urgent') return t('queue.whyUrgent');
    if (ahead === null) return t('queue.whyOvertaken');
    return ahead === 0 ? t('queue.whyFirst') : t('queue.whyBehind', { count: ahead });
  };
  return (
    <Box component="li" className="wv-job">
      <div>
        <Group gap={8}>
          <Badge color={COLOUR[job.state]}>{t(`queue.state.${job.state}`)}</Badge>
          {job.priority === 'urgent' && <Badge color="red">{t('queue.urgent')}</Badge>}
          <Text size="xs" c="dimmed" className="wv-num">
            {t(`queue.kind.${job.kind}`)} · {format.dateTime(job.createdAtMs)}
          </Text>
        </Group>
        <Text size="sm" fw={600} mt={3} className="wv-break">
          {subject ? (
            <Link to={subject.path} className="wv-row-link">
              {name}
            </Link>
          ) : (
            name
          )}
        </Text>
        {job.state === 'queued' && (
          <Text size="xs" c="dimmed" mt={2}>
            {t('queue.why')}: {why()}
          </Text>
        )}
        {job.state === 'failed' && job.error && (
          <Text size="xs" c="var(--mantine-color-error)" mt={2}>
            {isKnown(job.error.code) ? t(`queue.error.${job.error.code}`) : rejectionText(t, job.error)}
          </Text>
        )}
      </div>
      <div>{job.state === 'running' && <JobProgress job={job} />}</div>
      <div>{isOpen(job) && mayCancel && <CancelJob job={job} name={name} />}</div>
    </Box>
  );
}
