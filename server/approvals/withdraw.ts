import { sql } from 'kysely';
import { AnnouncementContent } from '../../core/model/catalogue.ts';
import type { DirectorServices } from '../director-services.ts';
import { orNotFound, Refusal } from '../http/refusal.ts';
import { publishScreens, tellPublished, type PublishOutcome } from '../publish/publisher.ts';
import { audit } from '../store/audit.ts';
import { readScreens } from '../store/screens.ts';
import type { Trx } from '../store/database.ts';
import { readJson } from '../store/json.ts';
import { NOT_SIGNED_YET } from './publish-withdrawals.ts';

/**
 * Takes an approved announcement off the air: its state, the screens' new manifests with its tombstones, and the list
 * of who has to acknowledge are one transaction. While nothing may be signed the decision is kept all the same, and
 * `publishWithdrawals` tells the screens. Refuses with `not_found` or `wrong_state`.
 */
export async function withdraw(
  services: DirectorServices,
  request: { id: string; reason: string; userId: string },
): Promise<void> {
  const { db, events, nowMs, trust } = services;
  const { id, reason, userId } = request;
  const atMs = nowMs();
  const outcome = await db.transaction().execute(async (trx) => {
    const row = orNotFound(
      await trx.selectFrom('announcements').selectAll().where('id', '=', id).executeTakeFirst(),
    );
    if (row.state !== 'approved') throw new Refusal('wrong_state');
    await trx.updateTable('announcements').set({ state: 'withdrawn', reason }).where('id', '=', id).execute();
    await trx
      .insertInto('withdrawals')
      .values({ announcement_id: id, at_ms: atMs, by_user: userId, reason })
      .execute();
    const published = trust.maySign()
      ? await publishScreens(trx, services, { about: id, evenWithoutEvergreen: true })
      : null;
    const content = readJson(AnnouncementContent, row.content);
    await listScreens(trx, services, { id, atMs, content }, published);
    await audit(trx, {
      atMs,
      userId,
      action: 'announcement.withdrawn',
      subjectKind: 'announcement',
      subjectId: id,
      detail: { reason, published: published?.published ?? [] },
    });
    return published;
  });
  events.changed('announcements', id);
  events.changed('withdrawal', id);
  if (outcome !== null) tellPublished(services, outcome);
}

/** One row a screen: whether its player may have it, what version is rid of it, and when it lapses without one. */
async function listScreens(
  trx: Trx,
  { manifests }: Pick<DirectorServices, 'manifests'>,
  withdrawn: { id: string; atMs: number; content: AnnouncementContent },
  outcome: PublishOutcome | null,
): Promise<void> {
  const versionOf = new Map((outcome?.published ?? []).map((one) => [one.screenId, one.manifestVersion]));
  const requiredOf = async (screenId: string): Promise<number> =>
    outcome === null
      ? NOT_SIGNED_YET
      : (versionOf.get(screenId) ?? (await manifests.newestVersion(trx, screenId)));
  for (const { id: screenId, playerKind } of await readScreens(trx)) {
    const device = await trx
      .selectFrom('devices')
      .select('last_seen_at_ms')
      .where('screen_id', '=', screenId)
      .where('revoked_at_ms', 'is', null)
      .executeTakeFirst();
    // What is carried to a vendor's player by hand was perhaps carried: nobody is told.
    const mayShow = device !== undefined || playerKind === 'vendor';
    const shown = mayShow && (await mayHave(trx, screenId, withdrawn.id));
    await trx
      .insertInto('withdrawal_screens')
      .values({
        announcement_id: withdrawn.id,
        screen_id: screenId,
        required_version: await requiredOf(screenId),
        lease_ends_at_ms:
          shown && device !== undefined ? leaseEndMs(withdrawn, device.last_seen_at_ms) : null,
        acknowledged_at_ms: null,
        shown: shown ? 1 : 0,
      })
      .execute();
  }
}

/** Whether the version the screen last applied, or any since, holds something of the announcement. */
async function mayHave(trx: Trx, screenId: string, announcementId: string): Promise<boolean> {
  const applied = await trx
    .selectFrom('manifests')
    .select((select) => select.fn.max('version').as('version'))
    .where('screen_id', '=', screenId)
    .where('applied_at_ms', 'is not', null)
    .executeTakeFirst();
  const named = `%"announcementId":"${announcementId.replaceAll('_', '~_')}"%`;
  const found = await trx
    .selectFrom('manifests')
    .select('version')
    .where('screen_id', '=', screenId)
    .where('version', '>=', applied?.version ?? 0)
    .where(sql<boolean>`programme like ${named} escape '~'`)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** The latest an unreachable player can air it: its lease was last renewed no later than it was last seen. */
function leaseEndMs(
  { atMs, content }: { atMs: number; content: AnnouncementContent },
  seenMs: number | null,
): number {
  return content.evergreen
    ? content.validUntilMs
    : Math.min(content.validUntilMs, (seenMs ?? atMs) + content.leaseMs);
}
