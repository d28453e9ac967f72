import { z } from 'zod';
import { AnnouncementContent, EntryPlan, Rendition } from '../../core/model/catalogue.ts';
import { payloadSha256 } from '../../core/trust/index.ts';
import type { DirectorServices } from '../director-services.ts';
import { Refusal } from '../http/refusal.ts';
import { canonicalAnnouncement } from '../publish/canonical-announcement.ts';
import { publishScreens, tellPublished } from '../publish/publisher.ts';
import { audit } from '../store/audit.ts';
import type { Trx } from '../store/database.ts';
import { readJson, writeJson } from '../store/json.ts';
import { inReview } from './review.ts';

/**
 * Signs the approval of exactly what lies there now and, in the same transaction, gives it to the screens it was
 * planned for: entries of this announcement that were never published are published with it, others stay as they are.
 * Refuses with what `inReview` does, `not_rendered`, `wrong_password` or `no_approver_key`.
 */
export async function approve(
  services: DirectorServices,
  request: { id: string; revision: number; password: string; userId: string },
): Promise<void> {
  const { db, events, nowMs, trust } = services;
  const { id, revision, userId } = request;
  const row = await inReview(db, id, revision, userId);
  if (row.rendering !== 'ready') throw new Refusal('not_rendered');
  const approvedAtMs = nowMs();
  // Signed before the transaction: unlocking a key takes a while on purpose, and the store has one connection.
  const signed = await trust.signApproval(
    db,
    'approval',
    {
      kind: 'approval',
      schema: 1,
      announcement: canonicalAnnouncement({
        id,
        revision,
        content: readJson(AnnouncementContent, row.content),
        renditions: readJson(z.array(Rendition), row.renditions),
      }),
      submittedBy: row.submitted_by,
      approvedBy: userId,
      approvedAtMs,
    },
    request.password,
  );
  if (!signed.ok) throw new Refusal(signed.error.code);
  const sha256 = payloadSha256(signed.value);

  const outcome = await db.transaction().execute(async (trx) => {
    const now = await inReview(trx, id, revision, userId);
    const isSame = now.content === row.content && now.renditions === row.renditions;
    if (!isSame || now.rendering !== 'ready') throw new Refusal('stale_revision');
    await trx
      .insertInto('approvals')
      .values({
        sha256,
        announcement_id: id,
        revision,
        envelope: writeJson(signed.value),
        approved_at_ms: approvedAtMs,
      })
      .execute();
    await trx
      .updateTable('announcements')
      .set({
        state: 'approved',
        decided_by: userId,
        decided_at_ms: approvedAtMs,
        reason: null,
        approval_sha256: sha256,
      })
      .where('id', '=', id)
      .execute();
    const entryIds = await publishWaitingEntries(trx, id);
    const published = await publishScreens(trx, services, { about: id });
    await audit(trx, {
      atMs: approvedAtMs,
      userId,
      action: 'announcement.approved',
      subjectKind: 'announcement',
      subjectId: id,
      detail: { revision, approvalSha256: sha256, entryIds, published: published.published },
    });
    return published;
  });
  events.changed('announcements', id);
  tellPublished(services, outcome);
}

/** Entries of this announcement that waited for the approval. Playlists wait for an editor's own publishing. */
async function publishWaitingEntries(trx: Trx, announcementId: string): Promise<string[]> {
  const waiting = await trx
    .selectFrom('entries')
    .select(['id', 'plan'])
    .where('published', 'is', null)
    .where('deleted', '=', 0)
    .execute();
  const ids: string[] = [];
  for (const { id, plan } of waiting) {
    const { source } = readJson(EntryPlan, plan);
    if (source.kind !== 'announcement' || source.announcementId !== announcementId) continue;
    await trx.updateTable('entries').set({ published: plan }).where('id', '=', id).execute();
    ids.push(id);
  }
  return ids;
}
