import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { err, ok, type Result } from '../../core/model/result.ts';
import type { WorkOptions } from '../ffmpeg/command.ts';
import type { Limits } from '../ffmpeg/limits.ts';
import { runProgram } from '../ffmpeg/run.ts';
import { jsonOf } from '../json-of.ts';
import type { Rejection } from '../rejections.ts';
import { compiledCode } from './compiled.ts';
import { StartAnswer, type StillJob } from './jobs.ts';

const GIB = 2 ** 30;
/** Fifty megapixels decode in seconds. V8 reserves more address space than it will ever use. */
export const STILL_RUN: Limits = {
  wallMs: 60_000,
  cpuSeconds: 60,
  memoryBytes: 64 * GIB,
  dataBytes: 3 * GIB,
  fileBytes: GIB / 4,
};

const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url));
/** The modules of that program; there is nothing else in their folder. */
const WORKER_FOLDER = fileURLToPath(new URL('.', import.meta.url));
/** The folder that holds the decoding library with everything it loads. */
const LIBRARIES = folderOfPackages(createRequire(import.meta.url).resolve('sharp'));

function folderOfPackages(resolved: string): string {
  const name = 'node_modules';
  return resolved.slice(0, resolved.lastIndexOf(name) + name.length);
}

/** Node's own store of compiled code (nodejs.org/api/module.html, "Module compile cache"). */
const CODE_VARIABLE = 'NODE_COMPILE_CACHE';
/** Beyond what it may have: libvips else puts large pictures into files of /tmp, which in the sandbox is memory too. */
const MOST_IN_MEMORY = { VIPS_DISC_THRESHOLD: '64g' };

interface StillRun extends Pick<WorkOptions, 'signal'> {
  writes?: string | undefined;
}

/**
 * Has a still decoded in the sandbox: its program reads the upload and nothing else of ours, writes one folder, and
 * has no network.
 * Errors: `limit_exceeded`, `unreadable`.
 *
 * @throws AppError `cancelled`, `program_failed`
 */
export async function runStill<S extends z.ZodType>(
  job: Exclude<StillJob, { job: 'start' }>,
  answer: S,
  { writes, signal }: StillRun,
): Promise<Result<z.output<S>, Rejection>> {
  const code = await compiledCode(async (folder) => {
    const started = await runWorker({ job: 'start' }, StartAnswer, {
      code: folder,
      writes: folder,
      reads: [],
    });
    return started.ok;
  });
  return runWorker(job, answer, { code, writes, reads: [code, job.sourcePath], signal });
}

async function runWorker<S extends z.ZodType>(
  job: StillJob,
  answer: S,
  { code, reads, writes, signal }: StillRun & { code: string; reads: readonly string[] },
): Promise<Result<z.output<S>, Rejection>> {
  const end = await runProgram({
    program: process.execPath,
    args: [WORKER],
    reads: [WORKER_FOLDER, LIBRARIES, ...reads],
    writes,
    environment: { [CODE_VARIABLE]: code, ...MOST_IN_MEMORY },
    stdin: JSON.stringify(job),
    limits: STILL_RUN,
    signal,
  });
  if (end.stopped !== null) return err({ code: 'limit_exceeded', detail: `${job.job}: ${end.stopped}` });
  if (end.exitCode !== 0) return err({ code: 'unreadable', detail: 'the picture could not be decoded' });
  // Whoever takes the decoder over can say what they like, so what it says is an upload as well.
  const parsed = answer.safeParse(jsonOf(end.stdout));
  return parsed.success ? ok(parsed.data) : err({ code: 'unreadable', detail: 'the decoder gave no answer' });
}
