import type { ApprovalsBySha256 } from '../../core/trust/index.ts';
import type { Renewal } from '../../core/trust/statements.ts';
import type { LeaseRecord } from '../store/records.ts';

/** Leases start when an approval is first taken; what no kept manifest names is forgotten. */
export function startLeases(record: LeaseRecord, approvals: ApprovalsBySha256[], nowMs: number): LeaseRecord {
  const named = new Set(approvals.flatMap((map) => [...map.keys()]));
  const receivedAtMs: Record<string, number> = {};
  for (const sha256 of named) receivedAtMs[sha256] = record.receivedAtMs[sha256] ?? Math.round(nowMs);
  return { ...record, receivedAtMs };
}

/** What is dated further ahead of the time than this says nothing: a clock was wrong then. */
const WRONG_AHEAD_MS = 86_400_000;

/** When this approval was first taken; 0 if that is not known. */
export function receivedBy({ receivedAtMs }: LeaseRecord, approvalSha256: string, nowMs: number): number {
  const takenMs = receivedAtMs[approvalSha256] ?? 0;
  return takenMs <= nowMs + WRONG_AHEAD_MS ? takenMs : 0;
}

/** The renewals that are not of a time to come. */
export const renewalsBy = ({ renewals }: LeaseRecord, nowMs: number): readonly Renewal[] =>
  renewals.filter(({ serverTimeMs }) => serverTimeMs <= nowMs + WRONG_AHEAD_MS);

/**
 * Adds a checked renewal, keeping of the older ones only those that still say the latest end for something, and none
 * that the new one shows to have been signed by a clock ahead of its time.
 */
export function addRenewal(record: LeaseRecord, renewal: Renewal): LeaseRecord {
  const older = renewalsBy(record, renewal.serverTimeMs);
  const latest = new Map<string, { untilMs: number; from: Renewal }>();
  for (const from of [renewal, ...older]) {
    for (const { announcementId, untilMs } of from.leases) {
      const known = latest.get(announcementId);
      if (known === undefined || untilMs > known.untilMs) latest.set(announcementId, { untilMs, from });
    }
  }
  const needed = new Set([...latest.values()].map(({ from }) => from));
  return {
    ...record,
    renewals: [renewal, ...older].filter((one) => needed.has(one)).slice(0, 100),
  };
}
