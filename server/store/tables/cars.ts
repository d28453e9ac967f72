/** Mobile units, their crews, and where they were heard. */
import type { Generated } from 'kysely';
import type { Flag, Json } from './columns.ts';

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
  /** `Placing`: where it counts, noted when its position was forgotten; null before, and where nobody noted it. */
  placing: Generated<Json | null>;
  /** Why it should have been silent, where the crew played all the same; an empty list otherwise. */
  quiet_overridden: Json;
  received_at_ms: number;
}
