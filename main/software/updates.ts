import { createReadStream } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../core/model/app-error.ts';
import { err, ok, type Result } from '../../core/model/result.ts';
import { checkRelease, type Envelope, type Release, type ReleaseRef } from '../../core/trust/index.ts';
import { HashStore, type StoragePort } from '../../media/store/index.ts';
import type { Faults } from '../faults.ts';
import type { Holding } from '../holding.ts';
import { otherSlot } from '../launcher/choose.ts';
import { hashFile, slotFolder, verifySlot } from '../launcher/slot.ts';
import type { Log } from '../log.ts';
import type { DeviceStore } from '../store/device-store.ts';
import { openAnchor } from '../sync/anchor.ts';
import { fullJitterMs } from '../sync/backoff.ts';
import type { ServerClock } from '../sync/clock.ts';
import { HttpFailure } from '../sync/http.ts';
import type { Session } from '../sync/session.ts';
import { SingleFlight } from '../sync/single-flight.ts';
import { nodeVerifier } from '../sync/verifier.ts';
import { installRelease } from './install.ts';
import type { LauncherLink } from './launcher-link.ts';
import { isQuiet } from './quiet.ts';
import type { ReleaseApi } from './release-api.ts';

/** Left free for manifests, facts and plays, which matter more than the next release. */
const RESERVE_BYTES = 64 * 2 ** 20;
/** Manifest, withdrawals, plays and faults go first on a new connection. */
const SETTLE_MS = 5000;
const REPORT_EVERY_MS = 5 * 60_000;

export interface UpdatesOptions {
  link: LauncherLink;
  store: DeviceStore;
  holding: Holding;
  clock: ServerClock;
  faults: Faults;
  api: ReleaseApi;
  /** The player ends again and again: the next release is not kept waiting for a quiet hour. */
  isSafe: boolean;
  monotonicMs(): number;
  log: Log;
}

interface Refusal {
  code: string;
  detail: string;
  /** Worth another try: the network or the disk, not the release. */
  isPassing: boolean;
}

/**
 * Brings the release the manifest names into the slot that is not in use, and asks the launcher for it when the screen
 * is quiet, in safe mode at once. What runs goes on running through all of it; a release that is refused changes nothing.
 */
export class SoftwareUpdates {
  readonly #options: UpdatesOptions;
  readonly #flight: SingleFlight;
  #session: Session | null = null;
  #onlineMs = 0;
  #ready: ReleaseRef | null = null;
  #refusedSha256: string | null = null;
  #attempt = 0;
  #retry: NodeJS.Timeout | undefined;
  #hasAsked = false;
  #refusal: string | null = null;
  #raisedMs = 0;

