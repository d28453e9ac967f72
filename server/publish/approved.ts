/** Approved announcements, as their approvals hold under the newest root. */
import { z } from 'zod';
import { AnnouncementContent, Rendition } from '../../core/model/catalogue.ts';
import { canonicalBytes, checkApproval, Envelope } from '../../core/trust/index.ts';
import type { Root } from '../../core/trust/statements.ts';
import type { Db, Trx } from '../store/database.ts';
import { readJson } from '../store/json.ts';
import { canonicalAnnouncement } from './canonical-announcement.ts';
import type { ApprovedAnnouncement } from './programme-items.ts';

interface Row {
  id: string;
  revision: number;
  content: string;
  renditions: string;
  envelope: string;
}

type Checked = Pick<ApprovedAnnouncement, 'content' | 'renditions'> | null;

/** Checking is a signature and some JSON for each; neither row nor root changes often. */
export class ApprovedAnnouncements {
  readonly #checked = new Map<string, { row: Row; rootVersion: number; approved: Checked }>();
  readonly #onRefused: (announcementId: string, reason: string) => void;

  /** `onRefused` hears of approved announcements that no screen would believe. */
  constructor(onRefused: (announcementId: string, reason: string) => void) {
    this.#onRefused = onRefused;
  }

  /**
   * Approved and withdrawn announcements by id. One whose row differs from what was signed, or whose approval does not
   * hold, is left out: screens refuse a manifest whole that names it, and a withdrawal with it.
   */
  async read(db: Db | Trx, root: Root): Promise<ReadonlyMap<string, ApprovedAnnouncement>> {
    const rows = await db
      .selectFrom('announcements')
      .innerJoin('approvals', 'approvals.sha256', 'announcements.approval_sha256')
      .leftJoin('withdrawals', 'withdrawals.announcement_id', 'announcements.id')
      .select([
        'announcements.id',
        'announcements.revision',
        'announcements.state',
        'announcements.content',
        'announcements.renditions',
        'approvals.sha256',
        'approvals.envelope',
        'withdrawals.at_ms',
      ])
      .where('announcements.state', 'in', ['approved', 'withdrawn'])
      .execute();
    const found = new Map<string, ApprovedAnnouncement>();
    for (const row of rows) {
      const approved = this.#check(row, row.sha256, root);
      if (approved === null) continue;
      const withdrawnAtMs = row.state === 'withdrawn' ? (row.at_ms ?? 0) : null;
      found.set(row.id, { id: row.id, ...approved, approvalSha256: row.sha256, withdrawnAtMs });
    }
    const current = new Set(rows.map((row) => row.sha256));
    for (const sha256 of this.#checked.keys()) if (!current.has(sha256)) this.#checked.delete(sha256);
    return found;
  }

  #check(row: Row, sha256: string, root: Root): Checked {
    const known = this.#checked.get(sha256);
    const isSame =
      known?.rootVersion === root.version &&
      known.row.content === row.content &&
      known.row.renditions === row.renditions &&
      known.row.envelope === row.envelope &&
      known.row.revision === row.revision;
    if (isSame) return known.approved;
    const approved = approvedOf(row, sha256, root);
    if (typeof approved === 'string') this.#onRefused(row.id, approved);
    const answer = typeof approved === 'string' ? null : approved;
    this.#checked.set(sha256, { row, rootVersion: root.version, approved: answer });
    return answer;
  }
}

/** What the row says, if it is what was signed; else why it is not. */
function approvedOf(row: Row, sha256: string, root: Root): NonNullable<Checked> | string {
  const checked = checkApproval(readJson(Envelope, row.envelope), root);
  if (!checked.ok) return checked.error.code;
  const content = readJson(AnnouncementContent, row.content);
  const renditions = readJson(z.array(Rendition), row.renditions);
  const { id, revision } = row;
  const stored = canonicalBytes(canonicalAnnouncement({ id, revision, content, renditions }));
  const signed = canonicalBytes(checked.value.statement.announcement);
  const isSame = checked.value.sha256 === sha256 && Buffer.compare(stored, signed) === 0;
  return isSame ? { content, renditions } : 'differs_from_approval';
}
