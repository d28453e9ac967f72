import type { Job } from '../../../../core/api/announcements.ts';

/** Smaller goes first. */
const ranks = (job: Job): number[] => [
  job.state === 'running' ? 0 : 1,
  job.priority === 'urgent' ? 0 : 1,
  job.kind === 'accept' ? 0 : 1,
  job.createdAtMs,
];

function inTurn(a: Job, b: Job): number {
  const others = ranks(b);
  return (
    ranks(a)
      .map((rank, index) => rank - (others[index] ?? 0))
      .find((difference) => difference !== 0) ?? 0
  );
}

export const isOpen = ({ state }: Job): boolean => state === 'queued' || state === 'running';

/** Running jobs, then those that wait, in the order the server takes them up. */
export const openJobs = (jobs: readonly Job[]): Job[] => jobs.filter(isOpen).sort(inTurn);

/** Ended jobs, newest first. */
export const endedJobs = (jobs: readonly Job[]): Job[] =>
  jobs.filter((job) => !isOpen(job)).sort((a, b) => b.createdAtMs - a.createdAtMs);
