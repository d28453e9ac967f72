import { listJobs, type Job } from '../../../../core/api/announcements.ts';
import { useRead } from '../../api/use-api.ts';

/** The newest job that makes this announcement's renditions; jobs are forgotten a day after their end. */
export function useRenderJob(announcementId: string): Job | undefined {
  const jobs = useRead('jobs', listJobs, {}).data ?? [];
  return jobs
    .filter((job) => job.kind === 'render' && job.subjectId === announcementId)
    .reduce<Job | undefined>(
      (newest, job) => (newest && newest.createdAtMs > job.createdAtMs ? newest : job),
      undefined,
    );
}
