import type { QuietReason } from '../../../core/tours/index.ts';
import type { PlayerState } from '../play/player.ts';
import type { Skipped } from '../play/player-host.ts';
import type { Phone, PlaceInTour, Settings, StoredPlay } from '../store/database.ts';
import type { PositionState } from '../place/position-watch.ts';
import type { VerifiedDay } from '../trust/verify-day.ts';

export interface FileState {
  storedBytes: number;
  whole: boolean;
  problem: 'damaged' | 'disk_full' | null;
}

/** Something the crew is to read before it goes on. */
export type Notice =
  | { kind: 'tour_new' | 'tour_changed' | 'tour_cancelled'; date: string; startLocal: string }
  | { kind: 'withdrawn'; title: string }
  /** `stop_dropped`: it was taken out of the tour while it was heard. */
  | { kind: 'stop_done' | 'stop_dropped'; nextStop: string | null }
  /** Heard, but the server does not take the record of it. */
  | { kind: 'play_refused'; title: string }
  | { kind: 'nothing_heard' };

export interface LiveReading {
  announcementId: string;
  title: string;
  script: string;
  isBegun: boolean;
  /** Its record; null until it is written. */
  play: StoredPlay | null;
}

export interface CrewState {
  /** `insecure`: the browser gives nobody keys and positions at this address. */
  phase: 'loading' | 'elsewhere' | 'insecure' | 'signed_out' | 'signing_in' | 'ready';
  /** Code of why signing in failed, or why the phone was signed out. */
  signInProblem: string | null;
  phone: Phone | null;
  verified: VerifiedDay | null;
  /** Code of the check the server's last answer failed; what was known before stays. */
  dayProblem: string | null;
  isOnline: boolean;
  isSetBack: boolean;
  files: ReadonlyMap<string, FileState>;
  /** Newest first. */
  plays: readonly StoredPlay[];
  place: PlaceInTour | undefined;
  player: PlayerState;
  skipped: readonly Skipped[];
  live: LiveReading | null;
  position: PositionState;
  /** Where the phone is now is not known; quiet places count for where it was last. */
  isPlaceOld: boolean;
  /** Every reason for silence now; those not overridden hold the car. */
  quiet: readonly QuietReason[];
  holding: readonly QuietReason[];
  notices: readonly Notice[];
  isUpdateReady: boolean;
  settings: Settings;
}

export const DEFAULT_SETTINGS: Settings = { language: 'id', theme: 'auto', scriptSizePx: 34 };

export const EMPTY: CrewState = {
  phase: 'loading',
  signInProblem: null,
  phone: null,
  verified: null,
  dayProblem: null,
  isOnline: false,
  isSetBack: false,
  files: new Map(),
  plays: [],
  place: undefined,
  player: { kind: 'idle' },
  skipped: [],
  live: null,
  position: { kind: 'off' },
  isPlaceOld: false,
  quiet: [],
  holding: [],
  notices: [],
  isUpdateReady: false,
  settings: DEFAULT_SETTINGS,
};

/** One value that is replaced as a whole, and those who look at it. */
export class Store<T extends object> {
  #value: T;
  readonly #listeners = new Set<() => void>();

  constructor(value: T) {
    this.#value = value;
  }

  readonly get = (): T => this.#value;

  set(change: Partial<T>): void {
    this.#value = { ...this.#value, ...change };
    for (const listener of [...this.#listeners]) listener();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}
