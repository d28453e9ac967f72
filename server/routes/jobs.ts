import { listJobs } from '../../core/api/announcements.ts';
import { bind, type Route } from '../http/bind.ts';
import type { JobQueue } from '../jobs/queue.ts';

export const jobRoutes = (jobs: JobQueue): Route[] => [bind(listJobs, () => jobs.list())];
