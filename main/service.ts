import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import type { Fault } from '../core/protocol/device.ts';
import type { OutputRect } from '../core/model/catalogue.ts';
import { DEFAULT_PLAYER_SETTINGS } from '../core/model/screen-settings.ts';
import { AppError } from '../core/model/app-error.ts';
import { nodeStorage, type StoragePort } from '../media/store/index.ts';
import { missingMedia } from './airing.ts';
import { openIntake } from './cache/intake.ts';
import { Eye } from './eyes/eye.ts';
import type { Grabber } from './eyes/grabber.ts';
import { PageView } from './eyes/page-view.ts';
import { Faults } from './faults.ts';
import { Health } from './health/health.ts';
import { Holding } from './holding.ts';
import type { LanInterface } from './lan/interface.ts';
import { openLife } from './life.ts';
import type { Log } from './log.ts';
import { startLoopback, type ServedMedia } from './loopback/loopback.ts';
import { OnAir } from './on-air.ts';
import { PanelKeeper } from './panel/panel-keeper.ts';
import { panelTarget } from './panel/panel-target.ts';
import { PlayLog } from './playlog/play-log.ts';
import type { LauncherLink } from './software/launcher-link.ts';
import { newStoreEpoch, openDeviceStore } from './store/device-store.ts';
import { ServerClock } from './sync/clock.ts';
import { Blanking } from './sync/blanking.ts';
import { clearCache } from './sync/clear-cache.ts';
import { noteStep, storeFloor } from './sync/clockwork.ts';
import type { HttpLimits } from './sync/http.ts';
import { Pairing } from './sync/pairing.ts';
import { Snapshots, type Capture } from './sync/snapshots.ts';
import { StatusMaker, type Status } from './sync/status.ts';
import { Sync } from './sync/sync.ts';
import { systemTime } from './time.ts';

const TICK_MS = 1000;
const FLOOR_EVERY_MS = 10 * 60_000;
const STORE_AGAIN_EVERY_MS = 10_000;
const DEFAULT_SNAPSHOT_EVERY_MS = 10_000;
const SAFE_SNAPSHOT_EVERY_MS = 60_000;

export interface PlayerServiceOptions {
  /** Everything the device keeps; made if it is not there. */
  dataDir: string;
  serverUrl: string;
  /** Name and version, for the server's list of screens. */
  software: string;
  /** The built page: `build/player`. */
  rendererDir: string;
  /** How this kiosk's panel is driven; `panel.json` in the data folder when left out. */
  panelFile?: string;
  log: Log;
  nowMs?: () => number;
  monotonicMs?: () => number;
  snapshotEveryMs?: number;
  /** Grabs the real screen; without one there is no eye. */
  grabber?: Grabber | null;
  /** The last lines of the log, for an operator who asks for them. */
  recentLog?: () => string;
  httpLimits?: HttpLimits;
  /** Where neighbours are, while sharing is on; the machine's own networks unless given. */
  lan?: LanInterface;
  storage?: StoragePort;
  /** Who started this process and can start another release; null when it was started by hand. */
  launcher?: LauncherLink | null;
  /** Folders below which sticks are mounted; none are looked for when left out. */
  usbDirs?: readonly string[];
  /** After repeated crashes: with nothing but what a picture needs. What may air, and when, is the same. */
  safe?: boolean;
  usbLookEveryMs?: number;
}

export interface PlayerStatus extends Status {
  screenId: string | null;
  pairingCode: string | null;
  connected: boolean;
  rendererConnected: boolean;
}

interface PlayerEvents {
  /** An operator wants the page loaded anew. */
  reload: [];
  /** An operator wants the player started anew. */
  restart: [];
  /** The page gave a sign of life. */
  alive: [];
  /** The page's connection ended: the page is gone, or no longer ours. */
  parted: [];
  /** Programme, binding, faults or what is shown changed. */
  changed: [];
  fault: [Fault];
}

export interface PlayerService {
  readonly events: EventEmitter<PlayerEvents>;
  /** URL of the page for the shell: works once, and puts an end to the page opened before. */
  url(): string;
  status(): PlayerStatus;
  /** Rectangle of the desktop the picture takes; null before the first manifest. */
  output(): OutputRect | null;
  /** Where snapshots come from; null when there is no window. */
  captureWith(capture: Capture | null): void;
  /** The shell had to start its window anew: reported to the server as a fault. */
  rendererRestarted(): void;
  /** Safe to call twice. */
  close(): Promise<void>;
}

/**
 * The player without its window: starts from what is on disk, then talks to the server for as long as it runs.
 *
 * @throws AppError `renderer_not_built`, `disk_full`, `disk_io_error`, `storage_failed`.
 */
