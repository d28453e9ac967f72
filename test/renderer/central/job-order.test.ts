import { expect, test } from 'vitest';
import type { Job } from '../../../core/api/announcements.ts';
import { endedJobs, openJobs } from '../../../renderer/central/pages/queue/job-order.ts';

const job = (id: string, changes: Partial<Job> = {}): Job => ({
  id,
  kind: 'render',
  subjectId: id,
  state: 'queued',
  progress: 0,
  step: 'waiting',
  error: null,
  createdAtMs: 1000,
  priority: 'normal',
  remainingMs: null,
  ahead: null,
  ...changes,
});

test('what runs stands first, then what waits in the order the server takes it up', () => {
  const jobs = [
    job('later', { createdAtMs: 3000 }),
    job('earlier', { createdAtMs: 2000 }),
    job('upload', { kind: 'accept', createdAtMs: 4000 }),
    job('urgent', { priority: 'urgent', createdAtMs: 5000 }),
    job('running', { state: 'running', createdAtMs: 6000 }),
    job('done', { state: 'done' }),
  ];
  expect(openJobs(jobs).map(({ id }) => id)).toEqual(['running', 'urgent', 'upload', 'earlier', 'later']);
});

test('what ended stands newest first', () => {
  const jobs = [job('a', { state: 'done' }), job('b', { state: 'failed', createdAtMs: 2000 }), job('c')];
  expect(endedJobs(jobs).map(({ id }) => id)).toEqual(['b', 'a']);
});
