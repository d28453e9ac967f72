import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { DEFAULT_PLAYER_SETTINGS } from '../core/model/screen-settings.ts';
import { nodeStorage } from '../media/store/index.ts';
import { missingMedia } from './airing.ts';
import { Background } from './background.ts';
import { openIntake } from './cache/intake.ts';
import { endEach } from './end-each.ts';
import { dueCells } from './eyes/due-cells.ts';
import { Eye } from './eyes/eye.ts';
import { PageView } from './eyes/page-view.ts';
import { Faults } from './faults.ts';
import { Health } from './health/health.ts';
import { Holding } from './holding.ts';
import { openLife } from './life.ts';
import { openDoor } from './loopback/door.ts';
import { startLoopback, type ServedMedia } from './loopback/loopback.ts';
import { OnAir } from './on-air.ts';
import { PanelKeeper } from './panel/panel-keeper.ts';
import { panelTarget } from './panel/panel-target.ts';
import type { PlayerEvents, PlayerService, PlayerServiceOptions } from './player-service.ts';
import { PlayLog } from './playlog/play-log.ts';
import { newStoreEpoch, openDeviceStore } from './store/device-store.ts';
import { ServerClock } from './sync/clock.ts';
import { Blanking } from './sync/blanking.ts';
import { clearCache } from './sync/clear-cache.ts';
import { Pairing } from './sync/pairing.ts';
import { Snapshots } from './sync/snapshots.ts';
import { StatusMaker } from './sync/status.ts';
import { Sync } from './sync/sync.ts';
import { systemTime } from './time.ts';
import { Upkeep } from './upkeep.ts';

/**
 * The player without its window: starts from what is on disk, also where nothing can be written to it, then talks to
 * the server for as long as it runs.
 *
 * @throws AppError `renderer_not_built`.
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
  const clock = new ServerClock(time, store.facts.data.clockFloorMs, store.facts.data.systemOffsetMs);
  const faults = new Faults(
    () => clock.nowMs(),
    (fault) => {
      log.warn('fault', { ...fault });
      events.emit('fault', fault);
    },
  );
  const background = new Background(faults, log);
  const holding = Holding.open(store, faults, log);
  const pairing = new Pairing({ store, faults, log });
  const panel: PanelKeeper = new PanelKeeper({
    configPath: options.panelFile ?? join(dataDir, 'panel.json'),
    target: () => panelTarget(holding.current, clock),
    isConnected: () => sync.isConnected,
    monotonicMs: time.monotonicMs,
    faults,
    log,
  });
  const media = new Set<string>();
  await store.postponed.attempt(async () => {
    for (const { sha256 } of await store.media.list()) media.add(sha256);
  });
  const playLog = await PlayLog.open({
    folder: join(dataDir, 'plays'),
    ...store.facts.data,
    renewEpoch() {
      store.facts.data = { ...store.facts.data, storeEpoch: newStoreEpoch(), acknowledgedSequence: 0 };
      return store.facts.data.storeEpoch;
    },
    keepEpoch: () => store.facts.write(),
    onDamaged: (detail) => {
      faults.raise('disk_error', detail);
    },
    storage,
  });
  const blanking = await Blanking.open({ store, nowMs: () => clock.nowMs(), log });
  const door = options.door ?? (await openDoor(options));
  const loopback = startLoopback(door, { openMedia, log });
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
      dueCells: () =>
        holding.current === null || blanking.isBlanked
          ? []
          : dueCells(holding.current, onAir.showing(), clock.nowMs()),
      nowMs: () => clock.nowMs(),
      onLook: (look) => {
        snapshots.saw(look);
        if (look.isNew) sync.changed();
      },
    });
  const snapshots = new Snapshots({
    api,
    eye: eye ?? null,
    monthlyBudgetMb: () => holding.current?.manifest.settings.downloads.monthlyBudgetMb ?? null,
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
    isBlanked: () => blanking.isBlanked,
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
    background.run('renew_media', renewMedia());
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
    background.run('settle_cache', intake.cache.settle());
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
          background.run('corrupt_media', dropCorrupt(sha256));
        });
        if (opened.ok) return opened.value;
        if (opened.error.code === 'missing') background.run('missing_media', dropCorrupt(sha256));
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

  events.on('fault', () => {
    sync.changed();
  });
  onAir.events.on('play', (play) => {
    background.run(
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
  const upkeep = new Upkeep({
    ...{ store, holding, clock, faults, background },
    monotonicMs: time.monotonicMs,
    onStored: () => {
      sync.stored();
    },
    onKeyRead: () => {
      sync.reconnect();
    },
    refresh: () => {
      panel.tick();
      intake.refresh();
      onAir.refresh();
      life.refresh();
    },
  });
  background.run('renew_media', store.postponed.attempt(renewMedia));
  upkeep.start();
  sync.start();
  life.start();

  let closing: Promise<void> | undefined;
  const close = () =>
    endEach(log, {
      upkeep: () => upkeep.close(),
      panel: () => panel.close(),
      life: () => life.close(),
      loopback: () => loopback.close(),
      eye: async () => eye?.close(),
      health: () => health.close(),
      background: () => background.settled(),
      sync: () => sync.close(),
      intake: () => intake.close(),
      snapshots: () => snapshots.close(),
      backgroundAgain: () => background.settled(),
      playLog: () => playLog.close(),
    });

  return {
    events,
    entry: door.entry,
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
