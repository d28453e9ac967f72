/** Routes of the catalogue: people, what they write, what they upload, where it can be shown. */
import { crewRoutes } from '../crew/routes.ts';
import type { Route } from '../http/bind.ts';
import type { JobQueue } from '../jobs/queue.ts';
import type { Services } from '../services.ts';
import type { AroundMaker } from '../sound/around-maker.ts';
import { aroundRoutes } from '../sound/around-routes.ts';
import { soundPictureRoutes } from '../sound/picture-routes.ts';
import { tourRoutes } from '../tours/routes.ts';
import { agencyRoutes, areaRoutes } from './agencies.ts';
import { announcementRoutes } from './announcements.ts';
import { assetRoutes } from './assets.ts';
import { auditRoutes } from './audit.ts';
import { citySettingsRoutes } from './city-settings.ts';
import { groupRoutes } from './groups.ts';
import { healthRoutes } from './health.ts';
import { invitationRoutes } from './invitations.ts';
import { jobRoutes } from './jobs.ts';
import { mediaRoutes } from './media.ts';
import { playlistRoutes } from './playlists.ts';
import { screenRoutes } from './screens.ts';
import { serverTimeRoutes } from './server-time.ts';
import { sessionRoutes } from './session.ts';
import { setupRoutes } from './setup.ts';
import { unitRoutes } from './units.ts';
import { userRoutes } from './users.ts';

export const catalogueRoutes = (
  services: Services,
  jobs: JobQueue,
  around: AroundMaker,
  version: string,
): Route[] => [
  ...setupRoutes(services),
  ...sessionRoutes(services),
  ...invitationRoutes(services),
  ...userRoutes(services),
  ...citySettingsRoutes(services),
  ...aroundRoutes(services, around),
  ...agencyRoutes(services),
  ...areaRoutes(services),
  ...assetRoutes(services, jobs),
  ...soundPictureRoutes(services),
  ...mediaRoutes(services),
  ...jobRoutes(services, jobs),
  ...announcementRoutes(services, jobs),
  ...playlistRoutes(services),
  ...screenRoutes(services),
  ...groupRoutes(services),
  ...unitRoutes(services),
  ...tourRoutes(services),
  ...crewRoutes(services),
  ...healthRoutes(services, version),
  ...serverTimeRoutes(services),
  ...auditRoutes(services),
];
