/**
 * Rows as SQLite holds them. Ids are text, instants integer epoch milliseconds, flags 0 or 1; columns typed `Json`
 * hold JSON text and are parsed with their zod schema when read (`store/json.ts`).
 */
import type { Generated, Insertable, Selectable } from 'kysely';

/** JSON text; never handed on without going through its schema. */
export type Json = string;
/** 0 or 1. */
export type Flag = number;

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

export interface AssetsTable {
  id: string;
  name: string;
  agency_id: string | null;
  uploaded_by: string;
  uploaded_at_ms: number;
  state: 'processing' | 'ready' | 'rejected';
  rejection: Json | null;
  sha256: string | null;
  /** Asset of the same bytes that was here before. */
  duplicate_of: Generated<string | null>;
  /** Ids of earlier assets that look alike, most alike first. */
  similar_to: Generated<Json>;
  /** The poster's mean colours, base64. */
  cells: Generated<string | null>;
  bytes: number;
  probe: Json | null;
  poster_sha256: string | null;
  /** Hash of the bytes that came; `sha256` is that of what is kept. */
  upload_sha256: Generated<string | null>;
  /** Hashes of the page pictures. */
  page_posters: Generated<Json>;
  warnings: Generated<Json>;
}

export interface JobsTable {
  id: string;
  kind: 'accept' | 'render';
  subject_id: string;
  /** Revision of the announcement a `render` job works for; null for `accept`. */
  subject_revision: number | null;
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  progress: number;
  step: string;
  error: Json | null;
  created_at_ms: number;
  ended_at_ms: number | null;
  /** 1 is urgent, 0 is not. */
  priority: Generated<number>;
  /** How often a process died while it ran. */
  interruptions: Generated<number>;
}

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

export interface ScreensTable {
  id: string;
  name: string;
  /** `Screen` without its id. */
  spec: Json;
}

export interface ScreenGroupsTable {
  id: string;
  name: string;
  /** `ScreenGroup` without its id and name. */
  spec: Json;
}

export interface MobileUnitsTable {
  id: string;
  name: string;
  /** `MobileUnit` without its id. */
  spec: Json;
}

export interface ToursTable {
  id: string;
  unit_id: string;
  /** Local date `YYYY-MM-DD`. */
  date: string;
  revision: number;
  state: 'planned' | 'driving' | 'done' | 'cancelled';
  plan: Json;
  created_by: string;
  changed_at_ms: number;
}

export interface QuietPlacesTable {
  id: string;
  name: string;
  /** `QuietPlace` without its id. */
  spec: Json;
}

export interface DevicesTable {
  /** Key id of the device's public key. */
  id: string;
  public_key: string;
  screen_id: string;
  paired_at_ms: number;
  revoked_at_ms: number | null;
  last_seen_at_ms: number | null;
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

export interface PlaysTable {
  device_id: string;
  store_epoch: string;
  sequence: number;
  screen_id: string;
  zone: string;
  item_id: string;
  announcement_id: string;
  entry_id: string | null;
  manifest_version: number;
  start_ms: number;
  end_ms: number;
  complete: Flag;
  received_at_ms: number;
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

export interface MediaFilesTable {
  sha256: string;
  bytes: number;
  mime_type: string;
  chunk_sha256: Json;
  created_at_ms: number;
}

/** Renditions by what they were made from, so that the same work is not done twice. */
export interface RenderCacheTable {
  key: string;
  rendition: Json;
}

/** Player software, by the SHA-256 of its release's payload. */
export interface ReleasesTable {
  sha256: string;
  version: number;
  name: string;
  envelope: Json;
  uploaded_by: string;
  uploaded_at_ms: number;
  /** Whether all of its files are here. */
  complete: Flag;
}

export interface SoftwareAssignmentsTable {
  /** A group's id, or `*` for every screen whose group has none. */
  scope: string;
  release_sha256: string;
  assigned_by: string;
  assigned_at_ms: number;
}

/** What a device said it runs when it last connected; release columns are null without a launcher. */
export interface DeviceSoftwareTable {
  device_id: string;
  software: string;
  release_version: number | null;
  release_sha256: string | null;
  reported_at_ms: number;
}

/** Pictures others took of a lit wall. */
export interface SightingsTable {
  id: string;
  screen_id: string;
  kind: 'camera' | 'photo';
  taken_at_ms: number;
  dated_by: 'phone' | 'server';
  received_at_ms: number;
  by_user: string | null;
  sha256: string;
  width_px: number;
  height_px: number;
}

/** One-time links, shown as a QR code, by which a crew member's phone signs in to a unit. */
export interface CrewLinksTable {
  token_hash: string;
  unit_id: string;
  user_id: string;
  expires_at_ms: number;
  used_at_ms: number | null;
  /** The phone that used it. */
  device_id: string | null;
}

/** A crew's phone, by the SHA-256 of its public key. */
export interface CrewDevicesTable {
  id: string;
  /** Raw P-256 point in base64. */
  public_key: string;
  unit_id: string;
  user_id: string;
  /** What kind of phone it says it is. */
  label: string;
  signed_in_at_ms: number;
  last_seen_at_ms: number;
  revoked_at_ms: number | null;
}

/** `TourPlay`, once for each (device, store epoch, sequence). */
export interface TourPlaysTable {
  device_id: string;
  store_epoch: string;
  sequence: number;
  unit_id: string;
  user_id: string;
  tour_id: string | null;
  how: 'clip' | 'live';
  announcement_id: string;
  clip_sha256: string | null;
  start_ms: number;
  end_ms: number;
  complete: Flag;
  latitude_deg: number | null;
  longitude_deg: number | null;
  accuracy_m: number | null;
  /** The area its position lay in; outlives the position. */
  area_id: string | null;
  /** Why it should have been silent, where the crew played all the same; an empty list otherwise. */
  quiet_overridden: Json;
  received_at_ms: number;
}

/** Sounds around the clips of cars; made again when needed, forgotten when unused for long. */
interface SoundPartsTable {
  key: string;
  rendition: string;
  used_at_ms: number;
}

export interface Database {
  settings: SettingsTable;
  users: UsersTable;
  approver_keys: ApproverKeysTable;
  sessions: SessionsTable;
  links: LinksTable;
  agencies: AgenciesTable;
  areas: AreasTable;
  assets: AssetsTable;
  jobs: JobsTable;
  announcements: AnnouncementsTable;
  approvals: ApprovalsTable;
  playlists: PlaylistsTable;
  entries: EntriesTable;
  screens: ScreensTable;
  screen_groups: ScreenGroupsTable;
  mobile_units: MobileUnitsTable;
  tours: ToursTable;
  quiet_places: QuietPlacesTable;
  devices: DevicesTable;
  manifests: ManifestsTable;
  plays: PlaysTable;
  withdrawals: WithdrawalsTable;
  withdrawal_screens: WithdrawalScreensTable;
  audit: AuditTable;
  roots: RootsTable;
  media_files: MediaFilesTable;
  render_cache: RenderCacheTable;
  sound_parts: SoundPartsTable;
  sightings: SightingsTable;
  releases: ReleasesTable;
  software_assignments: SoftwareAssignmentsTable;
  device_software: DeviceSoftwareTable;
  crew_links: CrewLinksTable;
  crew_devices: CrewDevicesTable;
  tour_plays: TourPlaysTable;
}

export type Row<T extends keyof Database> = Selectable<Database[T]>;
export type NewRow<T extends keyof Database> = Insertable<Database[T]>;
