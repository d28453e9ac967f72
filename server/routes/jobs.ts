import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cancelJob, listJobs } from '../../core/api/announcements.ts';
import type { User } from '../../core/model/catalogue.ts';
import { inScope } from '../auth/users.ts';
import { bind, type Route } from '../http/bind.ts';
import { orNotFound, Refusal } from '../http/refusal.ts';
import { abandon, agencyOf } from '../jobs/abandon.ts';
import { jobOf } from '../jobs/job-view.ts';
import type { JobQueue } from '../jobs/queue.ts';
import type { Services } from '../services.ts';
import { audit } from '../store/audit.ts';
import type { Db } from '../store/database.ts';
import { folders } from '../store/folders.ts';
import type { Row } from '../store/tables.ts';

const findJob = async (db: Pick<Db, 'selectFrom'>, id: string): Promise<Row<'jobs'>> =>
  orNotFound(await db.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst());

export function jobRoutes(services: Services, jobs: JobQueue): Route[] {
  const { db, nowMs, events, dataDir } = services;

  /** The job leaves the line, its subject is told so, and who did it is written down: all or nothing. */
  const takeOut = (id: string, user: User): Promise<Row<'jobs'>> =>
    db.transaction().execute(async (trx) => {
      const job = await findJob(trx, id);
      if (!inScope(user, await agencyOf(trx, job))) throw new Refusal('other_agency');
      if (job.state !== 'queued' && job.state !== 'running') throw new Refusal('wrong_state');
      await jobs.cancel(trx, job.subject_id);
      await abandon(trx, job);
      await audit(trx, {
        atMs: nowMs(),
        userId: user.id,
        action: 'job.cancelled',
        subjectKind: 'job',
        subjectId: id,
        detail: { kind: job.kind, subjectId: job.subject_id },
      });
      return job;
    });

  return [
    bind(listJobs, () => jobs.list()),

    bind(cancelJob, async ({ params: { id }, user }) => {
      const { kind, subject_id: subjectId } = await takeOut(id, user);
      await jobs.stopCancelled();
      if (kind === 'accept') await rm(join(folders(dataDir).incoming, subjectId), { force: true });
      events.changed(kind === 'accept' ? 'assets' : 'announcements', subjectId);
      const job = jobOf(await findJob(db, id));
      events.job(job);
      return job;
    }),
  ];
}
