/** Plays a course: judges, holds, plays and records one clip after another. */
import type { AroundPart } from '../../../core/model/around-clip.ts';
import type { PlaceInTour, StoredPlay } from '../store/database.ts';
import type { RefusalReason, Verdict } from './judge.ts';
import { after, type Course } from './round.ts';
import { silenceWav } from './silence.ts';
import type { Sound, SoundEnd } from './sound.ts';

export type PlayerState =
  | { kind: 'idle' }
  | {
      kind: 'active';
      course: Course;
      place: PlaceInTour;
      announcementId: string;
      doing: 'opening' | 'clip' | 'closing' | 'gap';
      isPaused: boolean;
      /** Held by a quiet time or place until the crew goes on. */
      isHeld: boolean;
      positionMs: number;
      durationMs: number;
    };

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
  partsAround(course: Course, place: PlaceInTour): Around;
  /** Settles when it is known where the car is, or will not be known soon. */
  located(): Promise<void>;
  /** Quiet reasons nobody has overridden. */
  isHeld(): boolean;
  begin(course: Course, announcementId: string, sha256: string): Promise<StoredPlay>;
  extend(play: StoredPlay, heardUntilMs: number): Promise<void>;
  end(play: StoredPlay, end: { endMs: number; complete: boolean }): Promise<void>;
  keepPlace(place: PlaceInTour): Promise<void>;
  skipped(skip: Skipped): void;
  /** The order of this stop is through; `isAllRefused` when nothing of it was allowed to be heard. */
  stopDone(course: Course, isAllRefused: boolean, isLast: boolean): void;
  changed(): void;
}

interface Around {
  before: readonly AroundPart[];
  after: readonly AroundPart[];
}

/** How often a running play is noted as heard so far. */
const NOTE_EVERY_MS = 1000;
const MPEG = { type: 'audio/mpeg' };

type Turn = 'on' | 'next' | 'back' | 'stop';

export class TourPlayer {
  state: PlayerState = { kind: 'idle' };
  readonly #host: PlayerHost;
  readonly #sound: Sound;
  #turn: Turn = 'on';
  #step = new AbortController();
  /** The sound around a clip that is heard now. */
  #part: { sha256: string; stop: AbortController } | null = null;
  /** Between two sounds, until the crew goes on. */
  #isWaiting = false;
  /** What the crew had paused was taken away: what comes in its place does not begin by itself. */
  #staysPaused = false;
  #goOn: () => void = () => undefined;

  constructor(host: PlayerHost, sound: Sound) {
    this.#host = host;
    this.#sound = sound;
    sound.onPauseChange = (isPaused) => {
      if (this.state.kind === 'active' && !this.state.isHeld) this.#patch({ isPaused });
    };
  }

  /** To be called in the tap. Settles when the stop is done or the crew has stopped. */
  async start(course: Course, from: PlaceInTour): Promise<void> {
    if (this.state.kind === 'active') return;
    this.#sound.unlock();
    this.#turn = 'on';
    this.#staysPaused = false;
    try {
      await this.#run(course, from);
    } finally {
      this.state = { kind: 'idle' };
      this.#host.changed();
    }
  }

  pause(): void {
    this.#sound.pause();
  }

  /** Goes on after a pause, and after a hold that is over or overridden. */
  resume(): void {
    if (this.state.kind !== 'active') return;
    if (this.state.isHeld && this.#host.isHeld()) return;
    this.#staysPaused = false;
    this.#patch({ isHeld: false, isPaused: false });
    if (this.#isWaiting) this.#goOn();
    else this.#sound.resume();
  }

  next(): void {
    this.#break('next');
  }

  back(): void {
    this.#break('back');
  }

  stop(): void {
    this.#break('stop');
  }

  /** To be called whenever the time, the place or the day has changed: holds, or ends what may not be heard any more. */
  check(): void {
    const { state } = this;
    if (state.kind !== 'active') return;
    const verdict = this.#host.judge(state.announcementId);
    if (!verdict.ok && state.doing !== 'gap') {
      this.#host.skipped({ announcementId: state.announcementId, reason: verdict.reason });
      this.#break('next', state.isPaused);
      return;
    }
    if (this.#part !== null && !this.#isAround(state, this.#part.sha256)) {
      this.#staysPaused = state.isPaused;
      this.#part.stop.abort();
    }
    if (this.#host.isHeld()) {
      if (!state.isHeld) this.#patch({ isHeld: true, isPaused: true });
      this.#sound.pause();
    }
  }

  #break(turn: Turn, staysPaused = false): void {
    if (this.state.kind !== 'active') return;
    this.#staysPaused = staysPaused;
    this.#turn = turn;
    this.#step.abort();
    this.#goOn();
  }

  #patch(change: Partial<Extract<PlayerState, { kind: 'active' }>>): void {
    if (this.state.kind === 'active') this.state = { ...this.state, ...change };
    this.#host.changed();
  }

