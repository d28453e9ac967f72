/** The one place that starts media programs: sandbox, limits, cancellation, bounded output. */
import { spawn, type ChildProcess } from 'node:child_process';
import { statfs } from 'node:fs/promises';
import { cpus } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { AppError } from '../../core/model/app-error.ts';
import { limited, type Limits } from './limits.ts';
import { mustBePlainFiles } from './plain-files.ts';
import { confine, FILTER_FD, hand } from './sandbox.ts';

export interface ProgramRun {
  program: string;
  args: readonly string[];
  /** Absolute paths of the files it may read. */
  reads: readonly string[];
  /** The one folder it may write. */
  writes?: string | undefined;
  /** See `Mounts`. */
  network?: boolean | undefined;
  stdin?: string | undefined;
  /** Variables it gets; none otherwise. */
  environment?: Readonly<Record<string, string>> | undefined;
  limits: Limits;
  /** It is stopped when it says more on stdout; 64 MiB when left out. */
  stdoutBytes?: number | undefined;
  signal?: AbortSignal | undefined;
  /** Receives lines written to file descriptor 3 (`-progress pipe:3`). */
  onProgressLine?: ((line: string) => void) | undefined;
}

export interface ProgramEnd {
  /** Null when a signal ended it. */
  exitCode: number | null;
  /** Why it was stopped, if it did not end by itself. */
  stopped: 'timeout' | 'output' | 'limit' | null;
  stdout: string;
  /** Last 4 KiB of what it said; for logs. */
  stderrTail: string;
}

const STDOUT_BYTES = 64 * 2 ** 20;
const STDERR_TAIL_CHARS = 4096;

/** How the kernel ends a program that passes a CPU or file size limit; bubblewrap reports it as 128 + number. */
const LIMIT_SIGNALS = new Set<unknown>(['SIGXCPU', 'SIGXFSZ', 128 + 24, 128 + 25]);
/** ffmpeg catches SIGXCPU: it ends in order, or at once when told often. Broken files can end it so too. */
const CAUGHT = new Set<unknown>([255, 123]);
/** No limit is kept by it: when we did not send it, the kernel did, having no memory left for anybody. */
const KILLED = new Set<unknown>(['SIGKILL', 128 + 9]);
/**
 * How programs tell that they got no more memory, for which there is no signal: C and C++ libraries, libvips, libheif,
 * V8. Their exit code does not always tell: ffmpeg ends with 0 when a filter got none, and what it wrote is a part.
 */
const NO_MEMORY = /allocate memory|out of memory|memory allocation error|bad_alloc|allocation failed/i;
const NO_SPACE = /no space left on device/i;
/** Said by what starts a program when it could not; the file that was to be read has nothing to do with it. */
const NOT_STARTED = /^(?:bwrap|prlimit|choom): /;

/** Programs get no environment of ours; Windows cannot load its own libraries without this one. */
const ENVIRONMENT = process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] } : {};

function onLines(stream: Readable, onLine: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
}

function collect(child: ChildProcess, mostBytes: number, stop: (why: 'output') => void) {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let stderrTail = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > mostBytes) stop('output');
    else chunks.push(chunk);
  });
  child.stderr?.setEncoding('utf8');
  child.stderr?.on('data', (chunk: string) => {
    stderrTail = (stderrTail + chunk).slice(-STDERR_TAIL_CHARS);
  });
  return { stdout: () => Buffer.concat(chunks).toString('utf8'), stderrTail: () => stderrTail };
}

function ended(child: ChildProcess): Promise<{ exitCode: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((resolve, reject) => {
    child.once('error', (cause) =>
      reject(new AppError('program_failed', 'a media program could not be started', { cause })),
    );
    child.once('close', (exitCode, signal) => resolve({ exitCode, signal }));
  });
}

function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new AppError('cancelled', 'the work was cancelled');
}

/**
 * Throws when a program could not do its work for a reason of ours. But for a kill it is told in words, if at all; for
 * the disk they count whatever the exit code, as ffmpeg ends with 0 beside an empty file. A program taken over by an
 * upload can say these words too, or kill itself: the upload is then looked at once more when a person asks for it, not
 * taken.
 */
async function mustBeTheFile(
  { exitCode, stderrTail }: ProgramEnd,
  isKilled: boolean,
  writes: string | undefined,
): Promise<void> {
  const context = { stderrTail };
  if (NO_SPACE.test(stderrTail) || (exitCode !== 0 && writes !== undefined && (await isFull(writes))))
    throw new AppError('disk_full', 'a media program found the disk full', { context });
  if (exitCode !== 0 && NOT_STARTED.test(stderrTail))
    throw new AppError('program_failed', 'a media program could not be started', { context });
  if (isKilled) throw new AppError('program_failed', 'a media program was killed from outside', { context });
}

/** Less room than this is what a failed write leaves; not every program says that it was one. */
const FULL_BYTES = 2 ** 20;

async function isFull(folder: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize < FULL_BYTES;
}

/**
 * Runs a program to its end. It is killed when the signal aborts, the wall clock runs out or it writes more than
 * `stdoutBytes` to stdout; bubblewrap takes everything inside down with it. When it has ended well or not, the folder it
 * may write holds nothing but plain files and folders.
 *
 * @throws AppError `cancelled` when the signal aborts, `program_failed` when it cannot be started or somebody else
 * kills it, `disk_full`, `hostile_output`
 */
export async function runProgram(run: ProgramRun): Promise<ProgramEnd> {
  const { reads, writes, network, environment } = run;
  const { argv, filter } = await confine(run.program, run.args, { reads, writes, network, environment });
  const [file = run.program, ...args] = await limited(argv, run.limits);
  const { signal: abort } = run;
  throwIfCancelled(abort);
  const startedMs = performance.now();
  const stdio = ['pipe', 'pipe', 'pipe', 'pipe', 'pipe'] as const;
  const child = spawn(file, args, { stdio: [...stdio], env: { ...ENVIRONMENT, ...environment }, cwd: '/' });
  let stopped: ProgramEnd['stopped'] = null;
  const stop = (why: 'timeout' | 'output'): void => {
    stopped = why;
    child.kill('SIGKILL');
  };
  const cancel = (): void => void child.kill('SIGKILL');
  const clock = setTimeout(stop, run.limits.wallMs, 'timeout');
  abort?.addEventListener('abort', cancel, { once: true });
  try {
    const output = collect(child, run.stdoutBytes ?? STDOUT_BYTES, stop);
    onLines(child.stdio[3] as Readable, run.onProgressLine ?? (() => undefined));
    // A program that ends before it has read its input closes the pipe: its exit code tells the story.
    hand(child.stdio[FILTER_FD] as Writable, filter);
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(run.stdin ?? '');
    const { exitCode, signal } = await ended(child);
    if (writes !== undefined) await mustBePlainFiles(writes);
    throwIfCancelled(abort);
    const stderrTail = output.stderrTail();
    const how = signal ?? exitCode;
    const mostCpuSeconds = ((performance.now() - startedMs) / 1000) * cpus().length;
    const limitPassed =
      LIMIT_SIGNALS.has(how) || (CAUGHT.has(how) && mostCpuSeconds >= run.limits.cpuSeconds);
    if (limitPassed || NO_MEMORY.test(stderrTail)) stopped ??= 'limit';
    const end = { exitCode, stopped, stdout: output.stdout(), stderrTail };
    if (stopped === null) await mustBeTheFile(end, KILLED.has(how), writes);
    return end;
  } finally {
    clearTimeout(clock);
    abort?.removeEventListener('abort', cancel);
  }
}
