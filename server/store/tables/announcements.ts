/** What is announced, planned, published and withdrawn. */
import type { Generated } from 'kysely';
import type { Flag, Json } from './columns.ts';

export interface AnnouncementsTable {
  id: string;
  revision: number;
  content: Json;
  /** What is stored; `scheduled`, `on_air` and `ended` are computed from it. */
  state: 'draft' | 'in_review' | 'approved' | 'returned' | 'withdrawn';
  agency_id: string;
  created_by: string;
  created_at_ms: number;
  submitted_by: string | null;
  submitted_at_ms: number | null;
  decided_by: string | null;
  decided_at_ms: number | null;
  reason: string | null;
  renditions: Json;
  rendering: 'none' | 'running' | 'ready' | 'failed';
  poster_sha256: Generated<string | null>;
  warnings: Generated<Json>;
  /** SHA-256 of the approval envelope's payload while approved. */
  approval_sha256: string | null;
}

export interface ApprovalsTable {
  sha256: string;
  announcement_id: string;
  revision: number;
  envelope: Json;
  approved_at_ms: number;
}

export interface PlaylistsTable {
  id: string;
  name: string;
  announcement_ids: Json;
}

export interface EntriesTable {
  id: string;
  plan: Json;
  /** Plan the screens were last given. */
  published: Json | null;
  deleted: Flag;
  created_by: string;
  created_at_ms: number;
}

export interface ManifestsTable {
  screen_id: string;
  version: number;
  envelope: Json;
  programme: Json;
  issued_at_ms: number;
  effective_from_ms: number;
  applied_at_ms: number | null;
}

export interface WithdrawalsTable {
  announcement_id: string;
  at_ms: number;
  by_user: string;
  reason: string;
}

export interface WithdrawalScreensTable {
  announcement_id: string;
  screen_id: string;
  /** First manifest version without it. */
  required_version: number;
  lease_ends_at_ms: number | null;
  acknowledged_at_ms: number | null;
  /** Whether the screen had ever been given it. */
  shown: Flag;
}
