import type { Manifest, ManifestMedia } from '../core/model/programme.ts';
import { payloadSha256 } from '../core/trust/index.ts';
import type { Root } from '../core/trust/statements.ts';
import type { CheckedBundle } from './airing.ts';
import type { Faults } from './faults.ts';
import type { Log } from './log.ts';
import type { DeviceStore } from './store/device-store.ts';
import type { BundleRecord, WithdrawnRecord } from './store/records.ts';
import { openAnchor } from './sync/anchor.ts';
import { startLeases } from './sync/leases.ts';
import { checkStored } from './sync/manifest-check.ts';
import { boundTo, knowing } from './sync/taken.ts';
import { rememberWithdrawn } from './sync/withdrawn.ts';

/** Manifests whose items a late report of a play may still name. */
const RECENT = 5;

/** The manifests this device holds: what it plays from, and the one before, whose files are kept for a return. */
export class Holding {
  readonly #store: DeviceStore;
  readonly #faults: Faults;
  #current: CheckedBundle | null = null;
  #previous: CheckedBundle | null = null;
  #recent: Manifest[] = [];
  #storedSha256: string | null = null;
  #unstored: BundleRecord | null = null;
  #expected: readonly ManifestMedia[] = [];
  #storedWithdrawn: WithdrawnRecord;
  /** Files of another screen are still to be removed. */
  #isAnother = false;

  private constructor(store: DeviceStore, faults: Faults) {
    this.#store = store;
    this.#faults = faults;
    this.#storedWithdrawn = store.withdrawn.data;
  }

  /** Checks again, signatures and all, what lies on disk; the newest that holds is current. */
  static open(store: DeviceStore, faults: Faults, log: Log): Holding {
    const holding = new Holding(store, faults);
    const anchor = store.anchor.data;
    if (anchor === null) return holding;
    const newest = openAnchor(anchor);
    if (!newest.ok) {
      faults.raise('manifest_refused', `${newest.error.code}: ${newest.error.detail}`);
      return holding;
    }
    const held: CheckedBundle[] = [];
    for (const stored of store.bundles.newestFirst) {
      const checked = checkStored(stored, anchor, newest.value);
      if (checked.ok) held.push(checked.value);
      else log.error('stored_manifest_refused', { version: stored.version, ...checked.error });
    }
    [holding.#current = null, holding.#previous = null] = held;
    holding.#recent = held.map(({ manifest }) => manifest).reverse();
    holding.#storedSha256 = holding.#current?.sha256 ?? null;
    if (holding.#current) {
      store.facts.data = knowing(store.facts.data, holding.#current);
      // Its own tombstones, should the record of all of them have been damaged.
      const floorMs = store.facts.data.clockFloorMs;
      store.withdrawn.data = rememberWithdrawn(store.withdrawn.data, holding.#current, floorMs);
    }
    return holding;
  }

  get current(): CheckedBundle | null {
    return this.#current;
  }

  /** Whether the current manifest would survive a power cut now. */
  get isStored(): boolean {
    return this.#current !== null && this.#storedSha256 === this.#current.sha256;
  }

  /** Files of a manifest that is taken once all of them are here; they are kept meanwhile. */
  expect(files: readonly ManifestMedia[]): void {
    this.#expected = files;
  }

  /** Files either manifest names, and those that are expected; any other may be removed. */
  keptMedia(): ReadonlyMap<string, ManifestMedia> {
    const held = [this.#previous, this.#current].flatMap((bundle) => bundle?.manifest.media ?? []);
    const files = [...this.#expected, ...held];
    return new Map(files.map((file) => [file.sha256, file]));
  }

  /** What a play of this item is booked on, newest manifest first; null for one that was never held. */
  findItem(itemId: string): { announcementId: string; manifestVersion: number } | null {
    for (const { programme, version } of this.#recent.toReversed()) {
      const item = programme.items.find((one) => one.id === itemId);
      if (item) return { announcementId: item.announcementId, manifestVersion: version };
    }
    return null;
  }

  /**
   * Takes a checked manifest: it counts at once, also when the disk refuses it, because a withdrawal must not wait
   * for a full disk; `isStored` then stays false until `storeAgain` succeeds. One for another screen binds the device to
   * that one: nothing of before plays on, and what it had taken before stays known.
   */
  async accept(record: BundleRecord, checked: CheckedBundle, nowMs: number): Promise<void> {
    this.#become(checked.manifest.screenId);
    if (this.#current?.sha256 !== checked.sha256) {
      this.#previous = this.#current;
      this.#current = checked;
      this.#recent = [...this.#recent, checked.manifest].slice(-RECENT);
    }
    const { leases, facts, withdrawn } = this.#store;
    const { rootVersion, version } = checked.manifest;
    withdrawn.data = rememberWithdrawn(withdrawn.data, checked, facts.data.clockFloorMs);
    const approvals = [this.#current, this.#previous].flatMap((one) => (one === null ? [] : [one.approvals]));
    leases.data = startLeases(leases.data, approvals, nowMs);
    facts.data.highest = { rootVersion, version, sha256: checked.sha256 };
    this.#unstored = record;
    await this.storeAgain();
  }

  /** Stores what the disk refused before, if there is such a thing; a new refusal is a fault again. */
  async storeAgain(): Promise<void> {
    const record = this.#unstored;
    const current = this.#current;
    const pinned = record?.roots[0];
    if (record === null || current === null || pinned === undefined) return;
    const { leases, withdrawn, facts, bundles } = this.#store;
    const { rootVersion, version } = current.manifest;
    try {
      await leases.write();
      // Before the manifest: once that is there, this has to be.
      if (withdrawn.data !== this.#storedWithdrawn) await withdrawn.write();
      this.#storedWithdrawn = withdrawn.data;
      // Files of another screen are named by that one's count of versions, and would pass for newer.
      if (this.#isAnother) await bundles.clear();
      this.#isAnother = false;
      await bundles.add({ rootVersion, version, pinnedSha256: payloadSha256(pinned), record });
      await facts.write();
      this.#storedSha256 = current.sha256;
      this.#unstored = null;
      this.#faults.settle('disk_error');
    } catch (error) {
      this.#faults.raise('disk_error', error instanceof Error ? error.message : String(error));
    }
  }

  /** The root took keys away or brought new ones: approvals are judged again under it. */
  underRoot(root: Root): void {
    const anchor = this.#store.anchor.data;
    const current = this.#current;
    if (anchor === null || current === null) return;
    const stored = this.#store.bundles.newestFirst.find((one) => one.version === current.manifest.version);
    const checked = stored && checkStored(stored, anchor, root);
    if (checked?.ok && checked.value.sha256 === current.sha256) this.#current = checked.value;
  }

  #become(screenId: string): void {
    const { facts } = this.#store;
    if (facts.data.screenId === screenId) return;
    facts.data = boundTo(facts.data, screenId);
    this.#current = null;
    this.#previous = null;
    this.#isAnother = true;
  }
}
