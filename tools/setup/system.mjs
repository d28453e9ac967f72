import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Stop } from './stop.mjs';

/** Program → its package, per package manager. `fonts` stands for the type the demo pictures are set in. */
const packagesOf = {
  apt: {
    ffmpeg: 'ffmpeg',
    ffprobe: 'ffmpeg',
    chromium: 'chromium',
    'espeak-ng': 'espeak-ng',
    bwrap: 'bubblewrap',
    Xvfb: 'xvfb',
    openbox: 'openbox',
    xwd: 'x11-apps',
    strace: 'strace',
    loudgain: 'loudgain',
    pdftoppm: 'poppler-utils',
    'heif-convert': 'libheif-examples',
    mcopy: 'mtools',
    fonts: 'fonts-inter',
  },
  dnf: {
    ffmpeg: 'ffmpeg-free',
    ffprobe: 'ffmpeg-free',
    chromium: 'chromium',
    'espeak-ng': 'espeak-ng',
    bwrap: 'bubblewrap',
    Xvfb: 'xorg-x11-server-Xvfb',
    openbox: 'openbox',
    xwd: 'xorg-x11-apps',
    strace: 'strace',
    loudgain: 'loudgain',
    pdftoppm: 'poppler-utils',
    'heif-convert': 'libheif-tools',
    mcopy: 'mtools',
  },
};

const fontFolders = ['/usr/share/fonts/opentype/inter', '/usr/share/fonts/truetype/inter'];

/** On other systems what these do is done without or refused with a reason. */
const linuxOnly = [
  'bwrap',
  'loudgain',
  'Xvfb',
  'openbox',
  'xwd',
  'strace',
  'pdftoppm',
  'heif-convert',
  'mcopy',
];

/** Some exist on Linux only, and only apt's font package is known here. */
function isExpectedHere(program) {
  if (program === 'fonts') return isDebianFamily();
  return process.platform === 'linux' || !linuxOnly.includes(program);
}

function isThere(program) {
  if (program === 'fonts') return fontFolders.some((folder) => existsSync(folder));
  const names = process.platform === 'win32' ? [`${program}.exe`, `${program}.cmd`] : [program];
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.some((folder) => names.some((name) => isExecutable(join(folder, name))));
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isDebianFamily() {
  if (!existsSync('/etc/os-release') || !existsSync('/usr/bin/apt-get')) return false;
  return /^ID(?:_LIKE)?=.*\b(?:debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** The one message for a machine on which nothing may or can be installed by us. */
function howToInstall(missing, verb) {
  const managers = [
    ['apt', isDebianFamily(), 'sudo apt-get update && sudo apt-get install -y --no-install-recommends'],
    ['dnf', existsSync('/usr/bin/dnf'), 'sudo dnf install -y'],
  ];
  const head = `Wawar needs programs that are not installed here: ${missing.join(', ')}.`;
  const again = `and then again: npm run ${verb}`;
  for (const [manager, isHere, command] of managers) {
    if (isHere)
      return [head, 'Run', `  ${command} ${packagesFor(missing, manager).join(' ')}`, again].join('\n');
  }
  return [head, 'Install them so that they are on PATH,', again].join('\n');
}

function packagesFor(programs, manager) {
  return [...new Set(programs.map((program) => packagesOf[manager][program]).filter(Boolean))];
}

/**
 * Installs what is missing through apt as root on Debian and Ubuntu.
 * @throws {Stop} with the exact command to run, everywhere else, or when apt could not do it.
 */
export function ensurePrograms(programs, verb, isRoot = process.getuid?.() === 0) {
  const missing = () => programs.filter((program) => isExpectedHere(program) && !isThere(program));
  const before = missing();
  if (before.length === 0) return;
  if (!isDebianFamily() || !isRoot) throw new Stop(howToInstall(before, verb));

  const packages = packagesFor(before, 'apt');
  console.error(`Installing with apt: ${packages.join(', ')}`);
  aptGet(['update']);
  aptGet(['install', '-y', '--no-install-recommends', ...packages]);
  const after = missing();
  if (after.length > 0) throw new Stop(howToInstall(after, verb));
}

function aptGet(args) {
  try {
    execFileSync('apt-get', ['-qq', '-o=Dpkg::Use-Pty=0', ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch (error) {
    throw new Stop(`apt-get ${args.join(' ')} failed:\n${String(error.stderr ?? error.message).trim()}`);
  }
}
