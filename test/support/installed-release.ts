import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { signerFromSeed } from '../../core/trust/index.ts';
import { signRelease } from '../../tools/sign-release.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** The bundled launcher, from the repository's root. */
export const LAUNCHER = 'build/launcher/launcher.js';

/** Signs what is built and installs it below `folder`; answers the launcher's home. */
export async function installRelease(folder: string): Promise<string> {
  const [home, release] = [join(folder, 'home'), join(folder, 'release')];
  const signers = [signerFromSeed(new Uint8Array(32).fill(7))];
  const from = join(ROOT, 'build');
  await signRelease({ from, to: release, version: 1, name: 'Uji', builtAtMs: 1, signers });
  const install = [join(ROOT, LAUNCHER), 'install', '--home', home, '--from', release];
  await promisify(execFile)(process.execPath, install);
  return home;
}
