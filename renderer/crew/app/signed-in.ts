/** A phone that speaks for a unit: asks for its day, fetches, plays, records, delivers. */
import { CREW_WAIT_LIMIT_MS, QUIET_CODES, type QuietCode } from '../../../core/protocol/crew.ts';
import { OfflineError, isRevoked, RefusedError, type Line } from '../net/api.ts';
import { deliver } from '../net/courier.ts';
import { fetchDay, storedDay } from '../net/fetch-day.ts';
import { Fetcher } from '../net/fetcher.ts';
import { backoffMs, pause } from '../net/pace.ts';
import { PositionWatch } from '../place/position-watch.ts';
import { QuietWatch } from '../place/quiet-watch.ts';
import { filesOf, judgeClip, titleOf, type Verdict } from '../play/judge.ts';
import { TourPlayer, type PlayerHost } from '../play/player.ts';
import type { Course } from '../play/round.ts';
import { Sound } from '../play/sound.ts';
import { verifiedBytes } from '../store/clips.ts';
import {
  readFact,
  writeFact,
  type CrewDb,
  type Phone,
  type PlaceInTour,
  type StoredPlay,
} from '../store/database.ts';
import { beginPlay, closeBroken, endPlay, extendPlay, recentPlays } from '../store/plays.ts';
import type { CrewClock } from '../time/crew-clock.ts';
import type { AsyncVerify } from '../trust/settle.ts';
import type { VerifiedDay } from '../trust/verify-day.ts';
import { bindMediaButtons, tellLockScreen } from './media-session.ts';
import { noticesOf } from './notices.ts';
import type { CrewState, Notice, Store } from './state.ts';
import type { WakeLock } from './wake-lock.ts';

/** The whole statement is asked for this often, changed or not: it renews leases and tells the time. */
const WHOLE_EVERY_MS = 600_000;
/** After an answer that does not hold; asking faster would not make it truer. */
const AFTER_REFUSAL_MS = 30_000;
/** Time, place and quiet rules are looked at this often. */
const TICK_MS = 2_000;
const CLOCK_KEPT_EVERY_MS = 30_000;
/** How often a live reading is noted as still going on. */
const LIVE_NOTED_EVERY_MS = 2_000;

interface Parts {
  db: CrewDb;
  line: Line;
  phone: Phone;
  verify: AsyncVerify;
  clock: CrewClock;
  store: Store<CrewState>;
  wakeLock: WakeLock;
  /** The server does not know the phone any more. */
  onRevoked: () => void;
}

