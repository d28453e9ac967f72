/** The central app's build: hashed assets for ever, the page itself never from a cache. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { Router } from 'express';
import type { Request, RequestHandler } from 'express';
import { languageOf } from './problem.ts';

const NOT_BUILT = {
  id: 'Aplikasi pusat belum dibangun. Jalankan: npm run build',
  en: 'The central app is not built yet. Run: npm run build',
};

/** Pages are of the app itself (it routes in the browser); files and the API are not. */
const isPage = (req: Request): boolean =>
  req.method === 'GET' && !/^\/(?:api|ws|assets)(?:\/|$)/.test(req.path) && req.accepts('html') === 'html';

/** Scripts and styles go out compressed where the build left a compressed copy and the browser takes it. */
const compressed =
  (assetsDir: string): RequestHandler =>
  (req, res, next) => {
    const [file, type] = /^\/([\w.-]+\.(js|css))$/.exec(req.path)?.slice(1) ?? [];
    if (file !== undefined && type !== undefined && existsSync(join(assetsDir, `${file}.gz`))) {
      res.vary('Accept-Encoding');
      if (req.acceptsEncodings('gzip') === 'gzip') {
        res.type(type).set('Content-Encoding', 'gzip');
        req.url = `/${file}.gz`;
      }
    }
    next();
  };

export function staticApp(webDir: string): Router {
  const router = Router();
  router.use('/assets', compressed(join(webDir, 'assets')));
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