  async #run(course: Course, from: PlaceInTour): Promise<void> {
    let place = from;
    let isAllRefused = true;
    for (;;) {
      const announcementId = course.clipIds[place.clip];
      if (announcementId === undefined) return this.#host.stopDone(course, isAllRefused, true);
      this.#step = new AbortController();
      this.#turn = 'on';
      this.state = {
        kind: 'active',
        course,
        place,
        announcementId,
        doing: 'opening',
        isPaused: false,
        isHeld: false,
        positionMs: 0,
        durationMs: 0,
      };
      this.#host.changed();
      await this.#host.keepPlace(place);
      if (await this.#hear(course, place, announcementId)) isAllRefused = false;
      // Buttons and withdrawals end a step early and say where to go.
      switch (this.#turn as Turn) {
        case 'stop':
          return;
        case 'back':
          place = { ...place, clip: Math.max(0, place.clip - 1) };
          continue;
        default: {
          const following = after(course, place);
          place = following.place;
          if (following.kind === 'stop_done') {
            await this.#host.keepPlace(place);
            return this.#host.stopDone(course, isAllRefused, following.isLast);
          }
        }
      }
    }
  }

  /** The clip with what belongs around it; false when it was refused. */
  async #hear(course: Course, place: PlaceInTour, announcementId: string): Promise<boolean> {
    const { signal } = this.#step;
    // Else the first sound would be heard before a quiet place is noticed.
    await this.#host.located();
    await this.#untilFree(signal);
    if (signal.aborted) return true;
    const verdict = this.#host.judge(announcementId);
    if (!verdict.ok) {
      this.#host.skipped({ announcementId, reason: verdict.reason });
      return false;
    }
    const clip = await this.#host.clipBytes(announcementId);
    if (signal.aborted) return true;
    if (clip === null) {
      this.#host.skipped({ announcementId, reason: 'damaged' });
      return false;
    }
    await this.#parts('opening', this.#host.partsAround(course, place).before);
    await this.#untilFree(signal);
    if (signal.aborted) return true;
    const end = await this.#clip(course, announcementId, clip);
    if (end === 'failed') this.#host.skipped({ announcementId, reason: 'damaged' });
    await this.#parts('closing', this.#host.partsAround(course, place).after);
    const isLast = after(course, place).kind === 'stop_done';
    if (!isLast) await this.#gap(course.gapMs);
    return end !== 'failed';
  }

  async #clip(
    course: Course,
    announcementId: string,
    { bytes, sha256 }: { bytes: Uint8Array<ArrayBuffer>; sha256: string },
  ): Promise<SoundEnd> {
    const play = await this.#host.begin(course, announcementId, sha256);
    let heardUntilMs = play.play.startMs;
    let notedMs = 0;
    this.#patch({ doing: 'clip', positionMs: 0, durationMs: 0 });
    const end = await this.#sound.play(new Blob([bytes], MPEG), {
      signal: this.#step.signal,
      onTime: (positionMs, durationMs) => {
        this.#patch({ positionMs, durationMs });
        heardUntilMs = this.#host.nowMs();
        if (positionMs - notedMs < NOTE_EVERY_MS) return;
        notedMs = positionMs;
        void this.#host.extend(play, heardUntilMs);
      },
    });
    const complete = end === 'ended';
    await this.#host.end(play, { endMs: complete ? this.#host.nowMs() : heardUntilMs, complete });
    return end;
  }

  async #parts(doing: 'opening' | 'closing', parts: readonly AroundPart[]): Promise<void> {
    for (const { sha256 } of parts) {
      await this.#untilFree(this.#step.signal);
      const bytes = this.#step.signal.aborted ? null : await this.#host.partBytes(sha256);
      if (bytes === null) continue;
      this.#patch({ doing });
      const stop = new AbortController();
      this.#part = { sha256, stop };
      const signal = AbortSignal.any([this.#step.signal, stop.signal]);
      await this.#sound.play(new Blob([bytes], MPEG), { signal });
      this.#part = null;
    }
  }

  #isAround({ course, place }: { course: Course; place: PlaceInTour }, sha256: string): boolean {
    const { before, after: behind } = this.#host.partsAround(course, place);
    return [...before, ...behind].some((part) => part.sha256 === sha256);
  }

  async #gap(gapMs: number): Promise<void> {
    if (gapMs === 0 || this.#step.signal.aborted) return;
    this.#patch({ doing: 'gap', positionMs: 0, durationMs: gapMs });
    await this.#sound.play(silenceWav(gapMs), {
      signal: this.#step.signal,
      onTime: (positionMs) => this.#patch({ positionMs }),
    });
  }

  async #untilFree(signal: AbortSignal): Promise<void> {
    while ((this.#staysPaused || this.#host.isHeld()) && !signal.aborted) {
      this.#patch({ isHeld: this.#host.isHeld(), isPaused: true });
      this.#isWaiting = true;
      await new Promise<void>((goOn) => {
        this.#goOn = goOn;
      });
      this.#isWaiting = false;
    }
  }
}
