import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Puts a compressed copy beside every script and style: prepaid lines pay by the megabyte. */
export function compress(outDir: string): Plugin {
  return {
    name: 'compress',
    writeBundle: {
      order: 'post',
      sequential: true,
      handler() {
        const folder = join(outDir, 'assets');
        for (const name of readdirSync(folder).filter((one) => /\.(?:js|css)$/.test(one))) {
          writeFileSync(join(folder, `${name}.gz`), gzipSync(readFileSync(join(folder, name)), { level: 9 }));
        }
      },
    },
  };
}
