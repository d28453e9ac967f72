/**
 * Rows as SQLite holds them. Ids are text, instants integer epoch milliseconds, flags 0 or 1; columns typed `Json`
 * hold JSON text and are parsed with their zod schema when read (`store/json.ts`).
 */
import type { Insertable, Selectable } from 'kysely';
import type {
  AnnouncementsTable,
  ApprovalsTable,
  EntriesTable,
  ManifestsTable,
  PlaylistsTable,
  WithdrawalScreensTable,
  WithdrawalsTable,
} from './tables/announcements.ts';
import type {
  CrewDevicesTable,
  CrewLinksTable,
  MobileUnitsTable,
  QuietPlacesTable,
  TourPlaysTable,
  ToursTable,
} from './tables/cars.ts';
import type {
  AroundVersionsTable,
  AssetsTable,
  JobsTable,
  MediaFilesTable,
  RenderCacheTable,
  SoundPartsTable,
} from './tables/media.ts';
import type {
  AgenciesTable,
  ApproverKeysTable,
  AreasTable,
  AuditTable,
  LinksTable,
  RootsTable,
  SessionsTable,
  SettingsTable,
  UsersTable,
} from './tables/people.ts';
import type {
  DeviceSoftwareTable,
  DevicesTable,
  PlaysTable,
  ReleasesTable,
  ScreenGroupsTable,
  ScreensTable,
  SightingsTable,
  SoftwareAssignmentsTable,
} from './tables/screens.ts';

export type { Json } from './tables/columns.ts';

export interface Database {
  settings: SettingsTable;
  users: UsersTable;
  approver_keys: ApproverKeysTable;
  sessions: SessionsTable;
  links: LinksTable;
  agencies: AgenciesTable;
  areas: AreasTable;
  assets: AssetsTable;
  jobs: JobsTable;
  announcements: AnnouncementsTable;
  approvals: ApprovalsTable;
  playlists: PlaylistsTable;
  entries: EntriesTable;
  screens: ScreensTable;
  screen_groups: ScreenGroupsTable;
  mobile_units: MobileUnitsTable;
  tours: ToursTable;
  quiet_places: QuietPlacesTable;
  devices: DevicesTable;
  manifests: ManifestsTable;
  plays: PlaysTable;
  withdrawals: WithdrawalsTable;
  withdrawal_screens: WithdrawalScreensTable;
  audit: AuditTable;
  roots: RootsTable;
  media_files: MediaFilesTable;
  render_cache: RenderCacheTable;
  sound_parts: SoundPartsTable;
  around_versions: AroundVersionsTable;
  sightings: SightingsTable;
  releases: ReleasesTable;
  software_assignments: SoftwareAssignmentsTable;
  device_software: DeviceSoftwareTable;
  crew_links: CrewLinksTable;
  crew_devices: CrewDevicesTable;
  tour_plays: TourPlaysTable;
}

export type Row<T extends keyof Database> = Selectable<Database[T]>;
export type NewRow<T extends keyof Database> = Insertable<Database[T]>;
