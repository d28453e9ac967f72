/** PDF through poppler's tools, in the sandbox: each page is a still. */
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok, type Result } from '../../core/model/result.ts';
import { findOnPath } from '../ffmpeg/binaries.ts';
import type { Limits } from '../ffmpeg/limits.ts';
import { runProgram, type ProgramEnd } from '../ffmpeg/run.ts';
import type { Rejection } from '../rejections.ts';

/** Nobody reads out a longer document on a wall. */
const MAX_PAGES = 100;

const GIB = 2 ** 30;
/** A hundred pages of scans; one page of them decodes to no more than this in memory. */
const PDF_RUN: Limits = { wallMs: 120_000, cpuSeconds: 120, memoryBytes: 4 * GIB, fileBytes: GIB / 4 };

export interface PdfFacts {
  pages: number;
  /** First page upright, in points of 1/72 inch, whole numbers. */
  widthPt: number;
  heightPt: number;
}

interface PopplerRun {
  args: readonly string[];
  path: string;
  writes?: string;
  signal: AbortSignal | undefined;
}

async function runPoppler(
  name: 'pdfinfo' | 'pdftoppm',
  { args, path, writes, signal }: PopplerRun,
): Promise<Result<ProgramEnd, Rejection>> {
  const program = await findOnPath(name);
  if (program === undefined) return err({ code: 'pdf', detail: `${name} is not installed` });
  const end = await runProgram({ program, args, reads: [path], writes, limits: PDF_RUN, signal });
  if (end.stopped !== null) return err({ code: 'limit_exceeded', detail: `${name}: ${end.stopped}` });
  if (end.exitCode === 0) return ok(end);
  const isLocked = end.stderrTail.includes('Incorrect password');
  return err(isLocked ? { code: 'password', detail: 'PDF' } : { code: 'unreadable', detail: 'PDF' });
}

const TAIL_BYTES = 4096;

/** A whole PDF ends with `%%EOF` (ISO 32000-1 §7.5.5), give or take what mail programs append. */
async function hasEnd(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const length = Math.min(size, TAIL_BYTES);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.subarray(0, bytesRead).includes('%%EOF');
  } finally {
    await file.close();
  }
}

/**
 * Page count and shape, without drawing anything.
 * Errors: `truncated`, `unreadable`, `password`, `too_many_pages`, `limit_exceeded`; `pdf` without poppler.
 *
 * @throws AppError `cancelled`, `program_failed`
 */
export async function inspectPdf(path: string, signal?: AbortSignal): Promise<Result<PdfFacts, Rejection>> {
  if (!(await hasEnd(path))) return err({ code: 'truncated', detail: 'the end of the PDF is missing' });
  const told = await runPoppler('pdfinfo', { args: ['-f', '1', '-l', '1', path], path, signal });
  if (!told.ok) return told;
  const { stdout } = told.value;
  const pages = Number(/^Pages:\s+(\d+)$/m.exec(stdout)?.[1] ?? 0);
  const size = /^Page\s+1 size:\s+([\d.]+) x ([\d.]+) pts/m.exec(stdout);
  const turn = Number(/^Page\s+1 rot:\s+(\d+)$/m.exec(stdout)?.[1] ?? 0);
  const [width, height] = [Math.round(Number(size?.[1])), Math.round(Number(size?.[2]))];
  if (pages === 0 || !(width > 0 && height > 0))
    return err({ code: 'unreadable', detail: 'PDF without pages' });
  if (pages > MAX_PAGES) return err({ code: 'too_many_pages', detail: `${pages} > ${MAX_PAGES}` });
  const lies = turn % 180 !== 0;
  return ok({ pages, widthPt: lies ? height : width, heightPt: lies ? width : height });
}

/**
 * Draws pages `first` to `last` (from 1) into `folder`, their longer side `longSidePx`; paths in order.
 * Errors: as `inspectPdf`; `no_picture` when there are no such pages.
 *
 * @throws AppError `cancelled`, `program_failed`
 */
export async function drawPages(
  path: string,
  { first, last, longSidePx, as }: { first: number; last: number; longSidePx: number; as: 'png' | 'jpeg' },
  folder: string,
  signal?: AbortSignal,
): Promise<Result<string[], Rejection>> {
  const range = ['-f', String(first), '-l', String(last), '-scale-to', String(longSidePx)];
  const args = [...range, `-${as}`, path, join(folder, 'page')];
  const drawn = await runPoppler('pdftoppm', { args, path, writes: folder, signal });
  if (!drawn.ok) return drawn;
  // Numbers are padded to one width, so that names sort as pages do.
  const names = (await readdir(folder)).filter((name) => /^page-\d+\.(?:png|jpg)$/.test(name)).toSorted();
  if (names.length === 0) return err({ code: 'no_picture', detail: `page ${first}` });
  return ok(names.map((name) => join(folder, name)));
}
