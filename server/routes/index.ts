import type { Route } from '../http/bind.ts';
import type { Services } from '../services.ts';
import { directorRoutes } from './director.ts';

/** Every route of the server, one for each contract. */
export const allRoutes = (services: Services): Route[] => [...directorRoutes(services)];
