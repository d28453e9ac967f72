/** Who may do what, and what they did. */
import type { Json } from './columns.ts';

export interface SettingsTable {
  key: string;
  value: Json;
}

export interface UsersTable {
  id: string;
  username: string;
  display_name: string;
  roles: Json;
  agency_id: string | null;
  state: 'invited' | 'active' | 'disabled';
  password_hash: string | null;
  created_at_ms: number;
}

export interface ApproverKeysTable {
  keyid: string;
  user_id: string;
  public_key: string;
  /** Sealed under the user's password; of no use without it. */
  sealed_private_key: Json;
  created_at_ms: number;
  retired_at_ms: number | null;
}

export interface SessionsTable {
  token_hash: string;
  user_id: string;
  created_at_ms: number;
  expires_at_ms: number;
}

export interface LinksTable {
  token_hash: string;
  purpose: 'setup' | 'invitation';
  user_id: string | null;
  expires_at_ms: number;
  used_at_ms: number | null;
}

export interface AgenciesTable {
  id: string;
  name: string;
  short_name: string;
  kind: 'opd' | 'vertical' | 'village';
}

export interface AreasTable {
  id: string;
  name: string;
  level: 'province' | 'city' | 'district' | 'village';
  code: string;
  parent_id: string | null;
  circle: Json | null;
}

export interface AuditTable {
  sequence: number;
  at_ms: number;
  user_id: string | null;
  action: string;
  subject_kind: string;
  subject_id: string;
  detail: Json;
  previous_hash: string;
  hash: string;
}

export interface RootsTable {
  version: number;
  envelope: Json;
}
