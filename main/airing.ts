/** What the page may play from: a pure function of what is held, what was verified, and the time. */
import type { Manifest, Programme } from '../core/model/programme.ts';
import { airableUntilMs, type ApprovalsBySha256 } from '../core/trust/index.ts';
import type { Root } from '../core/trust/statements.ts';
import type { LeaseRecord, WithdrawnRecord } from './store/records.ts';
import { receivedBy, renewalsBy } from './sync/leases.ts';
import { tombstoned } from './sync/withdrawn.ts';

/** A manifest whose signatures and approvals hold. */
export interface CheckedBundle {
  manifest: Manifest;
  /** SHA-256 of the manifest's payload. */
  sha256: string;
  root: Root;
  approvals: ApprovalsBySha256;
  /** Items that lost their approval since, because the root took an approver's key away. */
  refusedItemIds: ReadonlySet<string>;
}

export interface AiringInputs {
  bundle: CheckedBundle;
  /** Files that are whole on this disk. */
  media: ReadonlySet<string>;
  leases: LeaseRecord;
  withdrawn: WithdrawnRecord;
  /** Items that could not be shown, and until when they are left out. */
  failedUntilMs: ReadonlyMap<string, number>;
  nowMs: number;
  timeIsUncertain: boolean;
}

export interface Airing {
  programme: Programme;
  /** Sorted, so that equal sets are equal lists. */
  unavailable: string[];
}

/**
 * The programme and the items that may not play from it now. While the time is uncertain nothing that depends on it
 * may be believed: no entries, no hours, only evergreen.
 */
export function airing(inputs: AiringInputs): Airing {
  const { programme } = inputs.bundle.manifest;
  const gone = tombstoned(inputs.bundle.manifest);
  const unavailable = programme.items
    .filter((item) => gone.has(item.id) || !mayAir(item, inputs))
    .map((item) => item.id);
  return {
    programme: inputs.timeIsUncertain ? withoutTimes(programme) : programme,
    unavailable: unavailable.sort(),
  };
}

function mayAir(item: Programme['items'][number], inputs: AiringInputs): boolean {
  const { bundle, media, leases, withdrawn, failedUntilMs, nowMs, timeIsUncertain } = inputs;
  if (bundle.refusedItemIds.has(item.id)) return false;
  if (withdrawn.untilMs[item.approvalSha256] !== undefined) return false;
  if (item.kind !== 'ticker' && !media.has(item.mediaSha256)) return false;
  if ((failedUntilMs.get(item.id) ?? 0) > nowMs) return false;
  const approval = bundle.approvals.get(item.approvalSha256);
  if (approval === undefined) return false;
  if (timeIsUncertain) return item.evergreen;
  const receivedAtMs = receivedBy(leases, item.approvalSha256, nowMs);
  return nowMs < airableUntilMs(approval, renewalsBy(leases, nowMs), receivedAtMs);
}

const withoutTimes = (programme: Programme): Programme => ({
  ...programme,
  operatingHours: null,
  entries: [],
  carryIn: [],
});

/** Files the bundle names that are not on this disk yet, each once, in the order the items are listed. */
export function missingMedia(manifest: Manifest, media: ReadonlySet<string>): Manifest['media'] {
  return manifest.media.filter((file) => !media.has(file.sha256));
}