export class SignedIn {
  readonly #parts: Parts;
  readonly #closing = new AbortController();
  readonly #fetcher: Fetcher;
  readonly #position: PositionWatch;
  readonly #quiet = new QuietWatch();
  readonly #timers: ReturnType<typeof setInterval>[] = [];
  readonly player: TourPlayer;
  #question = new AbortController();
  #fingerprint: string | null = null;
  #delivering: Promise<void> | null = null;
  /** Attempts to deliver that failed in a row. */
  #undelivered = 0;
  #deliveryTimer: ReturnType<typeof setTimeout> | undefined;
  #liveTimer: ReturnType<typeof setInterval> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { db, line, store, clock } = parts;
    this.#fetcher = new Fetcher(db, line, (files) => store.set({ files }));
    this.#position = new PositionWatch(
      () => clock.nowMs(),
      () => this.#look(),
    );
    this.player = new TourPlayer(this.#host(), new Sound());
    bindMediaButtons({
      play: () => this.player.resume(),
      pause: () => this.player.pause(),
      next: () => this.player.next(),
      back: () => this.player.back(),
      stop: () => this.player.stop(),
    });
  }

  /** Shows what is on the phone at once; the network comes later, if at all. */
  async start(): Promise<void> {
    const { db, phone, verify, store, clock } = this.#parts;
    await closeBroken(db);
    const stored = await storedDay(db, phone, verify);
    if (stored !== null) {
      this.#fingerprint = stored.fingerprint;
      await this.#fetcher.want(filesOf(stored.verified));
    }
    store.set({
      verified: stored?.verified ?? null,
      place: await readFact(db, 'place'),
      plays: await recentPlays(db),
      isSetBack: clock.isSetBack,
      isOnline: navigator.onLine,
      phase: 'ready',
    });
    this.#look();
    this.#timers.push(setInterval(() => this.#look(), TICK_MS));
    this.#timers.push(setInterval(() => void writeFact(db, 'clock', clock.fact()), CLOCK_KEPT_EVERY_MS));
    const { signal } = this.#closing;
    addEventListener('offline', () => this.#onOffline(), { signal });
    void this.#keepAsking(stored === null);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#question.abort();
    this.player.stop();
    for (const timer of this.#timers) clearInterval(timer);
    clearInterval(this.#liveTimer);
    clearTimeout(this.#deliveryTimer);
    this.#position.stop();
    this.#parts.wakeLock.want(false);
    await this.#fetcher.close();
    await this.#delivering;
  }

  /** The local date in the city, `YYYY-MM-DD`; empty before the first day is known. */
  today(): string {
    const timeZone = this.#parts.store.get().verified?.day.timeZone;
    if (timeZone === undefined) return '';
    return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(
      this.#parts.clock.nowMs(),
    );
  }

  /** To be called in the tap. */
  play(course: Course, from: PlaceInTour): void {
    this.#position.start();
    this.#parts.store.set({ skipped: [], notices: [] });
    void this.player.start(course, from).then(() => this.#look());
  }

  /** The car is at another stop; to be told while nothing plays. */
  async goTo(place: PlaceInTour): Promise<void> {
    this.#parts.store.set({ place });
    await writeFact(this.#parts.db, 'place', place);
  }

  /** The crew plays on although it should be silent; the plays say so. */
  override(): void {
    this.#quiet.override(this.#parts.store.get().holding);
    this.#look();
    this.player.resume();
  }

  /** Opens a script for reading. */
  openLive(announcementId: string): void {
    const approved = this.#parts.store.get().verified?.clips.get(announcementId);
    if (approved === undefined || !this.judge(announcementId, 'live').ok) return;
    this.player.stop();
    this.#position.start();
    const { title, script } = approved.approval.announcement;
    this.#parts.store.set({ live: { announcementId, title, script, play: null } });
    this.#look();
  }

  /** The voice begins. */
  async beginLive(course: Course): Promise<void> {
    const { store, db, clock } = this.#parts;
    const { live } = store.get();
    if (live === null || live.play !== null || !this.judge(live.announcementId, 'live').ok) return;
    const play = await this.#begin(course, live.announcementId, null);
    store.set({ live: { ...live, play } });
    this.#liveTimer = setInterval(() => void extendPlay(db, play, clock.nowMs()), LIVE_NOTED_EVERY_MS);
    this.#look();
  }

  /** The voice has ended, with the whole script read or not. */
  async endLive(complete: boolean): Promise<void> {
    const { store, clock } = this.#parts;
    const { live } = store.get();
    clearInterval(this.#liveTimer);
    store.set({ live: null });
    if (live?.play) await this.#end(live.play, { endMs: clock.nowMs(), complete });
    this.#look();
  }

  /** Whether it may be heard now; a voice needs no file. */
  judge(announcementId: string, how: 'clip' | 'live' = 'clip'): Verdict {
    const { verified, files } = this.#parts.store.get();
    if (verified === null) return { ok: false, reason: 'gone' };
    const { clock } = this.#parts;
    const verdict = judgeClip(verified, announcementId, clock.nowMs(), clock.isSetBack);
    if (!verdict.ok || how === 'live') return verdict;
    const file = files.get(verified.clips.get(announcementId)?.clip.sha256 ?? '');
    if (file?.whole === true) return verdict;
    return { ok: false, reason: file?.problem === 'damaged' ? 'damaged' : 'not_here' };
  }

  /** Sends what is not sent yet; what does not get through is tried again by itself. */
  async deliver(): Promise<void> {
    const { db, line, store } = this.#parts;
    this.#delivering ??= (async () => {
      try {
        if ((await deliver(db, line)) > 0) store.set({ plays: await recentPlays(db) });
        this.#undelivered = 0;
      } catch (error) {
        if (isRevoked(error)) this.#parts.onRevoked();
        else if (!(error instanceof OfflineError || error instanceof RefusedError)) throw error;
        else this.#deliverLater();
      } finally {
        this.#delivering = null;
      }
    })();
    await this.#delivering;
  }

  #deliverLater(): void {
    if (this.#closing.signal.aborted) return;
    this.#undelivered += 1;
    clearTimeout(this.#deliveryTimer);
    this.#deliveryTimer = setTimeout(() => void this.deliver(), backoffMs(this.#undelivered));
  }

  async #keepAsking(isFirst: boolean): Promise<void> {
    const { signal } = this.#closing;
    let failures = 0;
    // What waits to be fetched and sent does not wait for the next change: the first answer comes at once.
    let isOnLine = false;
    let wholeAtMs = isFirst ? -Infinity : performance.now() - WHOLE_EVERY_MS;
    while (!signal.aborted) {
      const isDue = performance.now() - wholeAtMs >= WHOLE_EVERY_MS;
      try {
        const outcome = await this.#ask(isDue ? null : this.#fingerprint, isOnLine ? CREW_WAIT_LIMIT_MS : 0);
        failures = 0;
        isOnLine = true;
        if (outcome === 'new') wholeAtMs = performance.now();
        if (outcome === 'refused') await pause(AFTER_REFUSAL_MS, signal);
      } catch (error) {
        if (signal.aborted) return;
        if (isRevoked(error)) {
          this.#parts.onRevoked();
          return;
        }
        if (!(error instanceof OfflineError || error instanceof RefusedError)) throw error;
        this.#parts.store.set({ isOnline: false });
        isOnLine = false;
        failures += 1;
        await pause(backoffMs(failures), signal);
      }
    }
  }

  async #ask(known: string | null, waitMs: number): Promise<'new' | 'unchanged' | 'refused'> {
    const { db, line, phone, verify, store } = this.#parts;
    this.#question = new AbortController();
    const notBeforeMs = store.get().verified?.day.serverTimeMs ?? 0;
    const signal = AbortSignal.any([this.#closing.signal, this.#question.signal]);
    const answer = await fetchDay({ db, line, phone, verify }, { known, waitMs, notBeforeMs, signal });
    if (signal.aborted) return 'unchanged';
    store.set({ isOnline: true });
    if (answer.kind === 'refused') store.set({ dayProblem: answer.code });
    if (answer.kind === 'new') await this.#take(answer.verified);
    this.#fetcher.kick();
    await this.deliver();
    return answer.kind;
  }

  async #take(verified: VerifiedDay): Promise<void> {
    const { db, clock, store } = this.#parts;
    const { verified: before, notices } = store.get();
    clock.learn(verified.day.serverTimeMs);
    await writeFact(db, 'clock', clock.fact());
    this.#fingerprint = (await readFact(db, 'day'))?.fingerprint ?? null;
    const news = noticesOf(before?.day ?? null, verified.day);
    store.set({ verified, dayProblem: null, notices: [...notices, ...news] });
    if (news.length > 0 && 'vibrate' in navigator) navigator.vibrate([200, 100, 200]);
    const { live } = store.get();
    if (live !== null && !this.judge(live.announcementId, 'live').ok) await this.endLive(false);
    await this.#fetcher.want(filesOf(verified));
    this.#look();
  }

  #onOffline(): void {
    this.#parts.store.set({ isOnline: false });
    this.#question.abort();
  }

  /** Brings everything that depends on time, place and day up to date. */
  #look(): void {
    const { store, clock, wakeLock } = this.#parts;
    const { verified, live, phone } = store.get();
    const day = verified?.day ?? null;
    const quiet = this.#quiet.reasons(day, this.#position.current(), clock.nowMs());
    store.set({
      quiet,
      holding: this.#quiet.holding(quiet),
      position: this.#position.state,
      isSetBack: clock.isSetBack,
    });
    this.player.check();
    const { state } = this.player;
    store.set({ player: state });
    const isBusy = state.kind === 'active' || live !== null;
    wakeLock.want(isBusy);
    if (!isBusy && this.#position.state.kind !== 'off') this.#position.stop();
    tellLockScreen(
      state.kind === 'active' && verified !== null && phone !== null
        ? {
            title: titleOf(verified, state.announcementId),
            unitName: verified.day.unitName,
            isPaused: state.isPaused,
          }
        : null,
    );
  }

  async #begin(course: Course, announcementId: string, clipSha256: string | null): Promise<StoredPlay> {
    const { db, phone, clock, store } = this.#parts;
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
      position: this.#position.current(),
    };
    const quietOverridden: QuietCode[] = QUIET_CODES.filter((code) => overridden.has(code));
    await writeFact(db, 'clock', clock.fact());
    const title = verified === null ? '' : titleOf(verified, announcementId);
    const play = await beginPlay(db, start, { title, quietOverridden });
    store.set({ plays: await recentPlays(db) });
    return play;
  }

  async #end(play: StoredPlay, end: { endMs: number; complete: boolean }): Promise<void> {
    const { db, store } = this.#parts;
    await endPlay(db, play, end);
    store.set({ plays: await recentPlays(db) });
    void this.deliver();
  }

  #host(): PlayerHost {
    const { db, store, clock } = this.#parts;
    const bytesOf = async (sha256: string): Promise<Uint8Array<ArrayBuffer> | null> => {
      if (store.get().files.get(sha256)?.whole !== true) return null;
      const bytes = await verifiedBytes(db, sha256);
      if (bytes === null) this.#fetcher.lost(sha256);
      return bytes;
    };
    return {
      nowMs: () => clock.nowMs(),
      judge: (announcementId) => this.judge(announcementId),
      async clipBytes(announcementId) {
        const clip = store.get().verified?.clips.get(announcementId)?.clip;
        if (clip === undefined) return null;
        const bytes = await bytesOf(clip.sha256);
        return bytes === null ? null : { bytes, sha256: clip.sha256 };
      },
      partBytes: bytesOf,
      partsAround(course, place) {
        const around = store.get().verified?.day.around ?? [];
        const areaId = course.tour?.plan.stops[place.stop]?.areaId ?? course.tour?.plan.areaIds[0] ?? null;
        const found =
          around.find((one) => one.areaId === areaId) ?? around.find((one) => one.areaId === null);
        return found ?? { before: [], after: [] };
      },
      isHeld: () => store.get().holding.length > 0,
      begin: (course, announcementId, sha256) => this.#begin(course, announcementId, sha256),
      extend: (play, heardUntilMs) => extendPlay(db, play, heardUntilMs),
      end: (play, end) => this.#end(play, end),
      keepPlace: (place) => this.goTo(place),
      skipped: (skip) => {
        const { skipped } = store.get();
        store.set({ skipped: [...skipped, skip] });
      },
      stopDone: (course, isAllRefused, isLast) => {
        const { place, notices } = store.get();
        const nextStop = isLast ? null : (course.tour?.plan.stops[place?.stop ?? 0]?.name ?? null);
        const notice: Notice = isAllRefused ? { kind: 'nothing_heard' } : { kind: 'stop_done', nextStop };
        store.set({ notices: [...notices, notice] });
      },
      changed: () => store.set({ player: this.player.state }),
    };
  }
}
