/**
 * The box a program runs in while it reads what an uploader sent: bubblewrap with an empty environment, no network,
 * the system's libraries read-only, the files it was given read-only, and one folder it may write.
 */
import { execFile } from 'node:child_process';
import { lstat, readlink, realpath } from 'node:fs/promises';
import { promisify } from 'node:util';
import { findBinaries, findOnPath } from './binaries.ts';

export type SandboxState =
  | { kind: 'bubblewrap' }
  /** Programs run with format, codec and protocol lists and resource limits only. */
  | { kind: 'none'; reason: string };

export interface Mounts {
  /** Absolute paths of files it may read. */
  reads: readonly string[];
  /** Absolute path of the one folder it may write. */
  writes?: string | undefined;
  /** It may open connections; only for what has to be fetched by the program itself. */
  network?: boolean | undefined;
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

/** The argv that runs `program` in the box; paths inside are the same as outside. */
async function boxed(
  bwrap: string,
  program: string,
  args: readonly string[],
  mounts: Mounts,
): Promise<string[]> {
  const argv = [bwrap, ...(await systemMounts()), ...ISOLATION];
  if (mounts.network === true) argv.push('--share-net');
  if (!program.startsWith('/usr/')) argv.push('--ro-bind', await realpath(program), program);
  for (const file of mounts.reads) argv.push('--ro-bind', await realpath(file), file);
  if (mounts.writes !== undefined) argv.push('--bind', await realpath(mounts.writes), mounts.writes);
  return [...argv, '--chdir', '/', '--', program, ...args];
}

interface Probed {
  state: SandboxState;
  bwrap: string | undefined;
}

async function probe(): Promise<Probed> {
  const bwrap = await findOnPath('bwrap');
  if (bwrap === undefined) return { state: { kind: 'none', reason: 'bubblewrap is not installed' }, bwrap };
  const { ffprobe } = await findBinaries();
  const [file = bwrap, ...args] = await boxed(bwrap, ffprobe, ['-version'], { reads: [] });
  try {
    await promisify(execFile)(file, args, { timeout: 10_000, env: {} });
    return { state: { kind: 'bubblewrap' }, bwrap };
  } catch (cause) {
    const { stderr = '' } = cause as { stderr?: string };
    const reason = `bubblewrap does not work here: ${stderr.trim().slice(0, 200)}`;
    return { state: { kind: 'none', reason }, bwrap: undefined };
  }
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

/** The argv that runs a program as confined as this system allows. */
export async function confine(program: string, args: readonly string[], mounts: Mounts): Promise<string[]> {
  const { bwrap } = await probeOnce();
  return bwrap === undefined ? [program, ...args] : boxed(bwrap, program, args, mounts);
}
