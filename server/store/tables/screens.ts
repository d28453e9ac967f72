/** Screens, the players behind them, and what they played and showed. */
import type { Flag, Json } from './columns.ts';

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

export interface DevicesTable {
  /** Key id of the device's public key. */
  id: string;
  public_key: string;
  screen_id: string;
  paired_at_ms: number;
  revoked_at_ms: number | null;
  last_seen_at_ms: number | null;
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
