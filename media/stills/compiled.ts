/**
 * The compiled code of the program that decodes stills: reading, stripping and compiling its text is half of what a
 * start takes. It is written by a start of its own, before any upload is near, and only read from then on: whoever takes
 * the decoder over changes no later run of it.
 */
import { existsSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { AppError } from '../../core/model/app-error.ts';
import { abandonedFolders, makeProcessFolder } from '../store/index.ts';

const PREFIX = 'wawar-stills-';

let made: Promise<string> | undefined;

async function make(fill: (folder: string) => Promise<boolean>): Promise<string> {
  const folder = await makeProcessFolder(PREFIX);
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  if (!(await fill(folder)))
    throw new AppError('program_failed', 'the program that decodes stills does not start');
  return folder;
}

/**
 * The folder of it, which is this process's own and goes with it; made once, and anew where something tidied it away.
 *
 * @throws AppError `program_failed`
 */
export async function compiledCode(fill: (folder: string) => Promise<boolean>): Promise<string> {
  const known = made;
  if (known !== undefined && !existsSync(await known) && made === known) made = undefined;
  made ??= make(fill).catch((cause: unknown) => {
    made = undefined;
    throw cause;
  });
  return made;
}

/** Removes what processes that were ended by force have left. */
export async function sweepCompiledCode(): Promise<void> {
  for (const folder of await abandonedFolders(PREFIX)) await rm(folder, { recursive: true, force: true });
}
