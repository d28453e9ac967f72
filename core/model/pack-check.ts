/** What the page inside a pack knows of its files; the server writes it there, the page checks the stick against it. */
export interface PackCheckFile {
  /** On the stick, from the pack's folder on. */
  path: string;
  /** Title of the clip or picture; null for lists and papers. */
  title: string | null;
  sha256: string;
  bytes: number;
  /** May air from … until …; null where there is no such bound. */
  fromMs: number | null;
  lastAirMs: number | null;
}

export interface PackCheck {
  /** A car's stick, or the content of a wall with a vendor's player. */
  kind: 'unit' | 'screen';
  cityName: string;
  /** Of the car or the screen. */
  name: string;
  demo: boolean;
  timeZone: string;
  /** First and last local date, `YYYY-MM-DD`; the same for a car. */
  from: string;
  until: string;
  issuedAtMs: number;
  files: readonly PackCheckFile[];
}

/** Id of the element that carries the `PackCheck` as JSON. */
export const PACK_CHECK_ELEMENT = 'isi-paket';
/** The page's own name in a pack, and that of the signed manifest: neither can be in its own list. */
export const PACK_CHECK_NAME = 'PERIKSA.html';
export const PACK_MANIFEST_NAME = 'manifest.json';
