/** Routes of what screens are given and what they report: schedule, publishing, pairing, devices, reports, packs. */
import type { Route } from '../http/bind.ts';
import type { Services } from '../services.ts';

export const directorRoutes = (_services: Services): Route[] => [];
