/** The central app's build: hashed assets for ever, the page itself never from a cache. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { Router } from 'express';
import type { Request } from 'express';
import { languageOf } from './problem.ts';

const NOT_BUILT = {
  id: 'Aplikasi pusat belum dibangun. Jalankan: npm run build',
  en: 'The central app is not built yet. Run: npm run build',
};

/** Pages are of the app itself (it routes in the browser); files and the API are not. */
const isPage = (req: Request): boolean =>
  req.method === 'GET' && !/^\/(?:api|ws|assets)(?:\/|$)/.test(req.path) && req.accepts('html') === 'html';

export function staticApp(webDir: string): Router {
  const router = Router();
  router.use(
    '/assets',
    express.static(join(webDir, 'assets'), {
      immutable: true,
      maxAge: '1y',
      index: false,
      fallthrough: true,
    }),
  );
  router.use(
    express.static(webDir, { index: false, setHeaders: (res) => res.setHeader('Cache-Control', 'no-cache') }),
  );
  router.use((req, res, next) => {
    if (!isPage(req)) {
      next();
      return;
    }
    res.set('Cache-Control', 'no-cache');
    if (existsSync(join(webDir, 'index.html')))
      res.sendFile('index.html', { root: webDir, cacheControl: false });
    else res.status(503).type('text/plain').send(NOT_BUILT[languageOf(req)]);
  });
  return router;
}
