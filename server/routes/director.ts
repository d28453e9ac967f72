/** Routes of what screens are given and what they report: schedule, publishing, pairing, devices, reports, packs. */
import { approvalRoutes } from '../approvals/routes.ts';
import { deviceRoutes } from '../devices/device-routes.ts';
import { liveRoutes } from '../devices/screen-routes.ts';
import type { DirectorServices } from '../director-services.ts';
import { sightingRoutes } from '../eyes/routes.ts';
import type { Route } from '../http/bind.ts';
import { packRoutes } from '../packs/routes.ts';
import { publishRoutes } from '../publish/routes.ts';
import { releaseRoutes } from '../releases/routes.ts';
import { reportRoutes } from '../reports/routes.ts';
import { entryRoutes } from '../schedule/entry-routes.ts';
import { planRoutes } from '../schedule/plan-routes.ts';
import { usbRoutes } from '../usb/routes.ts';

export const directorRoutes = (services: DirectorServices): Route[] => [
  ...approvalRoutes(services),
  ...entryRoutes(services),
  ...planRoutes(services),
  ...publishRoutes(services),
  ...deviceRoutes(services),
  ...liveRoutes(services),
  ...sightingRoutes(services, services.cameras),
  ...reportRoutes(services),
  ...packRoutes(services),
  ...releaseRoutes(services),
  ...usbRoutes(services),
];
