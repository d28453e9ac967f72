import { getCrewDay } from '../../../core/api/crew.ts';
import { CREW_WAIT_LIMIT_MS } from '../../../core/protocol/crew.ts';
import { toBase64, type Envelope } from '../../../core/trust/index.ts';
import { readFact, type CrewDb, type DayFact, type Phone, type TrustFact } from '../store/database.ts';
import type { AsyncVerify } from '../trust/settle.ts';
import { settle } from '../trust/settle.ts';
import { followRoots, verifyDay, type VerifiedDay } from '../trust/verify-day.ts';
import type { Line } from './api.ts';
import { approvalsOf } from './fetch-approvals.ts';

/** Longer than the server holds a question. */
const PATIENCE_MS = CREW_WAIT_LIMIT_MS + 15_000;

export type FetchedDay =
  | { kind: 'unchanged' }
  | { kind: 'new'; verified: VerifiedDay }
  /** The server's answer does not hold; what was known stays. `code` says which check failed. */
  | { kind: 'refused'; code: string };

/**
 * Asks for the day; with `known`, until something changes or `waitMs` are over. A new answer is checked whole and kept only when it
 * holds, together with the roots and approvals it rests on. Throws `RefusedError` or `OfflineError`.
 */
export async function fetchDay(
  { db, line, phone, verify }: { db: CrewDb; line: Line; phone: Phone; verify: AsyncVerify },
  question: { known: string | null; waitMs: number; notBeforeMs: number; signal: AbortSignal },
): Promise<FetchedDay> {
  const held = await readFact(db, 'trust');
  if (held === undefined) return { kind: 'refused', code: 'root_not_pinned' };
  const root = await settle((verifier) => followRoots(held, verifier), verify);
  if (!root.ok) return { kind: 'refused', code: root.error.code };
  const nonce = toBase64(crypto.getRandomValues(new Uint8Array(18)));
  const asked = { nonce, rootVersion: root.value.version };
  const waiting = question.known === null ? {} : { known: question.known, waitMs: question.waitMs };
  const bundle = await line.call(
    getCrewDay,
    { query: { ...asked, ...waiting } },
    { signal: question.signal, timeoutMs: PATIENCE_MS },
  );
  if (bundle.day === null) return { kind: 'unchanged' };
  const trust: TrustFact = { ...held, roots: [...held.roots, ...bundle.roots] };
  const day: DayFact = { envelope: bundle.day, nonce, fingerprint: bundle.fingerprint };
  const facts = { trust, phone, day, notBeforeMs: question.notBeforeMs };

  // First the statement alone: only what a signed one names is asked for.
  const bare = await settle((verifier) => verifyDay({ ...facts, approvals: [] }, verifier), verify);
  if (!bare.ok) return { kind: 'refused', code: bare.error.code };
  const { clips, aroundSha256 } = bare.value.day;
  const wanted = new Set(clips.map((clip) => clip.approvalSha256));
  const approvals = await approvalsOf(db, line, wanted, question.signal);
  // What is heard around clips may be large and is not waited for; see `fetchAround`.
  const around = aroundSha256 === null ? undefined : await db.get('approvals', aroundSha256);
  if (aroundSha256 !== null && around !== undefined) approvals.set(aroundSha256, around);
  const whole = await settle(
    (verifier) => verifyDay({ ...facts, approvals: [...approvals.values()] }, verifier),
    verify,
  );
  if (!whole.ok) return { kind: 'refused', code: whole.error.code };
  await keep(db, trust, day, approvals);
  return { kind: 'new', verified: whole.value };
}

/** Day, roots and approvals change together. */
async function keep(
  db: CrewDb,
  trust: TrustFact,
  day: DayFact,
  approvals: ReadonlyMap<string, Envelope>,
): Promise<void> {
  const trx = db.transaction(['facts', 'approvals'], 'readwrite');
  const store = trx.objectStore('approvals');
  for (const sha256 of await store.getAllKeys()) {
    if (!approvals.has(sha256)) await store.delete(sha256);
  }
  for (const [sha256, envelope] of approvals) await store.put(envelope, sha256);
  await trx.objectStore('facts').put(trust, 'trust');
  await trx.objectStore('facts').put(day, 'day');
  await trx.done;
}

/** The day as it was kept, checked again from the pinned root; null when there is none or it does not hold. */
export async function storedDay(
  db: CrewDb,
  phone: Phone,
  verify: AsyncVerify,
): Promise<{ verified: VerifiedDay; fingerprint: string } | null> {
  const trust = await readFact(db, 'trust');
  const day = await readFact(db, 'day');
  if (trust === undefined || day === undefined) return null;
  const facts = { trust, phone, day, approvals: await db.getAll('approvals'), notBeforeMs: 0 };
  const checked = await settle((verifier) => verifyDay(facts, verifier), verify);
  return checked.ok ? { verified: checked.value, fingerprint: day.fingerprint } : null;
}
