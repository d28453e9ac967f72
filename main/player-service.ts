/** The player without its window, as its shells see it. */
import type { EventEmitter } from 'node:events';
import type { OutputRect } from '../core/model/catalogue.ts';
import type { Fault } from '../core/protocol/device.ts';
import type { StoragePort } from '../media/store/index.ts';
import type { Grabber } from './eyes/grabber.ts';
import type { LanInterface } from './lan/interface.ts';
import type { Log } from './log.ts';
import type { Door } from './loopback/door.ts';
import type { PageEntry } from './shell/shell.ts';
import type { LauncherLink } from './software/launcher-link.ts';
import type { HttpLimits } from './sync/http.ts';
import type { Capture } from './sync/snapshots.ts';
import type { Status } from './sync/status.ts';

export interface PlayerServiceOptions {
  /** Everything the device keeps; made if it is not there. */
  dataDir: string;
  serverUrl: string;
  /** Name and version, for the server's list of screens. */
  software: string;
  /** The built page: `build/player`. */
  rendererDir: string;
  /** Where the page is already asked for; one is opened when left out. Closed with the service. */
  door?: Door;
  /** How this kiosk's panel is driven; `panel.json` in the data folder when left out. */
  panelFile?: string;
  log: Log;
  nowMs?: () => number;
  monotonicMs?: () => number;
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

export interface PlayerEvents {
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
  /** The page, for the shell. */
  readonly entry: PageEntry;
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
