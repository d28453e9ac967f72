import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Plugin } from 'vite';

/** Where the worker's source names the list of what it keeps. */
const PLACE = '__PRECACHE__';

/**
 * Writes into `sw.js` every file of the build with its SHA-256, so that a changed build is a changed worker, and the
 * worker keeps exactly the files it was built with.
 */
export function precache(outDir: string): Plugin {
  return {
    name: 'precache',
    writeBundle: {
      order: 'post',
      sequential: true,
      handler() {
        const worker = join(outDir, 'sw.js');
        const paths = readdirSync(outDir, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .filter((path) => path !== worker && !path.endsWith('.gz'))
          .sort();
        const files = paths.map((path) => ({
          path: relative(outDir, path).split(sep).join('/'),
          sha256: createHash('sha256').update(readFileSync(path)).digest('hex'),
        }));
        const source = readFileSync(worker, 'utf8');
        if (!source.includes(PLACE)) throw new Error(`sw.js has no ${PLACE}`);
        writeFileSync(worker, source.replaceAll(PLACE, JSON.stringify(files)));
      },
    },
  };
}
