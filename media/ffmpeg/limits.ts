import { findOnPath } from './binaries.ts';

/** What one run of a program may use; beyond it the kernel or the wall clock ends it. */
export interface Limits {
  wallMs: number;
  /** CPU seconds over all threads. */
  cpuSeconds: number;
  /** Address space; x264 at 8K with its look-ahead maps about 4 GiB. */
  memoryBytes: number;
  /**
   * What of it may be filled, for programs that reserve far more than they use; all of it when left out. Space that is
   * reserved and cannot be written yet does not count (getrlimit(2), RLIMIT_DATA).
   */
  dataBytes?: number;
  /** Largest file it may write. */
  fileBytes: number;
}

const GIB = 2 ** 30;

/** For reading headers, measuring and single frames. */
export const SHORT_RUN: Limits = { wallMs: 60_000, cpuSeconds: 60, memoryBytes: 4 * GIB, fileBytes: GIB / 4 };

/** Slowest encoding that is still let go on, against real time: an 8K source on two busy cores. */
const SLOWEST = 12;
const START_MS = 120_000;
const CORES = 8;

/** For working through that much picture or sound. */
export function encodeRun(durationMs: number): Limits {
  const wallMs = START_MS + SLOWEST * durationMs;
  return { wallMs, cpuSeconds: Math.ceil((CORES * wallMs) / 1000), memoryBytes: 8 * GIB, fileBytes: 2 * GIB };
}

/**
 * A program that passes its CPU seconds is told by SIGXCPU, each second anew; one that goes on for so long is killed
 * (getrlimit(2)). With no time between, it is killed at once, like what the machine has no memory left for. ffmpeg takes
 * the first three for a wish to end in order and gives up with the fourth.
 */
const CPU_GRACE_SECONDS = 8;

/** Of 1000: when the machine runs out of memory, the kernel ends decoders of uploads before all else (proc_pid(5)). */
const FIRST_TO_GO = '1000';

let tools: Promise<(string | undefined)[]> | undefined;

/** Prefixes an argv with prlimit(1) and choom(1) where the system has them (util-linux); else only the clock limits. */
export async function limited(argv: readonly string[], limits: Limits): Promise<string[]> {
  tools ??= Promise.all([findOnPath('prlimit'), findOnPath('choom')]);
  const [prlimit, choom] = await tools;
  const run = [...argv];
  if (prlimit !== undefined) {
    run.unshift(
      prlimit,
      `--cpu=${limits.cpuSeconds}:${limits.cpuSeconds + CPU_GRACE_SECONDS}`,
      `--as=${limits.memoryBytes}`,
      `--data=${limits.dataBytes ?? limits.memoryBytes}`,
      `--fsize=${limits.fileBytes}`,
      '--core=0',
      '--nofile=256',
    );
  }
  if (choom !== undefined) run.unshift(choom, '-n', FIRST_TO_GO, '--');
  return run;
}
