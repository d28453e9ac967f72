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

/** Adds a checked renewal, keeping of the older ones only those that still say the latest end for something. */
export function addRenewal(record: LeaseRecord, renewal: Renewal): LeaseRecord {
  const latest = new Map<string, { untilMs: number; from: Renewal }>();
  for (const from of [renewal, ...record.renewals]) {
    for (const { announcementId, untilMs } of from.leases) {
      const known = latest.get(announcementId);
      if (known === undefined || untilMs > known.untilMs) latest.set(announcementId, { untilMs, from });
    }
  }
  const needed = new Set([...latest.values()].map(({ from }) => from));
  return {
    ...record,
    renewals: [renewal, ...record.renewals].filter((one) => needed.has(one)).slice(0, 100),
  };
}
