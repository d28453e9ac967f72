import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const setup = (name: string) => join(process.cwd(), 'tools', 'setup', name);
const isDebian = existsSync('/etc/debian_version');
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'setup-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** Runs a few lines of JavaScript as the set-up would run: a bare Node without any package. */
const bare = (code: string) => [process.execPath, ['--input-type=module', '--eval', code]] as const;

it('an unknown command is refused with the known ones', () => {
  const { status, stderr } = spawnSync(process.execPath, ['tools/setup.mjs', 'strat'], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toContain('unknown command "strat"; known: ');
  expect(stderr).toContain('start');
});

it.runIf(isDebian)('without root it names the exact command and installs nothing', () => {
  const code = `
    import { ensurePrograms } from ${JSON.stringify(setup('system.mjs'))};
    try { ensurePrograms(['ffmpeg', 'ffprobe', 'bwrap'], 'start', false); } catch (error) { console.log(error.message); }`;
  const { stdout } = spawnSync(...bare(code), { encoding: 'utf8', env: { PATH: folder } });
  expect(stdout.trim().split('\n')).toEqual([
    'Wawar needs programs that are not installed here: ffmpeg, ffprobe, bwrap.',
    'Run',
    '  sudo apt-get update && sudo apt-get install -y --no-install-recommends ffmpeg bubblewrap',
    'and then again: npm run start',
  ]);
});

/** A program that runs until it is told to stop, says so, and leaves with 7. */
async function waitingProgram(): Promise<string> {
  const script = join(folder, 'waits.mjs');
  const lines = [
    `process.on('SIGTERM', () => { console.log('stopped'); process.exit(7); });`,
    `setInterval(() => undefined, 1000);`,
    `console.log('ready');`,
  ];
  await writeFile(script, lines.join('\n'));
  return `
    import { handOver } from ${JSON.stringify(setup('hand-over.mjs'))};
    process.exitCode = await handOver(process.cwd(), process.execPath, [${JSON.stringify(script)}]);`;
}

it('a signal reaches the program that was started, and its exit code comes back', async () => {
  const [command, args] = bare(await waitingProgram());
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([7, null]);
});

it.skipIf(process.platform === 'win32')(
  'the program stops when the shell that npm started us in is stopped',
  async () => {
    const [command, args] = bare(await waitingProgram());
    const shell = spawn('sh', ['-c', '"$@"; true', 'sh', command, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(shell.stdout, 'data');
    shell.kill('SIGTERM');
    expect(String((await once(shell.stdout, 'data'))[0])).toBe('stopped\n');
  },
);
