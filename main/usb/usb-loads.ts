import { AppError } from '../../core/model/app-error.ts';
import { err, ok, type Result } from '../../core/model/result.ts';
import type { ManifestMedia } from '../../core/model/programme.ts';
import type { UsbLoadFile } from '../../core/protocol/usb.ts';
import { checkUsbLoad, type UsbLoad } from '../../core/trust/index.ts';
import { errnoOf } from '../../media/store/index.ts';
import type { CheckedBundle } from '../airing.ts';
import type { Faults } from '../faults.ts';
import type { Holding } from '../holding.ts';
import type { Log } from '../log.ts';
import type { PlayLog } from '../playlog/play-log.ts';
import type { DeviceStore } from '../store/device-store.ts';
import { openAnchor } from '../sync/anchor.ts';
import type { ServerClock } from '../sync/clock.ts';
import { addRenewal } from '../sync/leases.ts';
import { checkOffered } from '../sync/manifest-check.ts';
import { SingleFlight } from '../sync/single-flight.ts';
import { takenFor } from '../sync/taken.ts';
import { takeRoots } from '../sync/updater.ts';
import { nodeVerifier } from '../sync/verifier.ts';
import { dropAcknowledged, writePlays } from './carry-plays.ts';
import { loadIdentity, openMedia, readLoad, unreadable } from './read-load.ts';
import { findSticks } from './sticks.ts';

const LOOK_EVERY_MS = 5000;

export interface UsbLoadsOptions {
  /** Folders below which sticks are mounted. */
  dirs: readonly string[];
  store: DeviceStore;
  holding: Holding;
  playLog: PlayLog;
  clock: ServerClock;
  faults: Faults;
  /** Files that are whole on this disk. */
  media: ReadonlySet<string>;
  /** False when this many bytes do not fit on the disk. */
  makeRoom(bytes: number): Promise<boolean>;
  /** A file came from the stick. */
  onStored(sha256: string): void;
  /** What is held has changed. */
  onChange(): void;
  /** Tells the person with the stick how it went, on the screen. */
  tell(text: string): void;
  log: Log;
  lookEveryMs: number | undefined;
}

interface Refusal {
  code: string;
  detail: string;
}

/**
 * Takes what a stick brings for this screen: the same checks as over the network, all of its media first and the
 * manifest last, so that a stick pulled out at any moment leaves the old programme or the new one. Then writes the
 * plays central does not have yet to it.
 */
