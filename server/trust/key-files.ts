/** The server's own private keys, one file each, readable by the server's user only. */
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../core/model/app-error.ts';
import { fromBase64, signerFromSeed, toBase64, type Signer } from '../../core/trust/index.ts';

const SEED_BYTES = 32;
const FOLDER = 'keys';

/** Signs the root: changes of who may approve and publish. */
export const ROOT_KEY = 'root';
/** Signs manifests, renewals and packs. */
export const PUBLISHER_KEY = 'publisher';

/**
 * The signer whose seed lies in `<dataDir>/keys/<name>.key`; the key is made, durably, when there is none.
 *
 * @throws AppError `key_unusable` when the file is there but holds no key: a new one would lock screens out
 */
export async function loadOrMakeKey(dataDir: string, name: string): Promise<Signer> {
  const folder = join(dataDir, FOLDER);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${name}.key`);
  const known = await readIfThere(file);
  if (known !== null) {
    const seed = fromBase64(known.trim());
    if (seed?.length !== SEED_BYTES) {
      throw new AppError('key_unusable', 'A key file holds no key', { context: { file } });
    }
    return signerFromSeed(seed);
  }
  const seed = randomBytes(SEED_BYTES);
  await writeDurably(folder, file, `${toBase64(seed)}\n`);
  return signerFromSeed(seed);
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new AppError('key_unusable', 'A key file cannot be read', { cause: error, context: { file } });
  }
}

/** Written beside, synced, renamed, folder synced: after a power cut the key is there whole or not at all. */
async function writeDurably(folder: string, file: string, text: string): Promise<void> {
  const half = `${file}.new`;
  const handle = await open(half, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(half, file);
  const directory = await open(folder, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
