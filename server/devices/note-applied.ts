import type { DirectorServices } from '../director-services.ts';

/**
 * A screen plays from this version now: everything withdrawn up to it is gone from that screen. False for versions it
 * was never given: they are not believed.
 */
export async function noteApplied(
  { db, events, manifests, nowMs }: Pick<DirectorServices, 'db' | 'events' | 'manifests' | 'nowMs'>,
  screenId: string,
  version: number,
): Promise<boolean> {
  const atMs = nowMs();
  const acknowledged = await db.transaction().execute(async (trx) => {
    if (version < 1 || version > (await manifests.newestVersion(trx, screenId))) return null;
    await trx
      .updateTable('manifests')
      .set({ applied_at_ms: atMs })
      .where('screen_id', '=', screenId)
      .where('version', '=', version)
      .where('applied_at_ms', 'is', null)
      .execute();
    return trx
      .updateTable('withdrawal_screens')
      .set({ acknowledged_at_ms: atMs })
      .where('screen_id', '=', screenId)
      .where('shown', '=', 1)
      .where('required_version', '<=', version)
      .where('acknowledged_at_ms', 'is', null)
      .returning('announcement_id')
      .execute();
  });
  if (acknowledged === null) return false;
  for (const row of acknowledged) events.changed('withdrawal', row.announcement_id);
  return true;
}
