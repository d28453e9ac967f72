/** Withdrawals that were decided while nothing could be signed (`ServerClock`), published once it can. */
import type { DirectorServices } from '../director-services.ts';
import { publishScreens, tellPublished, type PublishOutcome } from '../publish/publisher.ts';
import { audit } from '../store/audit.ts';
import type { Trx } from '../store/database.ts';

/** Required of a screen until the version that is rid of the announcement has been signed: no version reaches it. */
export const NOT_SIGNED_YET = Number.MAX_SAFE_INTEGER;

type Publishing = Pick<DirectorServices, 'approved' | 'db' | 'events' | 'manifests' | 'nowMs' | 'trust'>;

/** Publishes each withdrawal no screen was told of yet. To be called when something may be signed. */
export async function publishWithdrawals(services: Publishing): Promise<void> {
  const { db, events } = services;
  const decided = await db
    .selectFrom('withdrawal_screens')
    .select('announcement_id')
    .distinct()
    .where('required_version', '=', NOT_SIGNED_YET)
    .execute();
  for (const { announcement_id: id } of decided) {
    const outcome = await db.transaction().execute((trx) => publishOne(trx, services, id));
    events.changed('withdrawal', id);
    tellPublished(services, outcome);
  }
}

async function publishOne(trx: Trx, services: Publishing, id: string): Promise<PublishOutcome> {
  const { manifests, nowMs } = services;
  const atMs = nowMs();
  // The time of the decision is one nobody believed; tombstones go by the one its screens are told.
  await trx.updateTable('withdrawals').set({ at_ms: atMs }).where('announcement_id', '=', id).execute();
  const outcome = await publishScreens(trx, services, { about: id, evenWithoutEvergreen: true });
  const screens = await trx
    .selectFrom('withdrawal_screens')
    .select('screen_id')
    .where('announcement_id', '=', id)
    .execute();
  for (const { screen_id: screenId } of screens) {
    await trx
      .updateTable('withdrawal_screens')
      .set({ required_version: await manifests.newestVersion(trx, screenId) })
      .where('announcement_id', '=', id)
      .where('screen_id', '=', screenId)
      .execute();
  }
  await audit(trx, {
    atMs,
    userId: null,
    action: 'announcement.withdrawal_published',
    subjectKind: 'announcement',
    subjectId: id,
    detail: { published: outcome.published },
  });
  return outcome;
}
