/** A phone that speaks for a unit: asks for its day, fetches, plays, records, delivers. */
import { CREW_WAIT_LIMIT_MS } from '../../../core/protocol/crew.ts';
import type { CrewDay } from '../../../core/trust/index.ts';
import { OfflineError, RefusedError, RevokedError, type Line } from '../net/api.ts';
import { fetchDay, storedDay } from '../net/fetch-day.ts';
import { Fetcher } from '../net/fetcher.ts';
import { backoffMs, pause } from '../net/pace.ts';
import { PositionWatch } from '../place/position-watch.ts';
import { QuietWatch } from '../place/quiet-watch.ts';
import { filesOf, judgeClip, titleOf, type Verdict } from '../play/judge.ts';
import { TourPlayer } from '../play/player.ts';
import { courseNow, type Course } from '../play/round.ts';
import { Sound } from '../play/sound.ts';
import { readFact, writeFact, type CrewDb, type Phone, type PlaceInTour } from '../store/database.ts';
import { closeBroken, recentPlays } from '../store/plays.ts';
import type { CrewClock } from '../time/crew-clock.ts';
import type { AsyncVerify } from '../trust/settle.ts';
import type { VerifiedDay } from '../trust/verify-day.ts';
import { AroundApprovalFetch } from './around-approval.ts';
import { bindMediaButtons, tellLockScreen } from './media-session.ts';
import { Deliveries } from './deliveries.ts';
import { LiveDesk } from './live-desk.ts';
import { noticesOf } from './notices.ts';
import { PlayRecords } from './play-records.ts';
import type { CrewState, Store } from './state.ts';
import { tourHost } from './tour-host.ts';
import type { WakeLock } from './wake-lock.ts';

/** The whole statement is asked for this often, changed or not: it renews leases and tells the time. */
const WHOLE_EVERY_MS = 600_000;
/** After an answer that does not hold; asking faster would not make it truer. */
const AFTER_REFUSAL_MS = 30_000;
/** Time, place and quiet rules are looked at this often. */
const TICK_MS = 2_000;
const CLOCK_KEPT_EVERY_MS = 30_000;

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
  readonly #around: AroundApprovalFetch;
  readonly #deliveries: Deliveries;
  readonly #position: PositionWatch;
  readonly #quiet = new QuietWatch();
  readonly #timers: ReturnType<typeof setInterval>[] = [];
  readonly #records: PlayRecords;
  readonly player: TourPlayer;
  readonly live: LiveDesk;
  #question = new AbortController();
  #fingerprint: string | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { db, line, store, clock } = parts;
    this.#fetcher = new Fetcher(db, line, (files) => store.set({ files }));
    this.#around = new AroundApprovalFetch({
      ...parts,
      onCome: () => this.#wantFiles(),
      signal: this.#closing.signal,
    });
    this.#deliveries = new Deliveries({
      db,
      line,
      onDelivered: async () => store.set({ plays: await recentPlays(db) }),
      onRefused: ({ title }) =>
        store.set({ notices: [...store.get().notices, { kind: 'play_refused', title }] }),
      onRevoked: parts.onRevoked,
    });
    this.#position = new PositionWatch(
      () => clock.nowMs(),
      () => this.#look(),
    );
    this.#records = new PlayRecords({
      ...parts,
      position: () => this.#position.current(),
      onEnded: () => void this.deliver(),
    });
    const host = tourHost({
      ...parts,
      records: this.#records,
      fetcher: this.#fetcher,
      position: this.#position,
      judge: (announcementId) => this.judge(announcementId),
      goTo: (place) => this.goTo(place),
      onChange: () => store.set({ player: this.player.state }),
    });
    this.player = new TourPlayer(host, new Sound());
    this.live = new LiveDesk({
      store,
      clock,
      records: this.#records,
      judge: (announcementId) => this.judge(announcementId, 'live'),
      onOpen: () => {
        this.player.stop();
        this.#position.start();
      },
      onChange: () => this.#look(),
    });
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
    this.live.close();
    this.#position.stop();
    this.#parts.wakeLock.want(false);
    await this.#fetcher.close();
    await this.#deliveries.close();
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
    this.#parts.store.set({ skipped: [], notices: [] });
    void this.player.start(course, from).then(() => this.#look());
    // Asked for while something plays, and given up when nothing does.
    this.#position.start();
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

  /** Sends what is not sent yet. */
  deliver(): Promise<void> {
    return this.#deliveries.attempt();
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
        if (error instanceof RevokedError) {
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
    void this.#around.attempt();
    await this.deliver();
    return answer.kind;
  }

  async #take(verified: VerifiedDay): Promise<void> {
    const { db, clock, store } = this.#parts;
    const before = store.get().verified;
    clock.learn(verified.day.serverTimeMs);
    await writeFact(db, 'clock', clock.fact());
    this.#fingerprint = (await readFact(db, 'day'))?.fingerprint ?? null;
    const news = noticesOf(before?.day ?? null, verified.day);
    store.set({ verified, dayProblem: null, notices: [...store.get().notices, ...news] });
    if (news.length > 0 && 'vibrate' in navigator) navigator.vibrate([200, 100, 200]);
    this.#redirect(verified.day);
    await this.live.check();
    await this.#wantFiles();
    this.#look();
  }

  /** What sounds is what the office wants now. */
  #redirect(day: CrewDay): void {
    const { state } = this.player;
    if (state.kind !== 'active') return;
    const course = courseNow(day, state.course);
    if (course === null) this.player.stop();
    else this.player.redirect(course);
  }

  async #wantFiles(): Promise<void> {
    const { verified } = this.#parts.store.get();
    if (verified === null) return;
    await this.#fetcher.want(filesOf(verified));
    this.#fetcher.kick();
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
    const here = this.#position.current();
    const quiet = this.#quiet.reasons(day, here ?? this.#position.last, clock.nowMs());
    store.set({
      quiet,
      isPlaceOld: here === null && this.#position.last !== null,
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
}
