import { AnnouncementContent } from '../../core/model/catalogue.ts';
import type { Envelope } from '../../core/trust/statements.ts';
import { AppError } from '../../core/model/app-error.ts';
import type { DirectorServices } from '../director-services.ts';
import { readJson } from '../store/json.ts';

/**
 * The signed answer to a player's question: the time, the newest versions, and leases of what its manifest holds and
 * nobody has withdrawn, each for the approved lease from now and never beyond the approved validity.
 */
export async function renewalFor(
  { db, manifests, nowMs, trust }: Pick<DirectorServices, 'db' | 'manifests' | 'nowMs' | 'trust'>,
  screenId: string,
  nonce: string,
): Promise<Envelope> {
  const root = await trust.root(db);
  if (root === null) throw new AppError('root_missing', 'A device is paired without a root');
  const manifest = await manifests.newest(db, screenId);
  const ids = [...new Set(manifest?.programme.items.map((item) => item.announcementId) ?? [])];
  const rows =
    ids.length === 0
      ? []
      : await db
          .selectFrom('announcements')
          .select(['id', 'content'])
          .where('state', '=', 'approved')
          .where('id', 'in', ids)
          .execute();
  const serverTimeMs = nowMs();
  const leases = rows.flatMap((row) => {
    const { leaseMs, validUntilMs } = readJson(AnnouncementContent, row.content);
    const untilMs = Math.min(validUntilMs, serverTimeMs + leaseMs);
    return untilMs > serverTimeMs ? [{ announcementId: row.id, untilMs }] : [];
  });
  return trust.sign('renewal', {
    kind: 'renewal',
    schema: 1,
    screenId,
    nonce,
    serverTimeMs,
    manifestVersion: manifest?.version ?? 0,
    rootVersion: root.version,
    leases,
  });
}
