/** The checks of player software, after TUF's target files: each is named after the attack it stops. */
import { ok, type Result } from '../model/result.ts';
import { openEnvelope } from './dsse.ts';
import { refuse, type TrustError } from './errors.ts';
import { nobleVerifier, type Verifier } from './keys.ts';
import { CHUNK_BYTES, MAX_VERSION_STEP } from './manifest.ts';
import type { Opened } from './payload.ts';
import type { Release, ReleaseFile, ReleaseRef } from './release-statement.ts';
import { keysOfRole } from './root.ts';
import type { Envelope, Root } from './statements.ts';

/** All files of a release together: a browser engine and room to grow, and never the whole of a kiosk's disk. */
export const MAX_RELEASE_BYTES = 2 ** 30;

/**
 * Whether a device may install this release after the one it holds, `null` before the first signed one.
 *
 * Errors: those of `openRelease`, `rollback`, `equivocation`, `version_jump`.
 */
export function checkRelease(
  envelope: Envelope,
  root: Root,
  held: ReleaseRef | null,
  verifier: Verifier = nobleVerifier,
): Result<Opened<Release>, TrustError> {
  const opened = openRelease(envelope, root, verifier);
  if (!opened.ok || held === null) return opened;
  const { statement, sha256 } = opened.value;
  // Rollback: an older release would bring its mended holes back.
  if (statement.version < held.version) {
    return refuse('rollback', `release ${statement.version} after ${held.version}`);
  }
  // Equivocation: the number that is held, with other content.
  if (statement.version === held.version && sha256 !== held.sha256) {
    return refuse('equivocation', `release ${statement.version} has two contents`);
  }
  // Fast-forward: a number so high that no honest one could follow.
  if (statement.version > held.version + MAX_VERSION_STEP) {
    return refuse('version_jump', `release ${statement.version} after ${held.version}`);
  }
  return opened;
}

/**
 * A release signed by enough keys of the root's `release` role, whichever version.
 *
 * Errors: those of `openEnvelope`, `inconsistent`, `mix_and_match`, `too_large`.
 */
export function openRelease(
  envelope: Envelope,
  root: Root,
  verifier: Verifier = nobleVerifier,
): Result<Opened<Release>, TrustError> {
  const { keys, threshold } = keysOfRole(root, 'release');
  // Arbitrary software: signatures, kind, schema.
  const opened = openEnvelope('release', envelope, keys, threshold, verifier);
  if (!opened.ok) return opened;
  const whole = checkReleaseWhole(opened.value.statement);
  return whole.ok ? opened : whole;
}

/** Whether a release makes sense by itself. Errors: `inconsistent`, `mix_and_match`, `too_large`. */
export function checkReleaseWhole({ files, entry }: Release): Result<true, TrustError> {
  // NTFS ignores case: two such names would overwrite each other.
  const paths = new Set(files.map(({ path }) => path.toLowerCase()));
  if (paths.size !== files.length) return refuse('inconsistent', 'two files have one name');
  for (const { path } of files) {
    const inside = [...path.toLowerCase().matchAll(/\//g)].some(({ index }) =>
      paths.has(path.toLowerCase().slice(0, index)),
    );
    if (inside) return refuse('inconsistent', `${path} lies in a file`);
  }
  for (const started of [entry.kiosk, entry.electron]) {
    if (started !== null && !files.some(({ path }) => path === started)) {
      return refuse('inconsistent', `nothing is at ${started}`);
    }
  }
  if (entry.kiosk === null && entry.electron === null)
    return refuse('inconsistent', 'nothing can be started');
  const misfit = files.find(
    ({ bytes, chunkSha256 }) => chunkSha256.length !== Math.ceil(bytes / CHUNK_BYTES),
  );
  if (misfit !== undefined) return refuse('mix_and_match', `${misfit.path} has chunks for another size`);
  // Endless data: what all files may take is judged before any of it is fetched.
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return bytes > MAX_RELEASE_BYTES ? refuse('too_large', `${bytes} bytes of files`) : ok(true);
}

/** What a file turned out to be; null where there is none. */
export type FoundFile = Pick<ReleaseFile, 'sha256' | 'bytes'> | null;

/**
 * Mix-and-match: whether each file of the release is what was found in its place. The first that is not decides.
 * Error: `mix_and_match`.
 */
export function checkReleaseFiles(
  { files }: Release,
  found: ReadonlyMap<string, FoundFile>,
): Result<true, TrustError<'mix_and_match'>> {
  for (const file of files) {
    const there = found.get(file.path) ?? null;
    if (there === null) return refuse('mix_and_match', `${file.path} is missing`);
    if (there.sha256 !== file.sha256 || there.bytes !== file.bytes) {
      return refuse('mix_and_match', `${file.path} is another`);
    }
  }
  return ok(true);
}
