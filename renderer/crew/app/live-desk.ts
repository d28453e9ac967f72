import type { Verdict } from '../play/judge.ts';
import type { Course } from '../play/round.ts';
import type { CrewClock } from '../time/crew-clock.ts';
import type { PlayRecords } from './play-records.ts';
import type { CrewState, Store } from './state.ts';

/** How often a reading is noted as still going on. */
const NOTED_EVERY_MS = 2_000;

interface Parts {
  store: Store<CrewState>;
  clock: CrewClock;
  records: PlayRecords;
  judge: (announcementId: string) => Verdict;
  onOpen: () => void;
  /** A reading was opened, begun or closed. */
  onChange: () => void;
}

/** The approved script read aloud by the crew: judged like a clip, recorded like a play. */
export class LiveDesk {
  readonly #parts: Parts;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  open(announcementId: string): void {
    const { store, judge, onOpen, onChange } = this.#parts;
    const approved = store.get().verified?.clips.get(announcementId);
    if (approved === undefined || !judge(announcementId).ok) return;
    const { title, script } = approved.approval.announcement;
    store.set({ live: { announcementId, title, script, play: null } });
    onOpen();
    onChange();
  }

  /** The voice begins. */
  async begin(course: Course): Promise<void> {
    const { store, clock, records, judge, onChange } = this.#parts;
    const { live } = store.get();
    if (live === null || live.play !== null || !judge(live.announcementId).ok) return;
    const play = await records.begin(course, live.announcementId, null);
    store.set({ live: { ...live, play } });
    this.#timer = setInterval(() => void records.extend(play, clock.nowMs()), NOTED_EVERY_MS);
    onChange();
  }

  /** The voice has ended, with the whole script read or not; or it never began. */
  async end(complete: boolean): Promise<void> {
    const { store, clock, records, onChange } = this.#parts;
    const { live } = store.get();
    clearInterval(this.#timer);
    store.set({ live: null });
    if (live?.play) await records.end(live.play, { endMs: clock.nowMs(), complete });
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
