import { AnnouncementContent } from '../../core/model/catalogue.ts';
import type { Manifest } from '../../core/model/programme.ts';
import type { Envelope, Renewal } from '../../core/trust/statements.ts';
import { AppError } from '../../core/model/app-error.ts';
import type { DirectorServices } from '../director-services.ts';
import type { Db } from '../store/database.ts';
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
  const serverTimeMs = nowMs();
  const leases = manifest === null ? [] : await renewalLeases(db, manifest, serverTimeMs);
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

/** Leases of what a manifest holds and nobody has withdrawn. */
export async function renewalLeases(
  db: Db,
  { programme }: Manifest,
  fromMs: number,
): Promise<Renewal['leases']> {
  const ids = [...new Set(programme.items.map((item) => item.announcementId))];
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('announcements')
    .select(['id', 'content'])
    .where('state', '=', 'approved')
    .where('id', 'in', ids)
    .execute();
  return rows.flatMap((row) => {
    const { leaseMs, validUntilMs } = readJson(AnnouncementContent, row.content);
    const untilMs = Math.min(validUntilMs, fromMs + leaseMs);
    return untilMs > fromMs ? [{ announcementId: row.id, untilMs }] : [];
  });
}