export class UsbLoads {
  readonly #options: UsbLoadsOptions;
  readonly #flight: SingleFlight;
  /** What was made of each stick that is there, by the state of its load. */
  readonly #seen = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: UsbLoadsOptions) {
    this.#options = options;
    this.#flight = new SingleFlight(
      () => this.#look(),
      (error) => {
        options.log.error('usb_fault', { error });
        options.faults.raise('disk_error', error instanceof Error ? error.message : String(error));
      },
    );
  }

  start(): void {
    if (this.#options.dirs.length === 0) return;
    this.#flight.trigger();
    this.#timer = setInterval(() => {
      this.#flight.trigger();
    }, this.#options.lookEveryMs ?? LOOK_EVERY_MS);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    await this.#flight.idle();
  }

  async #look(): Promise<void> {
    const { dirs, store } = this.#options;
    const { screenId } = store.facts.data;
    if (screenId === null || this.#isClosed) return;
    const sticks = await findSticks(dirs);
    for (const gone of [...this.#seen.keys()].filter((stick) => !sticks.includes(stick)))
      this.#seen.delete(gone);
    for (const stick of sticks) {
      const identity = (await loadIdentity(stick, screenId)) ?? 'none';
      if (this.#seen.get(stick) === identity) continue;
      this.#seen.set(stick, identity);
      if (identity !== 'none') await this.#visit(stick, screenId);
      await this.#carryPlays(stick, screenId);
    }
  }

  async #visit(stick: string, screenId: string): Promise<void> {
    const { faults, log, tell } = this.#options;
    const taken = await this.#take(stick, screenId).finally(() => {
      this.#options.holding.expect([]);
    });
    if (taken.ok) {
      faults.settle('usb_load_refused');
      log.info('usb_load_taken', { version: taken.value });
      tell(`USB ✓ ${taken.value}`);
      return;
    }
    const { code, detail } = taken.error;
    log.error('usb_load_refused', { code, detail });
    faults.raise('usb_load_refused', `${code}: ${detail}`);
    tell('USB ✗');
  }

  /** The version taken. Nothing of what plays changes unless all of it holds and all of its media are here. */
  async #take(stick: string, screenId: string): Promise<Result<number, Refusal>> {
    const { store, holding, clock, playLog } = this.#options;
    const file = await readLoad(stick, screenId);
    if (!file.ok) return file;
    const first = await this.#check(file.value, screenId);
    if (!first.ok) return first;
    const copied = await this.#copyMedia(stick, first.value.bundle.manifest.media);
    if (!copied.ok) return copied;
    // A newer manifest may have come over the network meanwhile: that one stays.
    const checked = await this.#check(file.value, screenId);
    if (!checked.ok) return checked;
    const { bundle, load } = checked.value;
    const { roots } = store.anchor.data ?? { roots: [] };
    // Leases run from when the stick was made: one that lay in a drawer brings nothing back to life.
    await holding.accept({ ...file.value.bundle, roots }, bundle, Math.min(clock.nowMs(), load.issuedAtMs));
    store.leases.data = addRenewal(store.leases.data, {
      kind: 'renewal',
      schema: 1,
      screenId,
      // Answers no question: it is bound to the manifest instead.
      nonce: '',
      serverTimeMs: load.issuedAtMs,
      manifestVersion: load.manifestVersion,
      rootVersion: load.rootVersion,
      leases: load.leases,
    });
    await store.leases.write();
    clock.notBefore(load.issuedAtMs);
    await dropAcknowledged(load.acknowledged, playLog, store);
    this.#options.onChange();
    return ok(bundle.manifest.version);
  }

  async #check(
    { bundle: offered, load: envelope }: UsbLoadFile,
    screenId: string,
  ): Promise<Result<{ bundle: CheckedBundle; load: UsbLoad }, Refusal>> {
    const { store, clock } = this.#options;
    const anchor = store.anchor.data;
    const held = anchor?.confirmed === true ? openAnchor(anchor) : null;
    if (anchor === null || held?.ok !== true) {
      return err({ code: 'root_not_pinned', detail: 'no root is trusted' });
    }
    const root = await takeRoots(this.#options, anchor, offered);
    if (!root.ok) return root;
    const highest = takenFor(store.facts.data, screenId);
    const checked = checkOffered(offered, root.value, {
      screenId,
      highestRootVersion: highest?.rootVersion ?? 0,
      highestManifestVersion: highest?.version ?? 0,
      highestManifestSha256: highest?.sha256 ?? null,
      nowMs: clock.nowMs(),
    });
    if (!checked.ok) return checked;
    const expected = { screenId, manifestSha256: checked.value.sha256 };
    const load = checkUsbLoad(envelope, root.value, expected, nodeVerifier);
    return load.ok ? ok({ bundle: checked.value, load: load.value }) : load;
  }

  async #copyMedia(stick: string, files: readonly ManifestMedia[]): Promise<Result<null, Refusal>> {
    const { store, holding, media, onStored, makeRoom } = this.#options;
    holding.expect(files);
    for (const file of files.filter(({ sha256 }) => !media.has(sha256))) {
      if (this.#isClosed) return err({ code: 'unreadable', detail: 'the player ends' });
      if (!(await makeRoom(file.bytes))) return err({ code: 'disk_full', detail: `${file.bytes} bytes` });
      const part = await store.media.resume(file);
      const source = await openMedia(stick, file, part.startByte);
      if (!source.ok) return source;
      try {
        const received = await part.receive(source.value);
        if (!received.ok) return received;
      } catch (error) {
        // Of our own disk, which says so itself; any other is the stick's.
        if (error instanceof AppError) return err({ code: error.code, detail: error.message });
        if (errnoOf(error) !== null) return unreadable(error);
        throw error;
      }
      onStored(file.sha256);
    }
    return ok(null);
  }

  async #carryPlays(stick: string, screenId: string): Promise<void> {
    const { playLog, store, clock, log } = this.#options;
    try {
      const plays = await writePlays(stick, playLog, store, screenId, clock.nowMs());
      log.info('usb_plays_written', { plays });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // The stick is full, write-protected or gone; the plays are still here.
      log.warn('usb_plays_not_written', { error });
    }
  }
}