export async function startPlayerService(options: PlayerServiceOptions): Promise<PlayerService> {
  const { log, dataDir, safe: isSafe = false } = options;
  const events = new EventEmitter<PlayerEvents>();
  const time = {
    nowMs: options.nowMs ?? systemTime.nowMs,
    monotonicMs: options.monotonicMs ?? systemTime.monotonicMs,
  };
  const storage = options.storage ?? nodeStorage;
  const store = await openDeviceStore(dataDir, log, storage);
  const clock = new ServerClock(time, store.facts.data.clockFloorMs);
  const faults = new Faults(
    () => clock.nowMs(),
    (fault) => {
      log.warn('fault', { ...fault });
      events.emit('fault', fault);
    },
  );
  const holding = Holding.open(store, faults, log);
  const pairing = new Pairing({ store, holding, faults, log });
  const panel: PanelKeeper = new PanelKeeper({
    configPath: options.panelFile ?? join(dataDir, 'panel.json'),
    target: () => panelTarget(holding.current, clock),
    isConnected: () => sync.isConnected,
    monotonicMs: time.monotonicMs,
    faults,
    log,
  });
  const media = new Set((await store.media.list()).map(({ sha256 }) => sha256));
  const playLog = await PlayLog.open({
    folder: join(dataDir, 'plays'),
    ...store.facts.data,
    async renewEpoch() {
      store.facts.data = { ...store.facts.data, storeEpoch: newStoreEpoch(), acknowledgedSequence: 0 };
      await store.facts.write();
      return store.facts.data.storeEpoch;
    },
    onDamaged: (detail) => {
      faults.raise('disk_error', detail);
    },
    storage,
  });
  const blanking = await Blanking.open({ dataDir, nowMs: () => clock.nowMs(), log, storage });
  const loopback = await startLoopback({ rendererDir: options.rendererDir, openMedia, log });
  const onAir = new OnAir({
    ...{ store, holding, media, clock, time, faults, log },
    renderer: loopback.renderer,
    pairingCode: () => pairing.code,
    isBlanked: () => blanking.isBlanked,
    isSafe,
  });
  const intake = openIntake({
    ...{ isSafe, store, holding, media, clock, time, faults, onStored, log },
    serverUrl: new URL(options.serverUrl),
    httpLimits: options.httpLimits,
    lan: options.lan,
  });
  const { api, downloads } = intake;
  const health = new Health({
    ...{ dataDir, faults, log },
    nowMs: () => clock.nowMs(),
    brightnessPercent: () => panel.brightnessPercent(),
    cacheBytes: async () => (await store.media.list()).reduce((sum, { bytes }) => sum + bytes, 0),
    monthBytes: () => intake.budget.monthBytes(),
  });
  const eye =
    options.grabber &&
    new Eye({
      ...{ grabber: options.grabber, faults, log, monotonicMs: time.monotonicMs },
      page: new PageView(loopback.renderer),
      everyMs: () => (holding.current?.manifest.settings ?? DEFAULT_PLAYER_SETTINGS).lookEveryMs,
      nowMs: () => clock.nowMs(),
      onLook: (look) => {
        snapshots.saw(look);
        if (look.isNew) sync.changed();
      },
    });
  const snapshots = new Snapshots({
    api,
    eye: eye ?? null,
    everyMs: options.snapshotEveryMs ?? (isSafe ? SAFE_SNAPSHOT_EVERY_MS : DEFAULT_SNAPSHOT_EVERY_MS),
    monotonicMs: time.monotonicMs,
    log,
  });
  const status = new StatusMaker({
    ...{ holding, onAir, clock, faults, media },
    health: () => health.latest,
    eye: () => eye?.status ?? null,
    isBlanked: () => blanking.isBlanked,
  });
  const life = openLife({
    ...{ store, holding, playLog, onAir, clock, time, faults, media, onStored, onChange, log },
    launcher: options.launcher ?? null,
    usbDirs: isSafe ? [] : (options.usbDirs ?? []),
    isSafe,
    usbLookEveryMs: options.usbLookEveryMs,
    serverUrl: new URL(options.serverUrl),
    httpLimits: options.httpLimits,
    makeRoom: (bytes) => intake.cache.makeRoom(bytes),
    link: intake.link,
  });
  const sync = new Sync({
    ...{
      store,
      holding,
      pairing,
      clock,
      time,
      faults,
      onAir,
      playLog,
      api,
      downloads,
      lan: intake.lan,
      snapshots,
      status,
      blanking,
      log,
    },
    serverUrl: new URL(options.serverUrl),
    software: options.software,
    release: life.release,
    onSession: (session) => {
      life.online(session);
    },
    onChange,
    hands: {
      reload: () => events.emit('reload'),
      restart: () => events.emit('restart'),
      clearCache: (session) =>
        clearCache(
          { store: store.media, downloads, media, needed: () => holding.keptMedia(), renew: renewMedia },
          session,
        ),
      recentLog: options.recentLog ?? (() => ''),
      refresh: changed,
    },
  });

  function onChange(): void {
    background('renew_media', renewMedia());
    changed();
  }

  function changed(): void {
    onAir.refresh();
    sync.changed();
    events.emit('changed');
  }

  function onStored(sha256: string): void {
    media.add(sha256);
    changed();
    background('settle_cache', intake.cache.settle());
  }

  /** Files no kept manifest names go when there is no room for them; those that are missing are fetched. */
  async function renewMedia(): Promise<void> {
    intake.refresh();
    downloads.want(holding.current ? missingMedia(holding.current.manifest, media) : []);
    await intake.cache.settle();
  }

  async function openMedia(sha256: string): Promise<ServedMedia | null> {
    const file = holding.keptMedia().get(sha256);
    if (file === undefined || !media.has(sha256)) return null;
    return {
      bytes: file.bytes,
      type: file.type,
      async open({ start, end }) {
        const range = { startByte: start, endByte: end };
        const opened = await store.media.openRange(file, range, () => {
          background('corrupt_media', dropCorrupt(sha256));
        });
        if (opened.ok) return opened.value;
        if (opened.error.code === 'missing') background('missing_media', dropCorrupt(sha256));
        return null;
      },
    };
  }

  /** A bit flipped on disk: never shown, gone at once, fetched again. */
  async function dropCorrupt(sha256: string): Promise<void> {
    if (!media.delete(sha256)) return;
    faults.raise('media_corrupt', sha256);
    changed();
    await store.media.remove(sha256);
    await renewMedia();
  }

  /** Work whose failure is a fault of the disk, not of the one who caused it. */
  function background(task: string, work: Promise<void>): void {
    running.add(work);
    void work
      .catch((error: unknown) => {
        log.error('background_fault', { task, error });
        faults.raise('disk_error', error instanceof AppError ? error.message : String(error));
      })
      .finally(() => running.delete(work));
  }
  const running = new Set<Promise<void>>();

  const startedMonotonicMs = time.monotonicMs();
  const doneMonotonicMs = new Map<string, number>();
  function tick(): void {
    noteStep(clock, faults);
    panel.tick();
    if (clock.isUncertain()) faults.raise('time_uncertain', 'no signed time, and the hardware clock is off');
    const manifest = holding.current?.manifest;
    if (manifest && manifest.expiresAtMs <= clock.nowMs()) {
      faults.raise('manifest_expired', `version ${manifest.version}`);
    }
    if (isDue('floor', FLOOR_EVERY_MS)) background('store_floor', storeFloor(store.facts, clock));
    if (holding.current && !holding.isStored && isDue('store_again', STORE_AGAIN_EVERY_MS)) {
      background('store_again', storeAgain());
    }
    intake.refresh();
    onAir.refresh();
    life.refresh();
  }

  async function storeAgain(): Promise<void> {
    await holding.storeAgain();
    if (holding.isStored) sync.stored();
  }

  function isDue(what: string, everyMs: number): boolean {
    const lastMs = doneMonotonicMs.get(what) ?? startedMonotonicMs;
    if (time.monotonicMs() - lastMs < everyMs) return false;
    doneMonotonicMs.set(what, time.monotonicMs());
    return true;
  }

  events.on('fault', () => {
    sync.changed();
  });
  onAir.events.on('play', (play) => {
    background(
      'record_play',
      playLog.record(play).then(() => sync.played()),
    );
  });
  onAir.events.on('alive', () => {
    events.emit('alive');
  });
  loopback.renderer.events.on('disconnected', () => {
    events.emit('parted');
  });
  onAir.events.on('showing', () => {
    eye?.changed();
    events.emit('changed');
  });
  loopback.renderer.events.on('message', (message) => {
    health.heard(message);
  });
  const ticking = setInterval(tick, TICK_MS);
  await renewMedia();
  tick();
  sync.start();
  life.start();

  let closing: Promise<void> | undefined;
  async function close(): Promise<void> {
    clearInterval(ticking);
    await panel.close();
    await life.close();
    await loopback.close();
    await eye?.close();
    await health.close();
    await Promise.allSettled(running);
    await sync.close();
    await intake.close();
    await snapshots.close();
    await Promise.allSettled(running);
    await storeFloor(store.facts, clock);
    await playLog.close();
  }

  return {
    events,
    url: () => loopback.url(),
    status: () => ({
      ...status.make(),
      screenId: store.facts.data.screenId,
      pairingCode: holding.current ? null : pairing.code,
      connected: sync.isConnected,
      rendererConnected: loopback.renderer.isConnected,
    }),
    output: () => holding.current?.manifest.output ?? null,
    captureWith: (capture) => {
      snapshots.from(capture);
    },
    rendererRestarted: () => {
      faults.raise('renderer_restarted', 'the window was started anew');
      sync.changed();
    },
    close: () => (closing ??= close()),
  };
}
