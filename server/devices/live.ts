/** What is known of every screen this second, told to browsers at most twice a second a screen. */
import type { Airing, ScreenLive } from '../../core/api/screens.ts';
import type { DeviceMessage, Fault } from '../../core/protocol/device.ts';
import { broadcastDay, planHash, resolveSlot, type DayPlan } from '../../core/schedule/index.ts';
import { fromBase64, pairingCode, rootHash } from '../../core/trust/index.ts';
import type { z } from 'zod';
import type { Manifest } from '../../core/model/programme.ts';
import type { DirectorServices } from '../director-services.ts';
import { GroupWatch, type Playing } from './group-watch.ts';
import type { Snapshot } from './player-files.ts';

export type Status = Extract<DeviceMessage, { type: 'status' }>;
type AiringView = z.output<typeof Airing>;

interface Known {
  appliedVersion: number | null;
  status: Status | null;
  refusal: Fault | null;
  /** Undefined until it was looked for on disk. */
  snapshot: Snapshot | null | undefined;
  logAtMs: number | null | undefined;
}

/** Least time between two pushes about one screen. */
const PUSH_EVERY_MS = 500;
const NOTHING_UNAVAILABLE: ReadonlySet<string> = new Set();

type LiveServices = Omit<DirectorServices, 'live' | 'commands'>;

export class LiveBoard {
  readonly #services: LiveServices;
  readonly #known = new Map<string, Known>();
  readonly #pushes = new Map<string, { timer: NodeJS.Timeout; again: boolean }>();
  readonly #underWay = new Set<Promise<void>>();
  readonly #groups = new GroupWatch();
  #isClosed = false;

  constructor(services: LiveServices) {
    this.#services = services;
  }

  noteHello(screenId: string, manifestVersion: number): void {
    this.#of(screenId).appliedVersion = manifestVersion === 0 ? null : manifestVersion;
    this.touch(screenId);
  }

  noteApplied(
    screenId: string,
    version: number,
    refused: { code: string; detail: string } | null,
    atMs: number,
  ): void {
    const known = this.#of(screenId);
    if (refused === null) known.appliedVersion = version;
    known.refusal =
      refused === null
        ? null
        : {
            code: 'manifest_refused',
            atMs,
            detail: `${version}: ${refused.code} ${refused.detail}`.slice(0, 300),
          };
    this.touch(screenId);
  }

  noteStatus(screenId: string, status: Status): void {
    const known = this.#of(screenId);
    known.status = status;
    if (status.manifestVersion > 0) known.appliedVersion = status.manifestVersion;
    this.touch(screenId);
  }

  async noteSnapshot(screenId: string, snapshot: Snapshot): Promise<void> {
    this.#of(screenId).snapshot = snapshot;
    this.touch(screenId);
    await this.#services.playerFiles.keepSnapshot(screenId, snapshot);
  }

  async noteLog(screenId: string, packed: Buffer, atMs: number): Promise<void> {
    await this.#services.playerFiles.keepLog(screenId, packed, atMs);
    this.#of(screenId).logAtMs = atMs;
    this.touch(screenId);
  }

  async snapshot(screenId: string): Promise<Snapshot | null> {
    const known = this.#of(screenId);
    if (known.snapshot !== undefined) return known.snapshot;
    const kept = await this.#services.playerFiles.snapshot(screenId);
    return (known.snapshot ??= kept);
  }

  /** What the screen last said went wrong. */
  faultsOf(screenId: string): readonly Fault[] {
    return this.#known.get(screenId)?.status?.faults ?? [];
  }

  /** What a screen reported belongs to its device: gone with it. */
  async forget(screenId: string): Promise<void> {
    // Files first: who looks meanwhile would find them and remember them.
    await this.#services.playerFiles.forget(screenId);
    this.#known.delete(screenId);
    this.touch(screenId);
  }

