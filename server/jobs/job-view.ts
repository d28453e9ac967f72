import { Job } from '../../core/api/announcements.ts';
import { readJson } from '../store/json.ts';
import type { Row } from '../store/tables.ts';

export const jobOf = (row: Row<'jobs'>, ahead: number | null = null): Job => ({
  id: row.id,
  kind: row.kind,
  subjectId: row.subject_id,
  state: row.state,
  progress: row.progress,
  step: Job.shape.step.parse(row.step),
  error: row.error === null ? null : readJson(Job.shape.error, row.error),
  createdAtMs: row.created_at_ms,
  priority: row.priority > 0 ? 'urgent' : 'normal',
  remainingMs: null,
  ahead,
});