  constructor(options: UpdatesOptions) {
    this.#options = options;
    this.#flight = new SingleFlight(
      () => this.#bring(),
      (error) => {
        this.#refuse({ code: 'disk_error', detail: describe(error), isPassing: true });
      },
    );
    options.link.events.on('switch_refused', ({ code, detail }) => {
      this.#hasAsked = false;
      this.#ready = null;
      this.#refusedSha256 = this.#wanted()?.sha256 ?? null;
      this.#report(`${this.#wanted()?.version ?? 0}: ${code}: ${detail}`);
    });
  }

  /** Called with every change of the connection, null when it is gone. */
  online(session: Session | null): void {
    this.#session = session;
    this.#onlineMs = this.#options.monotonicMs();
    this.#refusedSha256 = null;
    this.#attempt = 0;
    this.refresh();
  }

  /** What the manifest wants may have changed, or the moment has come. Cheap: call it with every tick. */
  refresh(): void {
    const wanted = this.#wanted();
    if (wanted === null) return;
    // The server is to hear of it for as long as it is so.
    if (this.#refusal !== null && this.#options.monotonicMs() - this.#raisedMs >= REPORT_EVERY_MS) {
      this.#report(this.#refusal);
    }
    if (this.#ready?.sha256 === wanted.sha256) this.#switchWhenQuiet(wanted);
    else if (
      this.#isSettled() &&
      this.#options.api.isOpen &&
      wanted.sha256 !== this.#refusedSha256 &&
      this.#retry === undefined
    ) {
      this.#flight.trigger();
    }
  }

  #isSettled(): boolean {
    return this.#session !== null && this.#options.monotonicMs() - this.#onlineMs >= SETTLE_MS;
  }

  async close(): Promise<void> {
    clearTimeout(this.#retry);
    await this.#flight.idle();
  }

  /** The release that is to run instead of the one that does, or null. */
  #wanted(): ReleaseRef | null {
    const wanted = this.#options.holding.current?.manifest.software ?? null;
    return wanted?.sha256 === this.#options.link.facts.release.sha256 ? null : wanted;
  }

  #switchWhenQuiet({ sha256 }: ReleaseRef): void {
    const { holding, clock, store, link, isSafe, log } = this.#options;
    const rootSha256 = store.anchor.data?.pinnedSha256;
    if (this.#hasAsked || rootSha256 === undefined) return;
    if (!isSafe && !isQuiet(holding.current?.manifest.programme ?? null, clock.nowMs())) return;
    this.#hasAsked = true;
    log.info('software_switch_asked', { sha256 });
    link.say({ type: 'switch', releaseSha256: sha256, rootSha256 });
  }

  async #bring(): Promise<void> {
    const wanted = this.#wanted();
    const session = this.#session;
    if (wanted === null || session === null || this.#ready?.sha256 === wanted.sha256) return;
    const brought = await this.#bringInto(wanted, session);
    if (!brought.ok) {
      this.#refuse(brought.error, wanted);
      return;
    }
    this.#attempt = 0;
    this.#ready = wanted;
    this.#refusal = null;
    // A slot that was refused at the start stays reported by the player that was started instead.
    if (this.#options.link.facts.refused.length === 0) this.#options.faults.settle('software_refused');
    this.#options.log.info('software_ready', { ...wanted });
    this.refresh();
  }

  #refuse({ code, detail, isPassing }: Refusal, wanted: ReleaseRef | null = this.#wanted()): void {
    const { log } = this.#options;
    log.warn('software_not_installed', { code, detail });
    if (!isPassing) {
      this.#refusedSha256 = wanted?.sha256 ?? null;
      this.#report(`${wanted?.version ?? 0}: ${code}: ${detail}`);
      return;
    }
    clearTimeout(this.#retry);
    this.#retry = setTimeout(
      () => {
        this.#retry = undefined;
        this.refresh();
      },
      fullJitterMs(this.#attempt, Math.random),
    );
    this.#attempt += 1;
  }

  #report(detail: string): void {
    this.#refusal = detail;
    this.#raisedMs = this.#options.monotonicMs();
    this.#options.faults.raise('software_refused', detail);
  }

  async #bringInto(wanted: ReleaseRef, session: Session): Promise<Result<Release, Refusal>> {
    const { link, store, api } = this.#options;
    const { home, slot, shell, failed, highest } = link.facts;
    if (failed.includes(wanted.sha256)) return refusal('given_up', 'it was tried here and failed');
    const anchor = store.anchor.data;
    const root = anchor && openAnchor(anchor);
    if (anchor === null || !root?.ok) return refusal('root_not_pinned', 'no root is trusted');
    const envelope = await api.release(session, wanted.sha256);
    if (!envelope.ok) return passing(envelope.error);
    const checked = checkRelease(envelope.value, root.value, highest, nodeVerifier);
    if (!checked.ok) return refusal(checked.error.code, checked.error.detail);
    const { statement: release, sha256 } = checked.value;
    // Mix-and-match: the manifest names one release, the server hands out another.
    if (sha256 !== wanted.sha256 || release.version !== wanted.version) {
      return refusal('mix_and_match', `asked for ${wanted.version}, got ${release.version}`);
    }
    if (release.entry[shell] === null) return refusal('no_entry', `it has nothing to start in ${shell}`);
    const idle = otherSlot(slot);
    const rootSha256 = anchor.pinnedSha256;
    const there = await verifySlot(home, idle, shell, { installedSha256: null, rootSha256 });
    if (there.ok && there.value.ref.sha256 === sha256) return ok(release);
    return this.#install(release, { envelope: envelope.value, roots: anchor.roots, sha256, idle }, session);
  }

  async #install(
    release: Release,
    given: { envelope: Envelope; roots: Envelope[]; sha256: string; idle: 'a' | 'b' },
    session: Session,
  ): Promise<Result<Release, Refusal>> {
    const { link, store } = this.#options;
    const { home, slot } = link.facts;
    const storage: StoragePort = store.storage;
    const files = await HashStore.open(join(store.dataDir, 'software'), storage);
    const running = slotFolder(home, slot);
    const fetched = new Set<string>();
    try {
      for (const file of release.files) {
        const own = await hashFile(join(running, file.path), file.bytes);
        if (own?.sha256 === file.sha256 || fetched.has(file.sha256)) continue;
        const got = await this.#fetch(files, given.sha256, file, session);
        if (!got.ok) return got;
        fetched.add(file.sha256);
      }
      await installRelease({
        folder: slotFolder(home, given.idle),
        release,
        statement: { release: given.envelope, roots: given.roots },
        contentOf: ({ path, sha256 }) =>
          Promise.resolve(createReadStream(fetched.has(sha256) ? files.path(sha256) : join(running, path))),
        storage,
      });
    } catch (error) {
      if (error instanceof AppError || error instanceof HttpFailure)
        return passing({
          code: error instanceof AppError ? error.code : error.error.code,
          detail: describe(error),
        });
      throw error;
    }
    for (const { sha256 } of await files.list()) await files.remove(sha256);
    for (const sha256 of await files.listParts()) await files.remove(sha256);
    return ok(release);
  }

  async #fetch(
    files: HashStore,
    releaseSha256: string,
    file: Release['files'][number],
    session: Session,
  ): Promise<Result<null, Refusal>> {
    if ((await files.list()).some(({ sha256 }) => sha256 === file.sha256)) return ok(null);
    const disk = await statfs(files.folder);
    // It lies there twice while it is installed.
    if (disk.bavail * disk.bsize < 2 * file.bytes + RESERVE_BYTES) {
      return passing({ code: 'disk_full', detail: file.path });
    }
    const part = await files.resume(file);
    const answer = await this.#options.api.file(session, releaseSha256, file.sha256, part.startByte);
    if (!answer.ok) return passing(answer.error);
    const received = await part.receive(answer.value.body, { fromStart: answer.value.status !== 206 });
    return received.ok ? ok(null) : passing(received.error);
  }
}

const refusal = (code: string, detail: string) => err({ code, detail, isPassing: false });
const passing = ({ code, detail }: { code: string; detail: string }) =>
  err({ code, detail, isPassing: true });
const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));
