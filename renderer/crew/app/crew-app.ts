/** The app behind its views: who is signed in, what is shown, what a tap does. */
import { crewSignOut } from '../../../core/api/crew.ts';
import { Line, OfflineError, RefusedError, RevokedError } from '../net/api.ts';
import { forgetSignIn, invitationIn, phoneLabel, signIn, type Invitation } from '../net/sign-in.ts';
import { openCrewDb, readFact, writeFact, type CrewDb, type Settings } from '../store/database.ts';
import { recentPlays } from '../store/plays.ts';
import { CrewClock } from '../time/crew-clock.ts';
import { ed25519Verify } from '../trust/ed25519.ts';
import { SignedIn } from './signed-in.ts';
import { DEFAULT_SETTINGS, EMPTY, Store, type CrewState } from './state.ts';
import { watchUpdates, type Updates } from './updates.ts';
import { WakeLock } from './wake-lock.ts';

/** Two of us would play over each other and count the same plays. */
const ONE_AT_A_TIME = 'wawar-crew';
const HAND_OVER_MS = 2000;

export class CrewApp {
  readonly store = new Store<CrewState>(EMPTY);
  readonly #wakeLock = new WakeLock();
  #db: CrewDb | null = null;
  #updates: Updates | null = null;
  /** Null while nobody is signed in. */
  signedIn: SignedIn | null = null;

  async start(): Promise<void> {
    if (!(await this.#isOnlyOne())) {
      this.store.set({ phase: 'elsewhere' });
      return;
    }
    const db = await openCrewDb();
    this.#db = db;
    const settings = { ...DEFAULT_SETTINGS, ...(await readFact(db, 'settings')) };
    this.store.set({ settings });
    if (!isSecureContext) {
      history.replaceState(null, '', location.pathname);
      this.store.set({ phase: 'insecure' });
      return;
    }
    void watchUpdates(() => this.store.set({ isUpdateReady: true })).then((updates) => {
      this.#updates = updates;
    });
    const invitation = invitationIn(location.hash);
    // A link works once: it is of no use in the history, and nobody's business there.
    if (location.hash !== '') history.replaceState(null, '', location.pathname);
    addEventListener('hashchange', () => {
      const later = invitationIn(location.hash);
      history.replaceState(null, '', location.pathname);
      if (later !== null) void this.signIn(later);
    });
    if (invitation === null) await this.#enter();
    else await this.signIn(invitation);
  }

  /** Signs in by a link; whoever was signed in before is not any more. */
  async signIn(invitation: Invitation): Promise<void> {
    const db = this.#needDb();
    this.store.set({ phase: 'signing_in', signInProblem: null });
    try {
      await this.signedIn?.close();
      this.signedIn = null;
      await signIn(db, invitation, phoneLabel(navigator.userAgent));
      if ('storage' in navigator) await navigator.storage.persist();
    } catch (error) {
      this.#say(error);
    }
    await this.#enter();
  }

  /** Gives up the phone's rights; what is not delivered stays for the next sign-in. */
  async signOut(): Promise<void> {
    const db = this.#needDb();
    const phone = await readFact(db, 'phone');
    const key = await readFact(db, 'key');
    await this.signedIn?.deliver();
    try {
      if (phone !== undefined && key !== undefined) await new Line(phone, key).call(crewSignOut, {});
    } catch (error) {
      // Without network central takes the rights away.
      if (problemOf(error) === null) throw error;
    }
    await this.#leave(null);
  }

  applyUpdate(): void {
    if (this.store.get().player.kind === 'idle' && this.store.get().live === null) this.#updates?.apply();
  }

  async change(change: Partial<Settings>): Promise<void> {
    const settings = { ...this.store.get().settings, ...change };
    this.store.set({ settings });
    await writeFact(this.#needDb(), 'settings', settings);
  }

  dismissNotices(): void {
    this.store.set({ notices: [] });
  }

  /** Whatever went wrong, the crew is told; a fault is reported besides. */
  #say(error: unknown): void {
    const code = problemOf(error);
    if (code === null) reportError(error);
    this.store.set({ signInProblem: code ?? 'fault' });
  }

  /** In, where the phone is signed in; else, or where that fails, at the door. */
  async #enter(): Promise<void> {
    try {
      await this.#goIn();
    } catch (error) {
      this.#say(error);
      this.store.set({ phase: 'signed_out' });
    }
  }

  async #goIn(): Promise<void> {
    const db = this.#needDb();
    const phone = await readFact(db, 'phone');
    const key = await readFact(db, 'key');
    if (phone === undefined || key === undefined) {
      this.store.set({ phase: 'signed_out', plays: await recentPlays(db) });
      return;
    }
    const source = { wallMs: () => Date.now(), monoMs: () => performance.now() };
    this.store.set({ phone });
    this.signedIn = new SignedIn({
      db,
      phone,
      line: new Line(phone, key),
      verify: await ed25519Verify(),
      clock: new CrewClock(source, await readFact(db, 'clock')),
      store: this.store,
      wakeLock: this.#wakeLock,
      onRevoked: () => void this.#leave('device_revoked'),
    });
    await this.signedIn.start();
  }

  async #leave(problem: string | null): Promise<void> {
    const db = this.#needDb();
    const leaving = this.signedIn;
    if (leaving === null) return;
    this.signedIn = null;
    void leaving.close();
    await forgetSignIn(db);
    const { settings, isUpdateReady } = this.store.get();
    const plays = await recentPlays(db);
    this.store.set({ ...EMPTY, settings, isUpdateReady, plays, phase: 'signed_out', signInProblem: problem });
  }

  #needDb(): CrewDb {
    if (this.#db === null) throw new TypeError('the app has not started');
    return this.#db;
  }

  /** Holds the lock as long as the page lives. */
  #isOnlyOne(): Promise<boolean> {
    if (!('locks' in navigator)) return Promise.resolve(true);
    return new Promise((settle) => {
      // A page that is being reloaded lets go of it in a moment.
      const options = { signal: AbortSignal.timeout(HAND_OVER_MS) };
      navigator.locks
        .request(ONE_AT_A_TIME, options, () => {
          settle(true);
          return new Promise(() => undefined);
        })
        .catch(() => settle(false));
    });
  }
}

/** Code of an expected failure; null for a fault. */
function problemOf(error: unknown): string | null {
  if (error instanceof OfflineError) return 'offline';
  if (error instanceof RevokedError) return 'device_revoked';
  if (error instanceof RefusedError) return error.problem.code;
  return error instanceof Error && error.message === 'root_not_pinned' ? 'root_not_pinned' : null;
}
