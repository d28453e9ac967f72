/** Who did what: rows chained by hash, written in the transaction of what they tell about. */
import { createHash } from 'node:crypto';
import type { Db, Trx } from './database.ts';
import type { Row } from './tables.ts';
import { writeJson } from './json.ts';

/** Hash before the first row. */
const GENESIS = '0'.repeat(64);

export interface AuditEvent {
  atMs: number;
  /** Null for what the server does by itself. */
  userId: string | null;
  /** Past tense with its subject, e.g. `announcement.submitted`. */
  action: string;
  subjectKind: string;
  subjectId: string;
  /** Facts a reader needs; never secrets. */
  detail?: Readonly<Record<string, unknown>>;
}

const hashOf = (row: Omit<Row<'audit'>, 'hash'>): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        row.previous_hash,
        row.sequence,
        row.at_ms,
        row.user_id,
        row.action,
        row.subject_kind,
        row.subject_id,
        row.detail,
      ]),
    )
    .digest('hex');

/** Appends a row; it exists if and only if the transaction commits. */
export async function audit(trx: Trx, event: AuditEvent): Promise<void> {
  const last = await trx
    .selectFrom('audit')
    .select(['sequence', 'hash'])
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  const row = {
    sequence: (last?.sequence ?? 0) + 1,
    at_ms: event.atMs,
    user_id: event.userId,
    action: event.action,
    subject_kind: event.subjectKind,
    subject_id: event.subjectId,
    detail: writeJson(event.detail ?? {}),
    previous_hash: last?.hash ?? GENESIS,
  };
  await trx
    .insertInto('audit')
    .values({ ...row, hash: hashOf(row) })
    .execute();
}

const CHECK_BATCH = 5000;

/** Whether every row from the first carries its own hash and that of the row before, without a gap. */
export async function auditChainIntact(db: Db): Promise<boolean> {
  let previous = { sequence: 0, hash: GENESIS };
  for (;;) {
    const rows = await db
      .selectFrom('audit')
      .selectAll()
      .where('sequence', '>', previous.sequence)
      .orderBy('sequence')
      .limit(CHECK_BATCH)
      .execute();
    for (const row of rows) {
      const follows = row.sequence === previous.sequence + 1 && row.previous_hash === previous.hash;
      if (!follows || row.hash !== hashOf(row)) return false;
      previous = row;
    }
    if (rows.length < CHECK_BATCH) return true;
  }
}
