/**
 * Makes a signed release of the player software out of a build:
 *
 *   node tools/sign-release.ts --version 12 --name "Wawar 0.2.0" --to DIR (--key KEY_FILE | --unkept) [--from build]
 *   node tools/sign-release.ts --add --to DIR --key SECOND_KEY_FILE
 *
 * DIR then holds the files and `wawar-release.json`. `--unkept` signs with a key that is thrown away: such a release is
 * good for a first installation only, which believes it by its hash. `--add` adds a signature where the root asks for
 * more than one.
 */
import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { AppError } from '../core/model/app-error.ts';
import {
  addSignature,
  checkReleaseWhole,
  fromBase64,
  readEnvelope,
  signEnvelope,
  signerFromSeed,
  type Envelope,
  type Release,
  type ReleaseFile,
  type Signer,
} from '../core/trust/index.ts';
import { RELEASE_FILE } from '../main/launcher/first-install.ts';
import { ChunkedHash } from '../media/store/index.ts';

/** What of a build a player is made of. The launcher is not: it is what judges releases. */
const PARTS = ['player', 'kiosk', 'electron'];

export async function readKey(file: string): Promise<Signer> {
  const seed = fromBase64((await readFile(file, 'utf8')).trim());
  if (seed?.length !== 32) throw new AppError('key_unusable', `${file} holds no key`);
  return signerFromSeed(seed);
}

/**
 * Copies the player's parts of a build to `to` and signs what was copied.
 *
 * @throws AppError `release_refused` when the build makes no release; what the file system throws.
 */
export async function signRelease(given: {
  from: string;
  to: string;
  version: number;
  name: string;
  builtAtMs: number;
  signers: readonly Signer[];
}): Promise<Release> {
  const { from, to, version, name, builtAtMs, signers } = given;
  await rm(to, { recursive: true, force: true });
  await mkdir(to, { recursive: true });
  const built = new Set(await readdir(from));
  for (const part of PARTS)
    if (built.has(part)) await cp(join(from, part), join(to, part), { recursive: true });
  const files = await filesOf(to);
  const entry = (path: string) => (files.some((file) => file.path === path) ? path : null);
  const release: Release = {
    kind: 'release',
    schema: 1,
    version,
    name,
    builtAtMs,
    files,
    entry: { kiosk: entry('kiosk/kiosk.js'), electron: entry('electron/electron.js') },
  };
  const whole = checkReleaseWhole(release);
  if (!whole.ok) throw new AppError('release_refused', whole.error.detail, { context: { ...whole.error } });
  await store(to, signEnvelope('release', release, signers));
  return release;
}

const store = (to: string, envelope: Envelope): Promise<void> =>
  writeFile(join(to, RELEASE_FILE), `${JSON.stringify(envelope)}\n`);

async function filesOf(folder: string): Promise<ReleaseFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: ReleaseFile[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const hash = new ChunkedHash();
    for await (const bytes of createReadStream(path) as AsyncIterable<Buffer>) hash.update(bytes);
    const { sha256, bytes, chunkSha256 } = hash.finish();
    files.push({
      path: relative(folder, path).split(sep).join('/'),
      sha256,
      bytes,
      chunkSha256: [...chunkSha256],
    });
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      from: { type: 'string', default: 'build' },
      to: { type: 'string' },
      key: { type: 'string' },
      version: { type: 'string' },
      name: { type: 'string' },
      unkept: { type: 'boolean', default: false },
      add: { type: 'boolean', default: false },
    },
  });
  const { from, to, key, name, unkept, add } = values;
  const version = Number(values.version);
  const signer = key !== undefined ? await readKey(key) : unkept ? signerFromSeed(randomBytes(32)) : null;
  if (to === undefined || signer === null)
    throw new AppError('usage', 'needed: --to DIR and --key FILE or --unkept');
  if (add) {
    const envelope = readEnvelope('release', await readFile(join(to, RELEASE_FILE), 'utf8'));
    if (!envelope.ok) throw new AppError('release_refused', envelope.error.detail);
    await store(to, addSignature(envelope.value, signer));
    console.log('One signature more.');
    return;
  }
  if (name === undefined) throw new AppError('usage', 'needed: --version NUMBER and --name TEXT');
  const release = await signRelease({ from, to, version, name, builtAtMs: Date.now(), signers: [signer] });
  const bytes = release.files.reduce((sum, file) => sum + file.bytes, 0);
  console.log(
    `${release.name}, version ${release.version}: ${release.files.length} files, ${bytes} bytes, in ${to}`,
  );
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
