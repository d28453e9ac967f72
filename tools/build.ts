import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const always = ['core', 'package.json', 'package-lock.json', 'vite.config.ts', 'tools/build.ts'];

/** A build of vite.config.ts, the files it is made from, and one file it must leave. */
interface Target {
  name: string;
  inputs: string[];
  result: string;
}

const targets: Target[] = [
  { name: 'central', inputs: ['renderer/central', 'renderer/ui', 'tools/compress.ts'], result: 'index.html' },
  {
    name: 'crew',
    inputs: ['renderer/crew', 'renderer/ui', 'tools/precache.ts', 'tools/compress.ts'],
    result: 'sw.js',
  },
  { name: 'player', inputs: ['renderer/player', 'renderer/ui'], result: 'index.html' },
  { name: 'pack', inputs: ['renderer/pack'], result: 'pack.js' },
  { name: 'kiosk', inputs: ['main', 'media/store'], result: 'kiosk.js' },
  { name: 'launcher', inputs: ['main', 'media/store'], result: 'launcher.js' },
  { name: 'electron', inputs: ['main', 'media/store'], result: 'electron.js' },
];

async function filesUnder(path: string): Promise<string[]> {
  const absolute = join(root, path);
  if (!existsSync(absolute)) return [];
  const entries = await readdir(absolute, { recursive: true, withFileTypes: true }).catch(
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
      throw error;
    },
  );
  if (entries === undefined) return [absolute];
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** SHA-256 over names and contents of all inputs, in an order that does not depend on the file system. */
async function inputsHash(target: Target): Promise<string> {
  const files = (await Promise.all([...always, ...target.inputs].map(filesUnder))).flat().sort();
  const contents = await Promise.all(files.map((file) => readFile(file)));
  const hash = createHash('sha256');
  files.forEach((file, index) => {
    const content = contents[index] ?? Buffer.alloc(0);
    hash.update(`${relative(root, file)}\0${content.length}\0`).update(content);
  });
  return hash.digest('hex');
}

/** Builds one target unless its inputs are those of the last build; the stamp is written after the build succeeded. */
async function buildIfChanged(target: Target): Promise<void> {
  const stampFile = join(root, 'build', `${target.name}.inputs-sha256`);
  const hash = await inputsHash(target);
  const isThere = existsSync(stampFile) && existsSync(join(root, 'build', target.name, target.result));
  if (isThere && (await readFile(stampFile, 'utf8')) === hash) return;

  // Whoever starts us, a test included: what is built is what ships.
  process.env['NODE_ENV'] = 'production';
  const { build } = await import('vite');
  await build({ configFile: join(root, 'vite.config.ts'), mode: target.name, logLevel: 'warn' });
  await mkdir(join(root, 'build'), { recursive: true });
  await writeFile(stampFile, hash);
  console.log(`built ${target.name}`);
}

const wanted = new Set(process.argv.slice(2));
for (const target of targets) {
  if (wanted.size === 0 || wanted.has(target.name)) await buildIfChanged(target);
}
