import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cancelJob, listJobs } from '../../core/api/announcements.ts';
import type { User } from '../../core/model/catalogue.ts';
import { agencyScope, inScope } from '../auth/users.ts';
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
  const takeOut = (id: string, user: User): Promise<{ job: Row<'jobs'>; agencyId: string | null }> =>
    db.transaction().execute(async (trx) => {
      const job = await findJob(trx, id);
      const agencyId = await agencyOf(trx, job);
      if (!inScope(user, agencyId)) throw new Refusal('other_agency');
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
      return { job, agencyId };
    });

  /** Ids of the uploads and announcements of an agency. */
  const subjectsOf = async (agencyId: string): Promise<Set<string>> => {
    const assets = await db.selectFrom('assets').select('id').where('agency_id', '=', agencyId).execute();
    const announcements = await db
      .selectFrom('announcements')
      .select('id')
      .where('agency_id', '=', agencyId)
      .execute();
    return new Set([...assets, ...announcements].map(({ id }) => id));
  };

  return [
    bind(listJobs, async ({ user }) => {
      const scope = agencyScope(user);
      if (scope === 'all') return jobs.list();
      if (scope.agencyId === null) return [];
      const subjects = await subjectsOf(scope.agencyId);
      return (await jobs.list()).filter(({ subjectId }) => subjects.has(subjectId));
    }),

    bind(cancelJob, async ({ params: { id }, user }) => {
      const { job: taken, agencyId } = await takeOut(id, user);
      const { kind, subject_id: subjectId } = taken;
      await jobs.stopCancelled();
      if (kind === 'accept') await rm(join(folders(dataDir).incoming, subjectId), { force: true });
      events.changed(kind === 'accept' ? 'assets' : 'announcements', subjectId);
      const job = jobOf(await findJob(db, id));
      events.job(job, agencyId);
      return job;
    }),
  ];
}
