import type { Position } from '../../../core/model/tour.ts';

export type PositionState =
  | { kind: 'off' }
  | { kind: 'asking' }
  | { kind: 'denied' }
  | { kind: 'unavailable' }
  | { kind: 'known'; position: Position; takenMs: number };

/** A position older than this says nothing about where a car is. */
const FRESH_MS = 60_000;
/** A sound waits this long for the first reading of a tour, and no longer. */
const FIRST_READING_MS = 3_000;

/** Where the phone is, asked for during tours only. `nowMs` is the clock positions are dated by. */
export class PositionWatch {
  state: PositionState = { kind: 'off' };
  /** The last reading of this watch, however old; null before the first one. */
  last: Position | null = null;
  readonly #nowMs: () => number;
  readonly #onChange: () => void;
  #watchId: number | null = null;
  #firstReading: Promise<void> = Promise.resolve();
  #onReading: () => void = () => undefined;

  constructor(nowMs: () => number, onChange: () => void) {
    this.#nowMs = nowMs;
    this.#onChange = onChange;
  }

  /** The browser asks for permission the first time. */
  start(): void {
    if (this.#watchId !== null) return;
    this.last = null;
    if (!('geolocation' in navigator)) {
      this.#set({ kind: 'unavailable' });
      return;
    }
    this.#watchId = navigator.geolocation.watchPosition(
      ({ coords }) => {
        const { latitude: latitudeDeg, longitude: longitudeDeg } = coords;
        const accuracyM = Math.min(100_000, Math.max(0, coords.accuracy));
        const position = { latitudeDeg, longitudeDeg, accuracyM };
        this.last = position;
        this.#set({ kind: 'known', position, takenMs: this.#nowMs() });
      },
      (error) => {
        if (error.code === error.PERMISSION_DENIED) this.stop('denied');
        // Under a bridge there is no reading for a while: the last one says where the car is until it is old.
        else if (this.current() === null) this.#set({ kind: 'unavailable' });
      },
      { enableHighAccuracy: true, maximumAge: 10_000, timeout: 30_000 },
    );
    this.#firstReading = new Promise((settle) => {
      this.#onReading = settle;
      setTimeout(settle, FIRST_READING_MS);
    });
    this.#set({ kind: 'asking' });
  }

  stop(leaving: 'off' | 'denied' = 'off'): void {
    if (this.#watchId !== null) navigator.geolocation.clearWatch(this.#watchId);
    this.#watchId = null;
    if (leaving === 'off') this.last = null;
    this.#set({ kind: leaving });
  }

  /** Null when it is not known where the phone is now. */
  current(): Position | null {
    if (this.state.kind !== 'known') return null;
    return this.#nowMs() - this.state.takenMs <= FRESH_MS ? this.state.position : null;
  }

  /** Settles with the first reading of this watch, or a moment after its start; from then on at once. */
  known(): Promise<void> {
    return this.#firstReading;
  }

  #set(state: PositionState): void {
    this.state = state;
    if (state.kind !== 'asking') this.#onReading();
    this.#onChange();
  }
}
