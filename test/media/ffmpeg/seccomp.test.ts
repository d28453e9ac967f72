import { describe, expect, test } from 'vitest';
import { SHORT_RUN } from '../../../media/ffmpeg/limits.ts';
import { runProgram } from '../../../media/ffmpeg/run.ts';
import { sandboxState } from '../../../media/ffmpeg/sandbox.ts';
import { syscallFilter } from '../../../media/ffmpeg/seccomp.ts';

interface Call {
  architecture: number;
  number: number;
  arguments?: number[];
}

/** What the kernel would answer: classic BPF over struct seccomp_data, the few instructions there are. */
function verdict(program: Buffer, call: Call): string {
  const data = Buffer.alloc(64);
  data.writeUInt32LE(call.number, 0);
  data.writeUInt32LE(call.architecture, 4);
  (call.arguments ?? []).forEach((value, index) => data.writeUInt32LE(value, 16 + 8 * index));
  let accumulator = 0;
  for (let at = 0; at < program.length; at += 8) {
    const [code, value] = [program.readUInt16LE(at), program.readUInt32LE(at + 4)];
    const jump = (holds: boolean): number => 8 * program.readUInt8(at + (holds ? 2 : 3));
    if (code === 0x20) accumulator = data.readUInt32LE(value);
    else if (code === 0x05) at += 8 * value;
    else if (code === 0x15) at += jump(accumulator === value);
    else if (code === 0x35) at += jump(accumulator >= value);
    else if (code === 0x45) at += jump((accumulator & value) !== 0);
    else if (code === 0x06) return answers[value] ?? `unknown ${value.toString(16)}`;
    else throw new Error(`instruction ${code}`);
  }
  throw new Error('the program has no end');
}

const answers: Record<number, string> = {
  0x7fff0000: 'allowed',
  0x80000000: 'killed',
  0x00050001: 'EPERM',
  0x00050026: 'ENOSYS',
  0x00050061: 'EAFNOSUPPORT',
};

const machines = [
  ['x64', 0xc000003e, { read: 0, unshare: 272, clone: 56, clone3: 435, socket: 41, ioctl: 16, ptrace: 101 }],
  [
    'arm64',
    0xc00000b7,
    { read: 63, unshare: 97, clone: 220, clone3: 435, socket: 198, ioctl: 29, ptrace: 117 },
  ],
] as const;

describe.each(machines)('on %s the filter', (machine, architecture, numbers) => {
  const ask = (number: number, args: number[] = [], network = false): string =>
    verdict(syscallFilter(network, machine) ?? Buffer.alloc(0), { architecture, number, arguments: args });

  test('lets ordinary calls through, and threads', () => {
    expect(ask(numbers.read)).toBe('allowed');
    // pthread_create of glibc: VM, FS, FILES, SIGHAND, THREAD, SYSVSEM, SETTLS, PARENT_SETTID, CHILD_CLEARTID.
    expect(ask(numbers.clone, [0x3d0f00])).toBe('allowed');
    expect(ask(numbers.ioctl, [0, 0x5413])).toBe('allowed');
  });

  test('denies namespaces, other processes and calls newer than its list', () => {
    expect(ask(numbers.unshare)).toBe('EPERM');
    expect(ask(numbers.ptrace)).toBe('EPERM');
    expect(ask(numbers.clone, [0x10000000 | 17])).toBe('EPERM');
    expect(ask(numbers.clone3)).toBe('ENOSYS');
    expect(ask(460)).toBe('ENOSYS');
    expect(ask(numbers.ioctl, [0, 0x5412])).toBe('EPERM');
  });

  test('opens sockets of the own machine only, and of a network where one is needed', () => {
    const [local, internet, packets] = [1, 2, 17];
    expect([local, internet, packets].map((family) => ask(numbers.socket, [family]))).toEqual([
      'allowed',
      'EAFNOSUPPORT',
      'EAFNOSUPPORT',
    ]);
    expect([local, internet, packets].map((family) => ask(numbers.socket, [family], true))).toEqual([
      'allowed',
      'allowed',
      'EAFNOSUPPORT',
    ]);
  });

  test('ends a program of another processor, whose numbers mean other calls', () => {
    const foreign = { architecture: 0x40000003, number: numbers.read };
    expect(verdict(syscallFilter(false, machine) ?? Buffer.alloc(0), foreign)).toBe('killed');
  });
});

test('a processor without a list has no filter', () => {
  expect(syscallFilter(false, 'riscv64')).toBeNull();
});

const state = await sandboxState();
test.runIf(state.kind === 'bubblewrap' && state.syscalls === 'filtered')(
  'programs in the sandbox run under it',
  async () => {
    const script = 'grep "^Seccomp:" /proc/self/status; unshare --user true || echo refused';
    const end = await runProgram({
      program: '/bin/sh',
      args: ['-c', script],
      reads: [],
      limits: SHORT_RUN,
    });
    expect(end.stdout).toBe('Seccomp:\t2\nrefused\n');
  },
);
