import type { Commands } from './devices/commands.ts';
import type { DeviceHub } from './devices/hub.ts';
import type { LiveBoard } from './devices/live.ts';
import type { PlayerFiles } from './devices/player-files.ts';
import type { Cameras } from './eyes/cameras.ts';
import type { ApprovedAnnouncements } from './publish/approved.ts';
import type { LanDesk } from './lan/lan-desk.ts';
import type { ManifestStore } from './publish/manifest-store.ts';
import type { Services } from './services.ts';
import type { PlanBook } from './schedule/plan-book.ts';

/** What the director half is made from, beside what the whole server shares. */
export interface DirectorServices extends Services {
  hub: DeviceHub;
  lan: LanDesk;
  live: LiveBoard;
  commands: Commands;
  playerFiles: PlayerFiles;
  cameras: Cameras;
  approved: ApprovedAnnouncements;
  manifests: ManifestStore;
  plans: PlanBook;
}
