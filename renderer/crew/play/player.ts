/** Plays a course: judges, holds, plays and records one clip after another. */
import type { AroundPart } from '../../../core/model/around-clip.ts';
import type { Position } from '../../../core/model/tour.ts';
import type { PlaceInTour } from '../store/database.ts';
import type { PlayerHost } from './player-host.ts';
import { after, onward, hasClip, hasStop, type Course } from './round.ts';
import { silenceWav } from './silence.ts';
import type { Sound, SoundEnd } from './sound.ts';

type Output = Pick<Sound, 'onPauseChange' | 'unlock' | 'play' | 'pause' | 'resume'>;

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

/** How often a running play is noted as heard so far. */
const NOTE_EVERY_MS = 1000;
const MPEG = { type: 'audio/mpeg' };

const aborted = (signal: AbortSignal): Promise<null> =>
  new Promise((settle) => {
    if (signal.aborted) settle(null);
    signal.addEventListener('abort', () => settle(null), { once: true });
  });

type Turn = 'on' | 'next' | 'back' | 'stop';

export class TourPlayer {
  state: PlayerState = { kind: 'idle' };
  readonly #host: PlayerHost;
  readonly #sound: Output;
  #turn: Turn = 'on';
  #step = new AbortController();
  /** Where the car was when the step began: a greeting is not cut at the border it was begun before. */
  #here: Position | null = null;
  /** The sound around a clip that is heard now. */
  #part: { sha256: string; stop: AbortController } | null = null;
  /** The tour as it is now, until the player has come to where it can follow it. */
  #changed: Course | null = null;
  /** By the crew or the system, whether something sounds just then or not: nothing begins until the crew goes on. */
  #isPaused = false;
  /** Between two sounds, until the crew goes on. */
  #isWaiting = false;
  #goOn: () => void = () => undefined;

  constructor(host: PlayerHost, sound: Output) {
    this.#host = host;
    this.#sound = sound;
    sound.onPauseChange = (isPaused) => {
      if (this.state.kind !== 'active' || this.state.isHeld) return;
      this.#isPaused = isPaused;
      this.#patch({ isPaused });
    };
  }

  /** To be called in the tap. Settles when the stop is done or the crew has stopped. */
  async start(course: Course, from: PlaceInTour): Promise<void> {
    if (this.state.kind === 'active') return;
    this.#sound.unlock();
    this.#turn = 'on';
    this.#isPaused = false;
    this.#changed = null;
    try {
      await this.#run(course, from);
    } finally {
      this.state = { kind: 'idle' };
      this.#host.changed();
    }
  }

  pause(): void {
    if (this.state.kind !== 'active') return;
    this.#isPaused = true;
    this.#sound.pause();
    this.#patch({ isPaused: true });
  }

