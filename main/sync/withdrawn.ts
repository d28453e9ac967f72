import type { Manifest } from '../../core/model/programme.ts';
import type { CheckedBundle } from '../airing.ts';
import type { WithdrawnRecord } from '../store/records.ts';

/** Kept at most; what ends soonest goes first. A city withdraws a few in a week. */
const KEPT = 10_000;

/**
 * What was withdrawn when the manifest was signed: items. It counts whatever this device takes the time for, since a
 * clock that stands before the withdrawal must not bring it back.
 */
export function tombstoned({ programme, issuedAtMs }: Manifest): ReadonlySet<string> {
  return new Set(programme.withdrawn.filter(({ atMs }) => atMs <= issuedAtMs).map(({ itemId }) => itemId));
}

/**
 * Remembers the approvals a manifest says are withdrawn, until their validity is over: a server restored from a backup
 * has forgotten the withdrawal and would air them again. The record itself when there is nothing new.
 */
export function rememberWithdrawn(
  record: WithdrawnRecord,
  { manifest, approvals }: Pick<CheckedBundle, 'manifest' | 'approvals'>,
  floorMs: number,
): WithdrawnRecord {
  const gone = tombstoned(manifest);
  const fresh = manifest.programme.items
    .filter((item) => gone.has(item.id) && record.untilMs[item.approvalSha256] === undefined)
    .map((item) => item.approvalSha256);
  if (fresh.length === 0) return record;
  const added = fresh.map(
    (sha256) => [sha256, approvals.get(sha256)?.announcement.validUntilMs ?? 0] as const,
  );
  const all = [...Object.entries(record.untilMs), ...added].filter(([, untilMs]) => untilMs > floorMs);
  return { untilMs: Object.fromEntries(all.toSorted(([, a], [, b]) => b - a).slice(0, KEPT)) };
}

/** Items a manifest would air although their approval was withdrawn before. */
export const airedAgain = ({ programme }: Manifest, { untilMs }: WithdrawnRecord): readonly string[] => {
  const gone = new Set(programme.withdrawn.map(({ itemId }) => itemId));
  return programme.items
    .filter((item) => untilMs[item.approvalSha256] !== undefined && !gone.has(item.id))
    .map((item) => item.id);
};
