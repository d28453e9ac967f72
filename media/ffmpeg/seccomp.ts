/**
 * A filter on system calls for programs in the sandbox, as the BPF program bubblewrap's `--seccomp` takes.
 *
 * It is a list of what is denied, by family, and not of what is allowed: decoders, a JavaScript engine and an office
 * suite of several distributions run in the box, and a call one of them needs once a year would be found missing on the
 * day it is needed. What namespaces, mounts and capabilities close already is closed a second time here, and what they
 * leave open, the young and the rarely used parts of the kernel, is taken away.
 *
 * Sources: seccomp(2), linux/seccomp.h, linux/bpf_common.h, arch/x86/entry/syscalls/syscall_64.tbl and
 * scripts/syscall.tbl of Linux 6.12.
 */

type Machine = 'x64' | 'arm64';

/** AUDIT_ARCH_* of linux/audit.h. */
const ARCHITECTURE: Record<Machine, number> = { x64: 0xc000_003e, arm64: 0xc000_00b7 };

/** Numbers on x86_64 and arm64; null where there is no such call. */
type Numbers = readonly [x64: number, arm64: number | null];

/** Answered as if not permitted. */
const DENIED: Record<string, Record<string, Numbers>> = {
  'a box inside the box, with capabilities the outer one took away': {
    unshare: [272, 97],
    setns: [308, 268],
    mount: [165, 40],
    umount2: [166, 39],
    pivot_root: [155, 41],
    chroot: [161, 51],
    open_tree: [428, 428],
    move_mount: [429, 429],
    fsopen: [430, 430],
    fsconfig: [431, 431],
    fsmount: [432, 432],
    fspick: [433, 433],
    mount_setattr: [442, 442],
  },
  'other processes': {
    ptrace: [101, 117],
    process_vm_readv: [310, 270],
    process_vm_writev: [311, 271],
    process_madvise: [440, 440],
    kcmp: [312, 272],
    pidfd_getfd: [438, 438],
    move_pages: [279, 239],
    migrate_pages: [256, 238],
  },
  'code in the kernel, and parts of it that keep having holes': {
    bpf: [321, 280],
    perf_event_open: [298, 241],
    userfaultfd: [323, 282],
    init_module: [175, 105],
    finit_module: [313, 273],
    delete_module: [176, 106],
    kexec_load: [246, 104],
    kexec_file_load: [320, 294],
    modify_ldt: [154, null],
    iopl: [172, null],
    ioperm: [173, null],
    personality: [135, 92],
  },
  'keys of the kernel, which know no namespaces': {
    add_key: [248, 217],
    request_key: [249, 218],
    keyctl: [250, 219],
  },
  'files by handle, past the mounts': {
    open_by_handle_at: [304, 265],
    name_to_handle_at: [303, 264],
    fanotify_init: [300, 262],
    fanotify_mark: [301, 263],
    lookup_dcookie: [212, 18],
    nfsservctl: [180, 42],
  },
  'the machine as a whole': {
    reboot: [169, 142],
    swapon: [167, 224],
    swapoff: [168, 225],
    acct: [163, 89],
    syslog: [103, 116],
    quotactl: [179, 60],
    quotactl_fd: [443, 443],
    settimeofday: [164, 170],
    clock_settime: [227, 112],
    clock_adjtime: [305, 266],
    adjtimex: [159, 171],
    sethostname: [170, 161],
    setdomainname: [171, 162],
    vhangup: [153, 58],
  },
};

/** Answered as if the kernel were older: libraries then take the call that went before. */
const ABSENT: Record<string, Numbers> = {
  // Its flags lie in memory, where a filter cannot look; clone, whose flags it can see, is the way back.
  clone3: [435, 435],
  io_uring_setup: [425, 425],
  io_uring_enter: [426, 426],
  io_uring_register: [427, 427],
};

/** The first number after the newest call a program of today needs (fchmodat2); x86_64's x32 calls are far above. */
const FIRST_UNKNOWN = 453;

const CLONE: Numbers = [56, 220];
/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET of linux/sched.h. */
const NEW_NAMESPACE = 0x7e02_0000;

