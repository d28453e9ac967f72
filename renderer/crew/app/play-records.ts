import { QUIET_CODES } from '../../../core/protocol/crew.ts';
import type { Position } from '../../../core/model/tour.ts';
import { titleOf } from '../play/judge.ts';
import type { Course } from '../play/round.ts';
import { writeFact, type CrewDb, type Phone, type StoredPlay } from '../store/database.ts';
import { beginPlay, endPlay, extendPlay, recentPlays } from '../store/plays.ts';
import type { CrewClock } from '../time/crew-clock.ts';
import type { CrewState, Store } from './state.ts';

interface Parts {
  db: CrewDb;
  phone: Phone;
  clock: CrewClock;
  store: Store<CrewState>;
  position: () => Position | null;
  onEnded: () => void;
}

/** Writes down what is heard, with time, place and what the crew took upon itself. */
export class PlayRecords {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Before the first sound; without a file it is a voice. */
  async begin(course: Course, announcementId: string, clipSha256: string | null): Promise<StoredPlay> {
    const { db, phone, clock, store, position } = this.#parts;
    const { verified, quiet, holding } = store.get();
    const overridden = new Set(quiet.filter((one) => !holding.includes(one)).map(({ code }) => code));
    const start = {
      unitId: phone.unitId,
      userId: phone.userId,
      tourId: course.tourId,
      how: clipSha256 === null ? ('live' as const) : ('clip' as const),
      announcementId,
      clipSha256,
      startMs: clock.nowMs(),
      position: position(),
    };
    await writeFact(db, 'clock', clock.fact());
    const play = await beginPlay(db, start, {
      title: verified === null ? '' : titleOf(verified, announcementId),
      quietOverridden: QUIET_CODES.filter((code) => overridden.has(code)),
    });
    await this.#show();
    return play;
  }

  extend(play: StoredPlay, heardUntilMs: number): Promise<void> {
    return extendPlay(this.#parts.db, play, heardUntilMs);
  }

  async end(play: StoredPlay, end: { endMs: number; complete: boolean }): Promise<void> {
    await endPlay(this.#parts.db, play, end);
    await this.#show();
    this.#parts.onEnded();
  }

  async #show(): Promise<void> {
    const { db, store } = this.#parts;
    store.set({ plays: await recentPlays(db) });
  }
}
