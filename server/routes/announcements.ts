import {
  createAnnouncement,
  getAnnouncement,
  getAnnouncementHistory,
  listAnnouncements,
  renderAnnouncementAgain,
  submitAnnouncement,
  updateAnnouncement,
} from '../../core/api/announcements.ts';
import { AnnouncementContent, type Announcement, type User } from '../../core/model/catalogue.ts';
import { awaitedBy } from '../announcements/awaited.ts';
import { checkReferences, checkSubmission } from '../announcements/check-submission.ts';
import { historyOf } from '../announcements/history.ts';
import { announcementOf, readAnnouncement } from '../announcements/read.ts';
import { publishedUse } from '../announcements/state.ts';
import { agencyScope, inScope } from '../auth/users.ts';
import { bind, type Route } from '../http/bind.ts';
import { orNotFound, Refusal } from '../http/refusal.ts';
import type { NewJob } from '../jobs/job-rows.ts';
import type { JobQueue } from '../jobs/queue.ts';
import type { Services } from '../services.ts';
import { recorded } from '../store/change.ts';
import type { Trx } from '../store/database.ts';
import { readJson, writeJson } from '../store/json.ts';
import type { NewRow, Row } from '../store/tables.ts';

/** The announcement at the revision the caller saw, within their reach and in a state this is possible in. */
async function find(
  trx: Trx,
  id: string,
  revision: number,
  user: User,
  fits: (row: Row<'announcements'>) => boolean,
): Promise<Row<'announcements'>> {
  const row = orNotFound(
    await trx.selectFrom('announcements').selectAll().where('id', '=', id).executeTakeFirst(),
  );
  if (!inScope(user, row.agency_id)) throw new Refusal('other_agency');
  if (!fits(row)) throw new Refusal('wrong_state');
  if (row.revision !== revision) throw new Refusal('stale_revision');
  return row;
}

const isEditable = ({ state }: Row<'announcements'>): boolean => state === 'draft' || state === 'returned';
const renderOf = (id: string, revision: number, { emergency }: AnnouncementContent): NewJob => ({
  kind: 'render',
  subjectId: id,
  subjectRevision: revision,
  isUrgent: emergency,
});

const isWithoutRenditions = ({ state, rendering }: Row<'announcements'>): boolean =>
  state === 'in_review' && rendering === 'failed';

export function announcementRoutes(services: Services, jobs: JobQueue): Route[] {
  const { db, nowMs, newId, events } = services;

  const read = async (id: string): Promise<Announcement> =>
    orNotFound(await readAnnouncement(db, id, nowMs()));

  return [
    bind(listAnnouncements, async ({ query: { state }, user }) => {
      const scope = agencyScope(user);
      if (scope !== 'all' && scope.agencyId === null) return [];
      let rows = db.selectFrom('announcements').selectAll().orderBy('created_at_ms', 'desc').orderBy('id');
      if (scope !== 'all') rows = rows.where('agency_id', '=', scope.agencyId ?? '');
      const uses = await publishedUse(db, nowMs());
      const all = (await rows.execute()).map((row) => announcementOf(row, uses, nowMs()));
      return state === undefined ? all : all.filter((announcement) => announcement.state === state);
    }),

    bind(getAnnouncement, async ({ params, user }) => {
      const announcement = await read(params.id);
      if (!inScope(user, announcement.content.agencyId)) throw new Refusal('other_agency');
      return announcement;
    }),

    bind(getAnnouncementHistory, async ({ params, user }) => {
      const announcement = await read(params.id);
      if (!inScope(user, announcement.content.agencyId)) throw new Refusal('other_agency');
      return historyOf(db, params.id);
    }),

    bind(createAnnouncement, async ({ body, user }) => {
      if (!inScope(user, body.agencyId)) throw new Refusal('other_agency');
      const row: NewRow<'announcements'> = {
        id: newId(),
        revision: 1,
        content: writeJson(body),
        state: 'draft',
        agency_id: body.agencyId,
        created_by: user.id,
        created_at_ms: nowMs(),
        submitted_by: null,
        submitted_at_ms: null,
        decided_by: null,
        decided_at_ms: null,
        reason: null,
        renditions: '[]',
        rendering: 'none',
        approval_sha256: null,
      };
      const event = { action: 'announcement.written', subjectKind: 'announcement', subjectId: row.id };
      const detail = { title: body.title };
      await recorded(services, { userId: user.id, ...event, detail }, async (trx) => {
        await checkReferences(trx, body, user);
        await trx.insertInto('announcements').values(row).execute();
        await jobs.hurry(trx, awaitedBy(body));
      });
      jobs.wake();
      events.changed('announcements', row.id);
      return read(row.id);
    }),

    bind(updateAnnouncement, async ({ params: { id }, body: { revision, content }, user }) => {
      if (!inScope(user, content.agencyId)) throw new Refusal('other_agency');
      const event = { action: 'announcement.changed', subjectKind: 'announcement', subjectId: id };
      const detail = { title: content.title, revision: revision + 1 };
      await recorded(services, { userId: user.id, ...event, detail }, async (trx) => {
        await find(trx, id, revision, user, isEditable);
        await checkReferences(trx, content, user);
        await trx
          .updateTable('announcements')
          .set({
            revision: revision + 1,
            content: writeJson(content),
            agency_id: content.agencyId,
            renditions: '[]',
            rendering: 'none',
            poster_sha256: null,
            warnings: '[]',
          })
          .where('id', '=', id)
          .execute();
        await jobs.cancel(trx, id);
        await jobs.hurry(trx, awaitedBy(content));
      });
      await jobs.stopCancelled();
      jobs.wake();
      events.changed('announcements', id);
      return read(id);
    }),

    bind(submitAnnouncement, async ({ params: { id }, body: { revision }, user }) => {
      const event = { action: 'announcement.submitted', subjectKind: 'announcement', subjectId: id };
      await recorded(services, { userId: user.id, ...event, detail: { revision } }, async (trx) => {
        const row = await find(trx, id, revision, user, isEditable);
        const content = readJson(AnnouncementContent, row.content);
        await checkSubmission(trx, content, nowMs());
        await trx
          .updateTable('announcements')
          .set({
            state: 'in_review',
            submitted_by: user.id,
            submitted_at_ms: nowMs(),
            decided_by: null,
            decided_at_ms: null,
            reason: null,
            renditions: '[]',
            rendering: 'running',
          })
          .where('id', '=', id)
          .execute();
        await jobs.cancel(trx, id);
        await jobs.enqueue(trx, renderOf(id, revision, content));
      });
      await jobs.stopCancelled();
      jobs.wake();
      events.changed('announcements', id);
      return read(id);
    }),

    bind(renderAnnouncementAgain, async ({ params: { id }, body: { revision }, user }) => {
      const event = { action: 'announcement.rendered_again', subjectKind: 'announcement', subjectId: id };
      await recorded(services, { userId: user.id, ...event, detail: { revision } }, async (trx) => {
        const row = await find(trx, id, revision, user, isWithoutRenditions);
        await trx.updateTable('announcements').set({ rendering: 'running' }).where('id', '=', id).execute();
        await jobs.enqueue(trx, renderOf(id, revision, readJson(AnnouncementContent, row.content)));
      });
      jobs.wake();
      events.changed('announcements', id);
      return read(id);
    }),
  ];
}
