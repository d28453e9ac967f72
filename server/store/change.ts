/** The two shapes every change of the catalogue has: recorded in its own transaction, and a name taken only once. */
import { Refusal } from '../http/refusal.ts';
import type { Services } from '../services.ts';
import { audit, type AuditEvent } from './audit.ts';
import type { Trx } from './database.ts';

/** Does `work` and records it, both or neither. */
export function recorded<T>(
  { db, nowMs }: Pick<Services, 'db' | 'nowMs'>,
  event: Omit<AuditEvent, 'atMs'>,
  work: (trx: Trx) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (trx) => {
    const done = await work(trx);
    await audit(trx, { ...event, atMs: nowMs() });
    return done;
  });
}

const isUniqueViolation = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'SQLITE_CONSTRAINT_UNIQUE';

/** Refuses with `name_taken` when a unique column says so. */
export async function orNameTaken<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (isUniqueViolation(error)) throw new Refusal('name_taken');
    throw error;
  }
}
