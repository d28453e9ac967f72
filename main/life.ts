/** The player's own life: its software under the launcher, and what sticks bring. */
import type { ReleaseRef } from '../core/trust/index.ts';
import type { MeteredLink } from './cache/metered-link.ts';
import type { Faults } from './faults.ts';
import type { Holding } from './holding.ts';
import type { Log } from './log.ts';
import type { OnAir } from './on-air.ts';
import type { PlayLog } from './playlog/play-log.ts';
import type { LauncherLink } from './software/launcher-link.ts';
import { ReleaseApi } from './software/release-api.ts';
import { SoftwareUpdates } from './software/updates.ts';
import { Wellness } from './software/wellness.ts';
import type { DeviceStore } from './store/device-store.ts';
import type { ServerClock } from './sync/clock.ts';
import type { HttpLimits } from './sync/http.ts';
import type { Session } from './sync/session.ts';
import type { Time } from './time.ts';
import { UsbLoads } from './usb/usb-loads.ts';

/** How long the screen tells the person with the stick how it went. */
const TOLD_MS = 10_000;
const REPORT_EVERY_MS = 5 * 60_000;

export interface LifeOptions {
  /** Null when the player was started by hand. */
  launcher: LauncherLink | null;
  usbDirs: readonly string[];
  isSafe: boolean;
  /** An operator keeps the screen dark. */
  isBlanked(): boolean;
  usbLookEveryMs: number | undefined;
  serverUrl: URL;
  httpLimits: HttpLimits | undefined;
  store: DeviceStore;
  holding: Holding;
  playLog: PlayLog;
  onAir: OnAir;
  clock: ServerClock;
  time: Time;
  faults: Faults;
  media: ReadonlySet<string>;
  /** What software comes over. */
  link: MeteredLink;
  /** False when this many bytes do not fit on the disk. */
  makeRoom(bytes: number): Promise<boolean>;
  onStored(sha256: string): void;
  onChange(): void;
  log: Log;
}

export interface Life {
  /** The signed release this player was started from. */
  readonly release: ReleaseRef | null;
  start(): void;
  /** Called with every change of the connection, null when it is gone. */
  online(session: Session | null): void;
  /** Cheap: called with every tick. */
  refresh(): void;
  close(): Promise<void>;
}

export function openLife(options: LifeOptions): Life {
  const { launcher, faults, time, onAir } = options;
  const { monotonicMs } = time;
  // In safe mode too: a release that keeps ending is got rid of by the next one, and by nothing else from afar.
  const updates =
    launcher &&
    new SoftwareUpdates({
      ...options,
      link: launcher,
      api: new ReleaseApi(options.serverUrl, options.httpLimits, options.link),
      monotonicMs,
    });
  const wellness =
    launcher &&
    new Wellness({
      ...options,
      monotonicMs,
      isTrial: launcher.facts.isTrial,
      say: (message) => {
        launcher.say(message);
      },
    });
  const usb = new UsbLoads({
    ...options,
    dirs: options.usbDirs,
    lookEveryMs: options.usbLookEveryMs,
    tell: (text) => {
      onAir.identify(text, TOLD_MS);
    },
  });
  let reportedMs = Number.NEGATIVE_INFINITY;
  let isHangTold = false;

  function reportHang(): void {
    const previous = launcher?.facts.previous;
    if (previous?.why !== 'hung' || isHangTold) return;
    faults.raise('restarted_by_watchdog', `${previous.detail}, at ${new Date(previous.atMs).toISOString()}`);
  }

  /**
   * The server hears of it for as long as it is so: a slot that would not start is a screen without a net. That the
   * player hung it hears once, however long the way to it is cut.
   */
  function report(): void {
    if (time.monotonicMs() - reportedMs < REPORT_EVERY_MS) return;
    reportedMs = time.monotonicMs();
    reportHang();
    if (options.isSafe) faults.raise('safe_mode', 'the player ended too often; it does without what it can');
    if (!launcher) return;
    for (const { slot, release, code, detail } of launcher.facts.refused) {
      faults.raise('software_refused', `${release?.version ?? 0}: slot ${slot}: ${code}: ${detail}`);
    }
  }

  return {
    release: launcher?.facts.release ?? null,
    start() {
      usb.start();
    },
    online(session) {
      if (session !== null) {
        reportHang();
        isHangTold = true;
      }
      updates?.online(session);
    },
    refresh() {
      report();
      wellness?.refresh();
      updates?.refresh();
    },
    async close() {
      await usb.close();
      await updates?.close();
    },
  };
}
