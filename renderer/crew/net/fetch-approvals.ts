/** What people signed, by the SHA-256 of its payload: of clips, and of what is heard around them. */
import { getCrewApproval } from '../../../core/api/crew.ts';
import { err, ok, type Result } from '../../../core/model/result.ts';
import {
  checkAround,
  payloadSha256,
  type AroundApproval,
  type Envelope,
  type Root,
  type TrustError,
} from '../../../core/trust/index.ts';
import type { CrewDb } from '../store/database.ts';
import { settle, type AsyncVerify } from '../trust/settle.ts';
import type { Line } from './api.ts';

/** A thousand areas' worth of recordings, on the slowest line that is one. */
const AROUND_PATIENCE_MS = 300_000;

/** Those of clips, by name; one that the server does not have under its name is left out. */
export async function approvalsOf(
  db: CrewDb,
  line: Line,
  wanted: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<Map<string, Envelope>> {
  const found = new Map<string, Envelope>();
  for (const sha256 of wanted) {
    const envelope = await approvalOf(db, line, sha256, { signal });
    if (envelope !== null) found.set(sha256, envelope);
  }
  return found;
}

/** From the phone, else from the server; null when what the server has under this name is something else. */
async function approvalOf(
  db: CrewDb,
  line: Line,
  sha256: string,
  options: { signal: AbortSignal; timeoutMs?: number },
): Promise<Envelope | null> {
  const envelope =
    (await db.get('approvals', sha256)) ??
    (await line.call(getCrewApproval, { params: { sha256 } }, options));
  return payloadSha256(envelope) === sha256 ? envelope : null;
}

/**
 * The approval of what is heard around clips, checked under `root`, and kept when it holds. It names every recording of
 * the city and may take long on a poor line.
 *
 * Errors: those of `checkAround`, `inconsistent`. Throws `RefusedError` or `OfflineError`.
 */
export async function fetchAround(
  { db, line, verify }: { db: CrewDb; line: Line; verify: AsyncVerify },
  { sha256, root, signal }: { sha256: string; root: Root; signal: AbortSignal },
): Promise<Result<AroundApproval, TrustError>> {
  const envelope = await approvalOf(db, line, sha256, { signal, timeoutMs: AROUND_PATIENCE_MS });
  if (envelope === null) return err({ code: 'inconsistent', detail: 'another payload' });
  const checked = await settle((verifier) => checkAround(envelope, root, verifier), verify);
  if (!checked.ok) return checked;
  await db.put('approvals', envelope, sha256);
  return ok(checked.value.statement);
}
