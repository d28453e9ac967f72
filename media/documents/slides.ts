/** Presentations become PDF through LibreOffice, where it is installed: in the sandbox, without network or macros. */
import { basename, extname, join } from 'node:path';
import { access, stat } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { err, ok, type Result } from '../../core/model/result.ts';
import { findOnPath } from '../ffmpeg/binaries.ts';
import type { Limits } from '../ffmpeg/limits.ts';
import { runProgram } from '../ffmpeg/run.ts';
import { sandboxState } from '../ffmpeg/sandbox.ts';
import type { Rejection } from '../rejections.ts';

const GIB = 2 ** 30;
/** It starts in ten seconds on a busy machine and reserves address space generously. */
const OFFICE_RUN: Limits = { wallMs: 180_000, cpuSeconds: 240, memoryBytes: 8 * GIB, fileBytes: GIB / 4 };

const findOffice = async (): Promise<string | undefined> =>
  (await findOnPath('soffice')) ?? (await findOnPath('libreoffice'));

/** Debian keeps the office program's registry here and links to it. */
const OFFICE_FILES = '/etc/libreoffice';

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/**
 * Writes the presentation's PDF into `folder` and answers its path.
 * Errors: `slides` without LibreOffice or without a sandbox, `unreadable`, `limit_exceeded`.
 *
 * @throws AppError `cancelled`, `program_failed`
 */
export async function slidesToPdf(
  path: string,
  folder: string,
  signal?: AbortSignal,
): Promise<Result<string, Rejection>> {
  // A whole office suite over a stranger's file, in this process's own right: not without the box.
  const box = await sandboxState();
  if (box.kind === 'none') return err({ code: 'slides', detail: box.reason });
  const program = await findOffice();
  if (program === undefined) return err({ code: 'slides', detail: 'LibreOffice is not installed' });
  // Its settings live in a profile; each run gets a fresh one that goes with the folder.
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
  const convert = ['--convert-to', 'pdf:impress_pdf_Export', '--outdir', folder];
  const end = await runProgram({
    program,
    args: ['--headless', '--norestore', '--nologo', profile, ...convert, path],
    reads: (await isThere(OFFICE_FILES)) ? [path, OFFICE_FILES] : [path],
    writes: folder,
    limits: OFFICE_RUN,
    signal,
  });
  if (end.stopped !== null) return err({ code: 'limit_exceeded', detail: `presentation: ${end.stopped}` });
  const pdf = join(folder, `${basename(path, extname(path))}.pdf`);
  const { size } = await stat(pdf).catch(() => ({ size: 0 }));
  if (end.exitCode !== 0 || size === 0) return err({ code: 'unreadable', detail: 'presentation' });
  return ok(pdf);
}
