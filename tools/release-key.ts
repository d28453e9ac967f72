/**
 * `node tools/release-key.ts KEY_FILE`: makes a key that signs player software and prints its public half, which an
 * administrator enters in central. The file never leaves the machine it is made on; keep a copy where no network is.
 */
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { signerFromSeed, toBase64 } from '../core/trust/index.ts';

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('Usage: node tools/release-key.ts KEY_FILE');
  process.exitCode = 64;
} else {
  const seed = randomBytes(32);
  // A file that is there is somebody's key: refused (EEXIST) rather than lost.
  await writeFile(file, `${toBase64(seed)}\n`, { mode: 0o600, flag: 'wx' });
  const { ed25519, keyid } = signerFromSeed(seed).publicKey;
  console.log(`Public key, for central: ${ed25519}\nKey id: ${keyid}\nPrivate key, keep it offline: ${file}`);
}
