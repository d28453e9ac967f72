import type { Verdict } from '../play/judge.ts';
import type { Course } from '../play/round.ts';
import type { StoredPlay } from '../store/database.ts';
import type { CrewClock } from '../time/crew-clock.ts';
import type { PlayRecords } from './play-records.ts';
import type { CrewState, Store } from './state.ts';

/** How often a reading is noted as still going on. */
const NOTED_EVERY_MS = 2_000;

interface Parts {
  store: Store<CrewState>;
  clock: Pick<CrewClock, 'nowMs'>;
  records: Pick<PlayRecords, 'begin' | 'extend' | 'end'>;
  judge: (announcementId: string) => Verdict;
  onOpen: () => void;
  /** A reading was opened, begun or closed. */
  onChange: () => void;
}

/** The approved script read aloud by the crew: judged like a clip, recorded like a play. */
export class LiveDesk {
  readonly #parts: Parts;
  #timer: ReturnType<typeof setInterval> | undefined;
  /** The record of the voice that is heard, from the tap on; null without one. */
  #record: Promise<StoredPlay> | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  open(announcementId: string): void {
    const { store, judge, onOpen, onChange } = this.#parts;
    const approved = store.get().verified?.clips.get(announcementId);
    if (approved === undefined || !judge(announcementId).ok) return;
    const { title, script } = approved.approval.announcement;
    store.set({ live: { announcementId, title, script, isBegun: false, play: null } });
    onOpen();
    onChange();
  }

  /** The voice begins. */
  async begin(course: Course): Promise<void> {
    const { store, clock, records, judge, onChange } = this.#parts;
    const { live } = store.get();
    if (live === null || live.isBegun || !judge(live.announcementId).ok) return;
    const record = records.begin(course, live.announcementId, null);
    this.#record = record;
    store.set({ live: { ...live, isBegun: true } });
    const play = await record;
    // Ended before it was written: whoever ended it ends the record.
    if (this.#record !== record) return;
    store.set({ live: { ...live, isBegun: true, play } });
    this.#timer = setInterval(() => void records.extend(play, clock.nowMs()), NOTED_EVERY_MS);
    onChange();
  }

  /** The voice has ended, with the whole script read or not; or it never began. */
  async end(complete: boolean): Promise<void> {
    const { store, clock, records, onChange } = this.#parts;
    const record = this.#record;
    const endMs = clock.nowMs();
    this.#record = null;
    clearInterval(this.#timer);
    store.set({ live: null });
    if (record !== null) await records.end(await record, { endMs, complete });
    onChange();
  }

  /** Ends a reading that is not allowed any more. */
  async check(): Promise<void> {
    const { live } = this.#parts.store.get();
    if (live !== null && !this.#parts.judge(live.announcementId).ok) await this.end(false);
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