  /** Goes on after a pause, and after a hold that is over or overridden. */
  resume(): void {
    if (this.state.kind !== 'active') return;
    if (this.state.isHeld && this.#host.isHeld()) return;
    this.#isPaused = false;
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

  /**
   * The tour as it is now: followed from the next clip on, at once when what is heard now is no longer part of it.
   * The stop and the clip are found again wherever the change has put them.
   */
  redirect(course: Course): void {
    const { state } = this;
    if (state.kind !== 'active') return;
    this.#changed = course;
    const isPart = hasStop(course, state.place) && hasClip(course, state.place);
    if (!isPart) this.#break('next', state.isPaused);
  }

  /** To be called whenever the time, the place or the day has changed: holds, or ends what may not be heard any more. */
  check(): void {
    const { state } = this;
    // What comes after a step that was cut is judged when it comes.
    if (state.kind !== 'active' || this.#step.signal.aborted) return;
    const verdict = this.#host.judge(state.announcementId);
    if (!verdict.ok && state.doing !== 'gap') {
      this.#host.skipped({ announcementId: state.announcementId, reason: verdict.reason });
      this.#break('next', state.isPaused);
      return;
    }
    this.#checkPart(state.isPaused, this.#around(state.course, state.place));
    if (this.#host.isHeld()) {
      if (!state.isHeld) this.#patch({ isHeld: true, isPaused: true });
      this.#sound.pause();
    }
  }

  #checkPart(staysPaused: boolean, { before, after: behind }: ReturnType<PlayerHost['partsAround']>): void {
    const part = this.#part;
    if (part === null || [...before, ...behind].some(({ sha256 }) => sha256 === part.sha256)) return;
    this.#isPaused = staysPaused;
    part.stop.abort();
  }

  #break(turn: Turn, staysPaused = false): void {
    if (this.state.kind !== 'active') return;
    // What comes in the place of what was paused does not begin by itself.
    this.#isPaused = staysPaused;
    if (this.#turn !== 'stop') this.#turn = turn;
    this.#step.abort();
    this.#goOn();
  }

  #patch(change: Partial<Extract<PlayerState, { kind: 'active' }>>): void {
    if (this.state.kind === 'active') this.state = { ...this.state, ...change };
    this.#host.changed();
  }

  async #run(given: Course, from: PlaceInTour): Promise<void> {
    let course = given;
    let place = from;
    let isAllRefused = true;
    for (;;) {
      const announcementId = course.clipIds[place.clip];
      if (announcementId === undefined) {
        const how = isAllRefused ? 'refused' : 'heard';
        return this.#host.stopDone(course, place, { how, isLast: true });
      }
      this.#step = new AbortController();
      this.#turn = 'on';
      this.state = {
        kind: 'active',
        course,
        place,
        announcementId,
        doing: 'opening',
        isPaused: this.#isPaused,
        isHeld: false,
        positionMs: 0,
        durationMs: 0,
      };
      this.#host.changed();
      await this.#host.keepPlace(place);
      if (await this.#hear(course, place, announcementId)) isAllRefused = false;
      const turn = this.#turn as Turn;
      if (turn === 'stop') return;
      course = this.#changed ?? course;
      this.#changed = null;
      // Buttons and withdrawals end a step early and say where to go.
      const then = onward(course, place, turn);
      place = then.place;
      if (then.kind === 'next') continue;
      await this.#host.keepPlace(place);
      const how = then.kind === 'stop_gone' ? 'dropped' : isAllRefused ? 'refused' : 'heard';
      return this.#host.stopDone(course, place, { how, isLast: then.isLast });
    }
  }

  /** The clip with what belongs around it; false when it was refused. */
  async #hear(course: Course, place: PlaceInTour, announcementId: string): Promise<boolean> {
    const { signal } = this.#step;
    // Else the first sound would be heard before a quiet place is noticed.
    this.#here = await Promise.race([this.#host.located(), aborted(signal)]);
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
    await this.#parts('opening', this.#around(course, place).before);
    await this.#untilFree(signal);
    if (signal.aborted) return true;
    const end = await this.#clip(course, announcementId, clip);
    if (end === 'failed') this.#host.skipped({ announcementId, reason: 'damaged' });
    await this.#parts('closing', this.#around(course, place).after);
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
    await this.#untilFree(this.#step.signal);
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
      const stop = new AbortController();
      this.#part = { sha256, stop };
      const signal = AbortSignal.any([this.#step.signal, stop.signal]);
      const bytes = await this.#host.partBytes(sha256);
      await this.#untilFree(signal);
      if (bytes !== null && !signal.aborted) {
        this.#patch({ doing });
        await this.#sound.play(new Blob([bytes], MPEG), { signal });
      }
      this.#part = null;
    }
  }

  #around(course: Course, place: PlaceInTour): ReturnType<PlayerHost['partsAround']> {
    return this.#host.partsAround(course, place, this.#here);
  }

  async #gap(gapMs: number): Promise<void> {
    const { signal } = this.#step;
    await this.#untilFree(signal);
    if (gapMs === 0 || signal.aborted) return;
    this.#patch({ doing: 'gap', positionMs: 0, durationMs: gapMs });
    await this.#sound.play(silenceWav(gapMs), {
      signal,
      onTime: (positionMs) => this.#patch({ positionMs }),
    });
  }

  async #untilFree(signal: AbortSignal): Promise<void> {
    while ((this.#isPaused || this.#isHeld()) && !signal.aborted) {
      this.#patch({ isHeld: this.#isHeld(), isPaused: true });
      this.#isWaiting = true;
      await new Promise<void>((goOn) => {
        this.#goOn = goOn;
      });
      this.#isWaiting = false;
    }
  }

  /** A hold that is over lasts until the crew goes on. */
  #isHeld(): boolean {
    return this.#host.isHeld() || (this.state.kind === 'active' && this.state.isHeld);
  }
}
