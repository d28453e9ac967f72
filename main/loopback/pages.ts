import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { AppError } from '../../core/model/app-error.ts';

const TYPE_BY_EXTENSION: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export interface Page {
  bytes: Buffer;
  type: string;
}

/**
 * The built page's files by URL path, read once: a request can only name what is in this list, so there is no path to
 * escape by, and no disk to wait for. Files of unknown type are left out.
 *
 * @throws AppError `renderer_not_built` if there is no index.html.
 */
export async function listPages(folder: string): Promise<ReadonlyMap<string, Page>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    throw notBuilt(folder, cause);
  });
  const pages = new Map<string, Page>();
  for (const entry of entries) {
    const type = TYPE_BY_EXTENSION[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const file = join(entry.parentPath, entry.name);
    const path = `/${relative(folder, file).split(sep).join('/')}`;
    pages.set(path, { bytes: await readFile(file), type });
  }
  const index = pages.get('/index.html');
  if (index === undefined) throw notBuilt(folder, undefined);
  pages.set('/', index);
  return pages;
}

const notBuilt = (folder: string, cause: unknown): AppError =>
  new AppError('renderer_not_built', 'The player’s page is missing; run the build first', {
    context: { folder },
    cause,
  });
