import type { AroundPart } from '../../../core/model/around-clip.ts';
import type { Position } from '../../../core/model/tour.ts';
import type { PlaceInTour, StoredPlay } from '../store/database.ts';
import type { RefusalReason, Verdict } from './judge.ts';
import type { Course } from './round.ts';

export interface Skipped {
  announcementId: string;
  reason: RefusalReason;
}

/** What the player asks of the app around it. */
export interface PlayerHost {
  nowMs(): number;
  judge(announcementId: string): Verdict;
  /** The clip's bytes, checked a moment ago; null when they are not there or not the approved ones. */
  clipBytes(announcementId: string): Promise<{ bytes: Uint8Array<ArrayBuffer>; sha256: string } | null>;
  /** The same for a sound around clips, as long as its approval holds. */
  partBytes(sha256: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** What is heard before and after a clip, with the car there. */
  partsAround(course: Course, place: PlaceInTour, here: Position | null): Around;
  /** Settles when it is known where the car is, or (null) will not be known soon. */
  located(): Promise<Position | null>;
  /** Quiet reasons nobody has overridden. */
  isHeld(): boolean;
  begin(course: Course, announcementId: string, sha256: string): Promise<StoredPlay>;
  extend(play: StoredPlay, heardUntilMs: number): Promise<void>;
  end(play: StoredPlay, end: { endMs: number; complete: boolean }): Promise<void>;
  keepPlace(place: PlaceInTour): Promise<void>;
  skipped(skip: Skipped): void;
  /** Nothing more is heard here; where there is a next stop, `place` is its beginning. */
  stopDone(course: Course, place: PlaceInTour, end: StopEnd): void;
  changed(): void;
}

export interface StopEnd {
  /** `refused`: nothing of the order was allowed to be heard. `dropped`: the stop is no longer part of the tour. */
  how: 'heard' | 'refused' | 'dropped';
  isLast: boolean;
}

interface Around {
  before: readonly AroundPart[];
  after: readonly AroundPart[];
}