  /** Something about this screen changed: browsers hear of it now, or as soon as the last push is old enough. */
  touch(screenId: string): void {
    if (this.#isClosed) return;
    const push = this.#pushes.get(screenId);
    if (push !== undefined) {
      push.again = true;
      return;
    }
    const timer = setTimeout(() => {
      const again = this.#pushes.get(screenId)?.again ?? false;
      this.#pushes.delete(screenId);
      if (again) this.touch(screenId);
    }, PUSH_EVERY_MS);
    timer.unref();
    this.#pushes.set(screenId, { timer, again: false });
    const { events, log } = this.#services;
    if (events.listenerCount('live') === 0) return;
    const telling = this.view(screenId)
      .then(
        (screen) => void events.emit('live', { type: 'screen', screen }),
        (error: unknown) => log.error({ err: error, screenId }, 'live state failed'),
      )
      .finally(() => this.#underWay.delete(telling));
    this.#underWay.add(telling);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { timer } of this.#pushes.values()) clearTimeout(timer);
    this.#pushes.clear();
    await Promise.all(this.#underWay);
  }

  async view(screenId: string): Promise<ScreenLive> {
    const { db, hub, nowMs, plans } = this.#services;
    const atMs = nowMs();
    const known = this.#of(screenId);
    const snapshot = await this.snapshot(screenId);
    const logAtMs = await this.#logAtMs(screenId);
    const device = await db
      .selectFrom('devices')
      .select(['last_seen_at_ms', 'public_key'])
      .where('screen_id', '=', screenId)
      .where('revoked_at_ms', 'is', null)
      .executeTakeFirst();
    const connected = hub.ofScreen(screenId) !== undefined;
    const current = await plans.current(db, screenId, atMs);
    const { status } = known;
    const health = status?.health ?? null;
    const appliedVersion = known.appliedVersion ?? (await this.#appliedBefore(screenId));
    return {
      screenId,
      paired: device !== undefined,
      deviceCode: device === undefined ? null : await this.#codeOf(device.public_key),
      connected,
      lastSeenAtMs: connected ? atMs : (device?.last_seen_at_ms ?? null),
      manifestVersion: current?.manifest.version ?? null,
      appliedVersion,
      atMs,
      ...airings(current, atMs),
      showing: connected && status !== null ? showing(status, current?.manifest ?? null) : [],
      planHashDiffers: connected && status !== null && this.#hashDiffers(status, current?.manifest ?? null),
      groupDiffers: connected && (await this.#isOutOfStep(screenId, appliedVersion, atMs)),
      clockOffsetMs: status?.clock?.offsetMs ?? null,
      clockErrorMs: status?.clock?.errorMs ?? null,
      downloads: status?.media ?? null,
      faults: [...(known.refusal === null ? [] : [known.refusal]), ...(status?.faults ?? [])].slice(0, 20),
      snapshotAtMs: snapshot?.atMs ?? null,
      snapshotSource: snapshot?.source ?? null,
      eye: connected ? (status?.eye ?? null) : null,
      health,
      blanked: status?.blanked ?? false,
      logAtMs,
    };
  }

  #of(screenId: string): Known {
    const known = this.#known.get(screenId);
    if (known !== undefined) return known;
    const fresh: Known = {
      ...{ appliedVersion: null, status: null, refusal: null },
      ...{ snapshot: undefined, logAtMs: undefined },
    };
    this.#known.set(screenId, fresh);
    return fresh;
  }

  /** As the device computes it under the newest root; another one on the wall is another device, or another root. */
  async #codeOf(publicKey: string): Promise<string | null> {
    const { db, trust } = this.#services;
    const root = await trust.rootEnvelope(db);
    const raw = fromBase64(publicKey);
    return root === null || raw === null ? null : pairingCode(raw, rootHash(root));
  }

  async #logAtMs(screenId: string): Promise<number | null> {
    const known = this.#of(screenId);
    if (known.logAtMs !== undefined) return known.logAtMs;
    const kept = await this.#services.playerFiles.log(screenId);
    return (known.logAtMs ??= kept?.atMs ?? null);
  }

  /** What the screen had applied before this server was started. */
  async #appliedBefore(screenId: string): Promise<number | null> {
    const row = await this.#services.db
      .selectFrom('manifests')
      .select((select) => select.fn.max('version').as('version'))
      .where('screen_id', '=', screenId)
      .where('applied_at_ms', 'is not', null)
      .executeTakeFirst();
    return row?.version ?? null;
  }

  async #isOutOfStep(screenId: string, version: number | null, atMs: number): Promise<boolean> {
    const { db, hub, manifests } = this.#services;
    const manifest = version === null ? null : await manifests.find(db, screenId, version);
    if (manifest === null || manifest.programme.group === null) return false;
    const others: Playing[] = [];
    for (const { screenId: id } of hub.connections()) {
      const applied = id === screenId ? null : this.#of(id).appliedVersion;
      const other = applied === null ? null : await manifests.find(db, id, applied);
      if (other !== null) others.push({ screenId: id, manifest: other });
    }
    return this.#groups.differs({ screenId, manifest }, others, atMs);
  }

  /** Only comparable while the player plays from the newest version. */
  #hashDiffers(status: Status, manifest: Manifest | null): boolean {
    if (manifest === null || status.planHash === null || status.manifestVersion !== manifest.version)
      return false;
    const day = broadcastDay(manifest.programme, status.atMs);
    return planHash(this.#services.plans.planOf(manifest, day)) !== status.planHash;
  }
}

function airings(
  current: { manifest: Manifest; plan: DayPlan } | null,
  atMs: number,
): { now: AiringView[]; next: AiringView[] } {
  const now: AiringView[] = [];
  const next: AiringView[] = [];
  if (current === null) return { now, next };
  const { manifest, plan } = current;
  const items = new Map(manifest.programme.items.map((item) => [item.id, item]));
  const at = (zone: AiringView['zone'], instantMs: number): AiringView | null => {
    const slot = resolveSlot(plan, zone, instantMs, NOTHING_UNAVAILABLE);
    const item = slot === undefined ? undefined : items.get(slot.item);
    return slot === undefined || item === undefined
      ? null
      : {
          zone,
          announcementId: item.announcementId,
          title: item.title,
          startMs: slot.startMs,
          endMs: slot.endMs,
        };
  };
  for (const { id } of manifest.programme.zones) {
    const airing = at(id, atMs);
    const following = at(id, airing?.endMs ?? atMs);
    if (airing !== null) now.push(airing);
    if (airing !== null && following !== null) next.push(following);
  }
  return { now, next };
}

function showing(status: Status, manifest: Manifest | null): ScreenLive['showing'] {
  const announcementOf = new Map(manifest?.programme.items.map((item) => [item.id, item.announcementId]));
  return status.showing.map(({ zone, itemId, sinceMs }) => ({
    zone,
    announcementId: itemId === null ? null : (announcementOf.get(itemId) ?? null),
    sinceMs,
  }));
}
