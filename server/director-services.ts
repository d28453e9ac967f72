import type { Commands } from './devices/commands.ts';
import type { DeviceHub } from './devices/hub.ts';
import type { LiveBoard } from './devices/live.ts';
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
  approved: ApprovedAnnouncements;
  manifests: ManifestStore;
  plans: PlanBook;
}
