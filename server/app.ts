/** The HTTP face: one Express application over bound routes, uploads and the central app. */
import express, { type Express, type RequestHandler } from 'express';
import { contracts } from '../core/api/index.ts';
import type { Route } from './http/bind.ts';
import { checkCoverage } from './http/coverage.ts';
import { answerErrors } from './http/errors.ts';
import { mountRoute } from './http/mount.ts';
import { openApiDocument } from './http/openapi.ts';
import { permissionsPolicy } from './http/permissions-policy.ts';
import { sendProblem } from './http/problem.ts';
import { refuseForeignOrigins } from './http/same-origin.ts';
import { securityHeaders } from './http/security-headers.ts';
import { staticApp } from './http/static-app.ts';
import type { Underway } from './http/underway.ts';
import type { Services } from './services.ts';
import { UPLOADS_PATH } from '../core/api/announcements.ts';

interface AppParts {
  services: Services;
  underway: Underway;
  routes: readonly Route[];
  uploads: RequestHandler;
  /** Folder of the central app's build. */
  webDir: string;
  /** Folder of the crew app's build. */
  crewDir: string;
  version: string;
}

/** @throws AppError `routes_incomplete` unless every contract is bound once */
export function createApp({
  services,
  underway,
  routes,
  uploads,
  webDir,
  crewDir,
  version,
}: AppParts): Express {
  checkCoverage(contracts, routes);
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use(securityHeaders(), permissionsPolicy());
  app.use('/api', refuseForeignOrigins(services.askerOf));
  const openApi = JSON.stringify(openApiDocument(contracts, version));
  app.get('/api/openapi.json', (_req, res) => void res.type('json').send(openApi));
  app.use(UPLOADS_PATH, uploads);
  for (const route of routes) mountRoute(app, services, underway, route);
  app.get('/crew', (req, res, next) => {
    // Its service worker serves what lies under the slash.
    if (req.path.endsWith('/')) next();
    else res.redirect(308, '/crew/');
  });
  app.use('/crew', staticApp(crewDir));
  app.use(staticApp(webDir));
  app.use((req, res) => sendProblem(req, res, 'not_found'));
  app.use(answerErrors(services.log));
  return app;
}
