/** What was proposed to be heard around clips, and which of it is in force. */
import { z } from 'zod';
import type { AroundVersion } from '../../core/api/around.ts';
import { AroundClip, AroundPart } from '../../core/model/around-clip.ts';
import { Envelope } from '../../core/trust/statements.ts';
import type { Db, Trx } from '../store/database.ts';
import { readJson, writeJson } from '../store/json.ts';
import type { Row } from '../store/tables.ts';

/** States in which somebody may still hear it. */
const KEPT = ['making', 'waiting', 'approved'] as const;

export const versionOf = (row: Row<'around_versions'>): AroundVersion => ({
  id: row.id,
  content: readJson(AroundClip, row.content),
  state: row.state,
  proposedBy: row.proposed_by,
  proposedAtMs: row.proposed_at_ms,
  decidedBy: row.decided_by,
  decidedAtMs: row.decided_at_ms,
  reason: row.reason,
  total: row.total,
  parts: readJson(z.array(AroundPart), row.parts),
});

export async function findVersion(db: Db | Trx, id: string): Promise<AroundVersion | null> {
  const row = await db.selectFrom('around_versions').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : versionOf(row);
}

/** The last one that was proposed, whatever became of it. */
export async function newestVersion(db: Db | Trx): Promise<AroundVersion | null> {
  const row = await db
    .selectFrom('around_versions')
    .selectAll()
    .orderBy('proposed_at_ms', 'desc')
    .orderBy('rowid' as 'id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : versionOf(row);
}

export interface AroundInForce {
  version: AroundVersion;
  /** The approval two people gave, and the SHA-256 of its payload. */
  envelope: Envelope;
  sha256: string;
}

/** What two people want to be heard around clips now; null for nothing. */
export async function aroundInForce(db: Db | Trx): Promise<AroundInForce | null> {
  const row = await db
    .selectFrom('around_versions')
    .selectAll()
    .where('state', '=', 'approved')
    .executeTakeFirst();
  if (row === undefined || row.envelope === null || row.sha256 === null) return null;
  return { version: versionOf(row), envelope: readJson(Envelope, row.envelope), sha256: row.sha256 };
}

/** Files of versions that are heard, or that somebody has yet to hear and decide on. */
export async function keptPartFiles(db: Db | Trx): Promise<string[]> {
  const rows = await db.selectFrom('around_versions').select('parts').where('state', 'in', KEPT).execute();
  return rows.flatMap((row) => readJson(z.array(AroundPart), row.parts).map(({ sha256 }) => sha256));
}

/** A new proposal, which takes the place of one nobody has decided on. */
export async function addProposal(
  trx: Trx,
  proposal: { id: string; content: AroundClip; proposedBy: string; proposedAtMs: number },
): Promise<void> {
  await trx
    .updateTable('around_versions')
    .set({ state: 'replaced' })
    .where('state', 'in', ['making', 'waiting', 'failed', 'returned'])
    .execute();
  await trx
    .insertInto('around_versions')
    .values({
      id: proposal.id,
      content: writeJson(proposal.content),
      state: 'making',
      proposed_by: proposal.proposedBy,
      proposed_at_ms: proposal.proposedAtMs,
      decided_by: null,
      decided_at_ms: null,
      reason: null,
      total: 0,
      parts: writeJson([]),
      sha256: null,
      envelope: null,
    })
    .execute();
}
