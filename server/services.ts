import type { Logger } from 'pino';
import type { HashStore } from '../media/store/index.ts';
import type { CrewDesk } from './crew/desk.ts';
import type { Events } from './events.ts';
import type { AskerOf } from './http/asker.ts';
import type { DeviceIdentity } from './http/bind.ts';
import type { ServerClock } from './server-clock.ts';
import type { Db } from './store/database.ts';
import type { TrustService } from './trust/trust-service.ts';

/** What routes, jobs and sockets are made from; put together in `server/index.ts` only. */
export interface Services {
  db: Db;
  /** Epoch milliseconds of the server's clock. */
  nowMs: () => number;
  /** A new opaque id (`Id`), 120 random bits. */
  newId: () => string;
  events: Events;
  log: Logger;
  /** Absolute path; all state lies under it. */
  dataDir: string;
  /** Uploads, posters and renditions by hash; `media_files` tells what each is. */
  mediaStore: HashStore;
  trust: TrustService;
  /** What `nowMs` reads. */
  clock: ServerClock;
  /** Cameras on this very machine may be asked: for tests. */
  allowLoopbackCameras: boolean;
  /** Who asks, also through a proxy. */
  askerOf: AskerOf;
  /** The device a bearer token of a live socket stands for. */
  deviceOfToken: (token: string) => DeviceIdentity | null;
  /** Crews' phones: who proved their key, who waits for a change. */
  crew: CrewDesk;
}