const SOCKET: Numbers = [41, 198];
/** AF_UNIX, for a program's own parts; with network also AF_INET, AF_INET6 and AF_NETLINK, which name look-ups use. */
const FAMILIES = { offline: [1], network: [1, 2, 10, 16] } as const;

const IOCTL: Numbers = [16, 29];
/** TIOCSTI and TIOCLINUX type into the terminal of whoever started the program. */
const TERMINAL_REQUESTS = [0x5412, 0x541c] as const;

const ALLOW = 0x7fff_0000;
const KILL_PROCESS = 0x8000_0000;
const errno = (number: number): number => 0x0005_0000 | number;
const [EPERM, ENOSYS, EAFNOSUPPORT] = [errno(1), errno(38), errno(97)];

/** struct seccomp_data: the call's number, the architecture, and the low halves of the arguments. */
const NUMBER_AT = 0;
const ARCHITECTURE_AT = 4;
const argumentAt = (index: number): number => 16 + 8 * index;

/** struct sock_filter. */
interface Instruction {
  code: number;
  /** Instructions skipped when true, and when false. */
  ifTrue: number;
  ifFalse: number;
  value: number;
}

const load = (offset: number): Instruction => ({ code: 0x20, ifTrue: 0, ifFalse: 0, value: offset });
const answer = (value: number): Instruction => ({ code: 0x06, ifTrue: 0, ifFalse: 0, value });
type Comparison = 'equal' | 'atLeast' | 'anyBit';
const CODES: Record<Comparison, number> = { equal: 0x15, atLeast: 0x35, anyBit: 0x45 };

/** Runs `body` if the comparison holds, else goes on behind it. */
const when = (how: Comparison, value: number, body: Instruction[]): Instruction[] => [
  { code: CODES[how], ifTrue: 0, ifFalse: body.length, value },
  ...body,
];

function instructions(machine: Machine, network: boolean): Instruction[] {
  const numberOf = ([x64, arm64]: Numbers): number | null => (machine === 'x64' ? x64 : arm64);
  const onCall = (numbers: Numbers, body: Instruction[]): Instruction[] => {
    const number = numberOf(numbers);
    return number === null ? [] : when('equal', number, body);
  };
  const families = FAMILIES[network ? 'network' : 'offline'];
  return [
    load(ARCHITECTURE_AT),
    ...when('equal', ARCHITECTURE[machine], [{ code: 0x05, ifTrue: 0, ifFalse: 0, value: 1 }]),
    answer(KILL_PROCESS),
    load(NUMBER_AT),
    ...when('atLeast', FIRST_UNKNOWN, [answer(ENOSYS)]),
    ...Object.values(ABSENT).flatMap((numbers) => onCall(numbers, [answer(ENOSYS)])),
    ...Object.values(DENIED).flatMap((family) =>
      Object.values(family).flatMap((numbers) => onCall(numbers, [answer(EPERM)])),
    ),
    ...onCall(CLONE, [load(argumentAt(0)), ...when('anyBit', NEW_NAMESPACE, [answer(EPERM)]), answer(ALLOW)]),
    ...onCall(SOCKET, [
      load(argumentAt(0)),
      ...families.flatMap((family) => when('equal', family, [answer(ALLOW)])),
      answer(EAFNOSUPPORT),
    ]),
    ...onCall(IOCTL, [
      load(argumentAt(1)),
      ...TERMINAL_REQUESTS.flatMap((request) => when('equal', request, [answer(EPERM)])),
      answer(ALLOW),
    ]),
    answer(ALLOW),
  ];
}

/** The filter for this machine in the kernel's own byte order; null where there is no list for its processor. */
export function syscallFilter(
  network: boolean,
  machine: NodeJS.Architecture = process.arch,
): Buffer<ArrayBuffer> | null {
  if (machine !== 'x64' && machine !== 'arm64') return null;
  const list = instructions(machine, network);
  const program = Buffer.alloc(list.length * 8);
  list.forEach(({ code, ifTrue, ifFalse, value }, index) => {
    const at = index * 8;
    // Both processors run Linux in little-endian order.
    program.writeUInt16LE(code, at);
    program.writeUInt8(ifTrue, at + 2);
    program.writeUInt8(ifFalse, at + 3);
    program.writeUInt32LE(value >>> 0, at + 4);
  });
  return program;
}
