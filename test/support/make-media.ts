/** Makes the named uploads with a real ffmpeg, once; tests in every process share the files. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findBinaries } from '../../media/ffmpeg/binaries.ts';
import { MEDIA, type MediaName, type MediaRecipe } from '../fixtures/media.ts';

const run = promisify(execFile);
const FOLDER = join(tmpdir(), 'wawar-test-media');

/** Named by the recipe's content, so that a changed recipe never meets an old file. */
function pathOf(name: MediaName): string {
  const recipe: MediaRecipe = MEDIA[name];
  const base = recipe.from === undefined ? '' : pathOf(recipe.from as MediaName);
  const key = createHash('sha256')
    .update(JSON.stringify([recipe, base]))
    .digest('hex')
    .slice(0, 16);
  return join(FOLDER, `${name}-${key}.${recipe.extension}`);
}

const made = new Map<MediaName, Promise<string>>();

async function make(name: MediaName): Promise<string> {
  const recipe: MediaRecipe = MEDIA[name];
  const path = pathOf(name);
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  if (exists) return path;
  const input = recipe.from === undefined ? [] : ['-i', await makeMedia(recipe.from as MediaName)];
  await mkdir(FOLDER, { recursive: true });
  const { ffmpeg } = await findBinaries();
  // Two processes may make the same file; each renames its own whole one.
  const partial = join(FOLDER, `making-${process.pid}-${name}.${recipe.extension}`);
  await run(ffmpeg, ['-v', 'error', '-y', ...input, ...recipe.args, '-fflags', '+bitexact', partial]);
  await rename(partial, path);
  return path;
}

/** Path of a named upload. Read only: others use it too. */
export function makeMedia(name: MediaName): Promise<string> {
  const known = made.get(name) ?? make(name);
  made.set(name, known);
  return known;
}
