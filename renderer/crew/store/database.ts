/** What the phone keeps: who it is, its day, recordings in parts, plays not yet delivered. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { CrewPlay } from '../../../core/protocol/crew.ts';
import type { Envelope } from '../../../core/trust/index.ts';

/** The key only this phone can sign with; outlives a sign-out, so that its plays stay its own. */
export interface PhoneKey {
  privateKey: CryptoKey;
  /** Raw point in base64. */
  publicKey: string;
}

/** Whom the phone speaks for. */
export interface Phone {
  deviceId: string;
  unitId: string;
  userId: string;
  userName: string;
}

/** Roots from the one that the QR code pinned, ascending. */
export interface TrustFact {
  pinnedSha256: string;
  roots: Envelope[];
}

export interface DayFact {
  envelope: Envelope;
  nonce: string;
  fingerprint: string;
}

/** See `CrewClock`. */
export interface ClockFact {
  signedMs: number;
  offsetMs: number;
  floorMs: number;
}

/** Where in the day the crew is; survives a reload, and a change of the plan (see `placeIn`). */
export interface PlaceInTour {
  tourId: string | null;
  date: string;
  stop: number;
  round: number;
  clip: number;
  /** Which stop and clip that is, wherever a changed plan has them; null where there is none. */
  stopKey: string | null;
  clipKey: string | null;
  /** Stops the car has left behind, and clips it has left behind in this round. */
  passed: readonly string[];
  heard: readonly string[];
}

export interface Settings {
  language: 'id' | 'en';
  theme: 'auto' | 'light' | 'dark';
  scriptSizePx: number;
}

export interface Facts {
  key: PhoneKey;
  phone: Phone;
  trust: TrustFact;
  day: DayFact;
  clock: ClockFact;
  place: PlaceInTour;
  settings: Settings;
  /** Random, new with every new store; and the number of the last play. */
  epoch: { storeEpoch: string; lastSequence: number };
}

export interface StoredClip {
  sha256: string;
  bytes: number;
  /** Parts stored in order so far; their lengths add up to `storedBytes`. */
  parts: number;
  storedBytes: number;
  /** All there, and its hash was the right one. */
  whole: boolean;
}

export interface StoredPlay extends CrewPlay {
  sequence: number;
  title: string;
  /**
   * `running` until it has ended; after a crash it is closed with the last moment it was known to be heard. `refused`
   * is one the server does not take as it is: kept, and not sent again.
   */
  state: 'running' | 'ended' | 'sent' | 'refused';
}

interface CrewSchema extends DBSchema {
  facts: { key: keyof Facts; value: Facts[keyof Facts] };
  approvals: { key: string; value: Envelope };
  clips: { key: string; value: StoredClip };
  /** Keyed by hash and number, so that a download goes on behind the last one. */
  parts: { key: [string, number]; value: Uint8Array<ArrayBuffer> };
  plays: { key: number; value: StoredPlay };
}

export type CrewDb = IDBPDatabase<CrewSchema>;

const VERSION = 1;

export const openCrewDb = (name = 'wawar-crew'): Promise<CrewDb> =>
  openDB<CrewSchema>(name, VERSION, {
    upgrade(db) {
      db.createObjectStore('facts');
      db.createObjectStore('approvals');
      db.createObjectStore('clips', { keyPath: 'sha256' });
      db.createObjectStore('parts');
      db.createObjectStore('plays', { keyPath: 'sequence' });
    },
  });

export async function readFact<K extends keyof Facts>(db: CrewDb, key: K): Promise<Facts[K] | undefined> {
  return (await db.get('facts', key)) as Facts[K] | undefined;
}

export async function writeFact<K extends keyof Facts>(db: CrewDb, key: K, value: Facts[K]): Promise<void> {
  await db.put('facts', value, key);
}
