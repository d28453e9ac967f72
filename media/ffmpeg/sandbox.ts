/**
 * The box a program runs in while it reads what an uploader sent: bubblewrap with an empty environment, no network,
 * the system's libraries read-only, the files it was given read-only, one folder it may write, and without the system
 * calls of `seccomp.ts`.
 */
import { spawn } from 'node:child_process';
import { lstat, readlink, realpath } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { Readable, Writable } from 'node:stream';
import { findBinaries, findOnPath } from './binaries.ts';
import { syscallFilter } from './seccomp.ts';

export type SandboxState =
  | { kind: 'bubblewrap'; syscalls: 'filtered' | 'all' }
  /** Programs run with format, codec and protocol lists and resource limits only. */
  | { kind: 'none'; reason: string };

export interface Mounts {
  /** Absolute paths of files it may read. */
  reads: readonly string[];
  /** Absolute path of the one folder it may write. */
  writes?: string | undefined;
  /** It may open connections; only for what has to be fetched by the program itself. */
  network?: boolean | undefined;
  /** Variables it gets beside those of the box. */
  environment?: Readonly<Record<string, string>> | undefined;
}

/** What the dynamic loader needs; on merged-/usr systems the first four are links into /usr. */
const SYSTEM_PATHS = ['/lib', '/lib64', '/bin', '/sbin'];
/**
 * Debian resolves BLAS and LAPACK, which ffmpeg links to, through /etc/alternatives; documents whose fonts are not
 * inside them are set in the system's, chosen by /etc/fonts.
 */
const SYSTEM_FILES = ['/usr', '/etc/alternatives', '/etc/fonts', '/etc/ld.so.cache'];

async function systemMounts(): Promise<string[]> {
  const args = SYSTEM_FILES.flatMap((path) => ['--ro-bind-try', path, path]);
  for (const path of SYSTEM_PATHS) {
    const entry = await lstat(path).catch(() => undefined);
    if (entry?.isSymbolicLink() === true) args.push('--symlink', await readlink(path), path);
    else if (entry !== undefined) args.push('--ro-bind', path, path);
  }
  return args;
}

const ISOLATION = [
  '--unshare-all',
  '--die-with-parent',
  '--new-session',
  '--clearenv',
  ...['--setenv', 'PATH', '/usr/bin:/bin'],
  ...['--setenv', 'LC_ALL', 'C.UTF-8'],
  ...['--cap-drop', 'ALL'],
  ...['--proc', '/proc', '--dev', '/dev', '--tmpfs', '/tmp'],
];

/** How to start a program: its argv, and what is written to `FILTER_FD` of it. */
export interface Confined {
  argv: string[];
  filter: Buffer | null;
}

/** The file descriptor bubblewrap reads the system call filter from. */
export const FILTER_FD = 4;

/** Runs `program` in the box; paths inside are the same as outside. */
async function boxed(
  bwrap: string,
  filter: Buffer | null,
  program: string,
  args: readonly string[],
  mounts: Mounts,
): Promise<Confined> {
  const argv = [bwrap, ...(await systemMounts()), ...ISOLATION];
  for (const [name, value] of Object.entries(mounts.environment ?? {})) argv.push('--setenv', name, value);
  if (mounts.network === true) argv.push('--share-net');
  if (!program.startsWith('/usr/')) argv.push('--ro-bind', await realpath(program), program);
  for (const file of mounts.reads) argv.push('--ro-bind', await realpath(file), file);
  if (mounts.writes !== undefined) argv.push('--bind', await realpath(mounts.writes), mounts.writes);
  if (filter !== null) argv.push('--seccomp', String(FILTER_FD));
  return { argv: [...argv, '--chdir', '/', '--', program, ...args], filter };
}

interface Probed {
  state: SandboxState;
  bwrap: string | undefined;
}

const TRY_FOR_MS = 10_000;

/** What bubblewrap has to say against running ffprobe like that; null when it runs. */
async function objection(bwrap: string, filter: Buffer | null): Promise<string | null> {
  const { ffprobe } = await findBinaries();
  const { argv } = await boxed(bwrap, filter, ffprobe, ['-version'], { reads: [] });
  const [file = bwrap, ...args] = argv;
  const child = spawn(file, args, {
    stdio: ['ignore', 'ignore', 'pipe', 'ignore', 'pipe'],
    env: {},
    timeout: TRY_FOR_MS,
  });
  const [, , stderr, , filterPipe] = child.stdio;
  hand(filterPipe as Writable, filter);
  const exitCode = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const said = await text(stderr as Readable);
  return (await exitCode) === 0 ? null : said.trim().slice(0, 200);
}

/** Gives a started program its filter. One that ends before it has read it closes the pipe; its exit code tells. */
export function hand(pipe: Writable, filter: Buffer | null): void {
  pipe.on('error', () => undefined);
  pipe.end(filter ?? '');
}

async function probe(): Promise<Probed> {
  const bwrap = await findOnPath('bwrap');
  if (bwrap === undefined) return { state: { kind: 'none', reason: 'bubblewrap is not installed' }, bwrap };
  const filter = syscallFilter(false);
  if (filter !== null && (await objection(bwrap, filter)) === null)
    return { state: { kind: 'bubblewrap', syscalls: 'filtered' }, bwrap };
  const against = await objection(bwrap, null);
  if (against === null) return { state: { kind: 'bubblewrap', syscalls: 'all' }, bwrap };
  return {
    state: { kind: 'none', reason: `bubblewrap does not work here: ${against}` },
    bwrap: undefined,
  };
}

let probed: Promise<Probed> | undefined;

const probeOnce = (): Promise<Probed> =>
  (probed ??= probe().catch((cause: unknown) => {
    probed = undefined;
    throw cause;
  }));

/**
 * Whether media programs run in a sandbox here, found out once by running ffprobe in one.
 *
 * @throws AppError `ffmpeg_missing`, `ffprobe_missing`
 */
export async function sandboxState(): Promise<SandboxState> {
  return (await probeOnce()).state;
}

/** How a program is run as confined as this system allows. */
export async function confine(program: string, args: readonly string[], mounts: Mounts): Promise<Confined> {
  const { bwrap, state } = await probeOnce();
  if (bwrap === undefined) return { argv: [program, ...args], filter: null };
  const isFiltered = state.kind === 'bubblewrap' && state.syscalls === 'filtered';
  const filter = isFiltered ? syscallFilter(mounts.network === true) : null;
  return boxed(bwrap, filter, program, args, mounts);
}
