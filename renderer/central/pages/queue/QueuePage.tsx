import { Stack, Text } from '@mantine/core';
import { IconStackPop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { listJobs } from '../../../../core/api/announcements.ts';
import { useRead } from '../../api/use-api.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { Section } from '../../components/Section.tsx';
import { endedJobs, openJobs } from './job-order.ts';
import { JobRow } from './JobRow.tsx';
import { useSubjects } from './use-subjects.ts';
import './QueuePage.css';

export function QueuePage() {
  const { t } = useTranslation();
  const jobs = useRead('jobs', listJobs, {});
  const subjectOf = useSubjects();
  return (
    <>
      <PageHeader title={t('queue.title')} subtitle={t('queue.subtitle')} />
      <Loaded query={jobs}>
        {(list) => {
          const open = openJobs(list);
          const ended = endedJobs(list);
          return (
            <Stack gap="md">
              <Section title={t('queue.active')} hint={t('queue.whyRule')} flush>
                {open.length === 0 ? (
                  <EmptyState icon={IconStackPop} title={t('queue.empty')}>
                    {t('queue.emptyHint')}
                  </EmptyState>
                ) : (
                  <ul className="wv-jobs">
                    {open.map((job) => (
                      <JobRow key={job.id} job={job} subject={subjectOf(job)} />
                    ))}
                  </ul>
                )}
              </Section>
              <Section title={t('queue.ended')} flush>
                {ended.length === 0 ? (
                  <Text size="sm" c="dimmed" px="md" pb="md">
                    {t('common.none')}
                  </Text>
                ) : (
                  <ul className="wv-jobs">
                    {ended.map((job) => (
                      <JobRow key={job.id} job={job} subject={subjectOf(job)} />
                    ))}
                  </ul>
                )}
              </Section>
            </Stack>
          );
        }}
      </Loaded>
    </>
  );
}
