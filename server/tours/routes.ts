import type { Route } from '../http/bind.ts';
import type { Services } from '../services.ts';
import { tourPlanRoutes } from './plan-routes.ts';
import { tourProofRoutes } from './proof-routes.ts';
import { quietPlaceRoutes } from './quiet-routes.ts';

export const tourRoutes = (services: Services): Route[] => [
  ...tourPlanRoutes(services),
  ...tourProofRoutes(services),
  ...quietPlaceRoutes(services),
];
