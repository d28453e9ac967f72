import { execFileSync } from 'node:child_process';
import { mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ffmpegArguments, runFfmpeg } from '../../../media/ffmpeg/command.ts';
import { findOnPath } from '../../../media/ffmpeg/binaries.ts';
import { SHORT_RUN } from '../../../media/ffmpeg/limits.ts';
import { progressOf } from '../../../media/ffmpeg/progress.ts';
import { runProgram } from '../../../media/ffmpeg/run.ts';
import { sandboxState } from '../../../media/ffmpeg/sandbox.ts';
import { finish } from '../../../media/output.ts';
import { STILL_RUN } from '../../../media/stills/run.ts';
import { HashStore } from '../../../media/store/index.ts';
import { leftIn, workFolder } from '../../support/work-folder.ts';

const sandboxed = (await sandboxState()).kind === 'bubblewrap';
const prlimited = (await findOnPath('prlimit')) !== undefined;
const shell = (script: string, more: { reads?: string[]; writes?: string } = {}) =>
  runProgram({ program: '/bin/sh', args: ['-c', script], reads: [], limits: SHORT_RUN, ...more });

describe.runIf(sandboxed)('in the sandbox a program', () => {
  test('reads the file it was given, and no other beside it', async () => {
    const folder = await workFolder();
    const [given, other] = [join(folder, 'given'), join(folder, 'other')];
    await writeFile(given, 'upload');
    await writeFile(other, 'secret');
    const end = await shell(`cat ${given}; cat ${other}; ls ${folder}`, { reads: [given] });
    expect(end.stdout).toBe('upload' + 'given\n');
  });

  test('cannot change the file it was given', async () => {
    const given = join(await workFolder(), 'given');
    await writeFile(given, 'upload');
    await shell(`echo changed > ${given}; rm -f ${given}`, { reads: [given] });
    expect(await readFile(given, 'utf8')).toBe('upload');
  });

  test('writes into its one folder and nowhere else', async () => {
    const folder = await workFolder();
    const writes = join(folder, 'out');
    await mkdir(writes);
    await shell(`echo a > ${writes}/a; echo b > ${folder}/b; echo c > /usr/c`, { writes });
    expect((await leftIn(folder)).sort()).toEqual(['out', 'out/a']);
  });

  test('sees no environment, no other process and none of the machine’s accounts', async () => {
    const end = await shell(
      'env | cut -d= -f1 | sort | xargs; ls -d /proc/[0-9]* | wc -l; cat /etc/passwd /root/* /home/*',
    );
    const [names = '', processes = ''] = end.stdout.split('\n');
    expect(
      names.split(' ').filter((name) => !['LC_ALL', 'PATH', 'PWD', '_', 'SHLVL', 'OLDPWD'].includes(name)),
    ).toEqual([]);
    expect(Number(processes)).toBeLessThanOrEqual(5);
    expect(end.stdout.split('\n').slice(2).join('')).toBe('');
  });

  test('reaches no network, not even loopback', async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections += 1;
      socket.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const args = ['-loglevel', 'error', `tcp://127.0.0.1:${port}`];
    const end = await runProgram({ program: '/usr/bin/ffprobe', args, reads: [], limits: SHORT_RUN });
    expect(end.exitCode).not.toBe(0);
    expect(connections).toBe(0);
  });
});

describe.runIf(sandboxed)('what a program leaves in its folder', () => {
  test.each([
    ['a link to another file', 'ln -s KEY OUT/page-1.jpg'],
    ['a link to a folder', 'ln -s / OUT/in'],
    ['a link in a folder of its own', 'mkdir -p OUT/a/b; ln -s KEY OUT/a/b/still.png'],
    ['a link to nothing', 'ln -s /none OUT/tagged.mp3'],
    ['a second name of a file', 'echo a > OUT/a; ln OUT/a OUT/b'],
    ['a pipe', 'mkfifo OUT/picture.png'],
    ['a folder nobody may look into', 'mkdir OUT/shut; echo a > OUT/shut/a; chmod 000 OUT/shut'],
  ])('is refused with %s in it', async (_what, script) => {
    const folder = await workFolder();
    const [key, writes] = [join(folder, 'root.key'), join(folder, 'out')];
    await writeFile(key, 'secret');
    await mkdir(writes);
    const planted = script.replaceAll('OUT', writes).replaceAll('KEY', key);
    await expect(shell(planted, { writes })).rejects.toMatchObject({ code: 'hostile_output' });
  });

  test('can be cleared, whatever was shut', async () => {
    const writes = await workFolder();
    const shut = `mkdir -p ${writes}/a/b; echo x > ${writes}/a/b/c; chmod 000 ${writes}/a/b ${writes}/a ${writes}`;
    await expect(shell(shut, { writes })).rejects.toMatchObject({ code: 'hostile_output' });
    const modes = await Promise.all(['', 'a', 'a/b'].map((name) => stat(join(writes, name))));
    expect(modes.map(({ mode }) => mode & 0o777)).toEqual([0o700, 0o700, 0o700]);
  });

  test('may be files and folders as deep as it likes', async () => {
    const writes = await workFolder();
    const end = await shell(`mkdir -p ${writes}/a/b/c; echo x > ${writes}/a/b/c/d`, { writes });
    expect(end.exitCode).toBe(0);
  });
});

describe('a finished file', () => {
  test('that turned into a link is neither read nor kept', async () => {
    const folder = await workFolder();
    const [key, made] = [join(folder, 'root.key'), join(folder, 'still.png')];
    await writeFile(key, 'secret');
    await symlink(key, made);
    await expect(finish(made, folder, 'png')).rejects.toMatchObject({ code: 'ELOOP' });
    const store = await HashStore.open(join(folder, 'media'));
    await expect(store.adopt(made, { maxBytes: 1000 })).rejects.toMatchObject({ code: 'storage_failed' });
    expect(await store.list()).toEqual([]);
    expect(await readFile(key, 'utf8')).toBe('secret');
  });

  test('that turned into a pipe is not waited for', async () => {
    const folder = await workFolder();
    const made = join(folder, 'still.png');
    execFileSync('/usr/bin/mkfifo', [made]);
    await expect(finish(made, folder, 'png')).rejects.toMatchObject({ code: 'hostile_output' });
    const store = await HashStore.open(join(folder, 'media'));
    await expect(store.adopt(made, { maxBytes: 1000 })).rejects.toMatchObject({ code: 'storage_failed' });
    expect(await store.list()).toEqual([]);
  });
});

describe('a fault of ours is not told as one of the file', () => {
  test('a full disk', async () => {
    const run = runFfmpeg({
      inputs: [],
      graph: 'sine=duration=5[a]',
      maps: ['[a]'],
      options: [],
      muxer: 'wav',
      outputPath: '/dev/full',
    });
    await expect(run).rejects.toMatchObject({ code: 'disk_full' });
  });

  test('a kill that no limit of ours sent, as when the machine has no memory left', async () => {
    await expect(shell('kill -KILL $$')).rejects.toMatchObject({ code: 'program_failed' });
  });

  test.runIf(sandboxed)('a sandbox that does not start', async () => {
    const program = '/usr/bin/no-such-program';
    const run = runProgram({ program, args: [], reads: [], limits: SHORT_RUN });
    await expect(run).rejects.toMatchObject({ code: 'program_failed' });
  });
});

describe.runIf(prlimited)('memory', () => {
  const MIB = 2 ** 20;
  const small = { ...SHORT_RUN, dataBytes: 64 * MIB };

  test('ffmpeg gets no more than it may have, and that is said', async () => {
    const end = await runFfmpeg({
      inputs: [],
      graph: 'color=size=4096x4096:duration=2,loop=loop=1:size=40[v]',
      maps: ['[v]'],
      options: [],
      muxer: 'null',
      limits: small,
    });
    expect(end.stopped).toBe('limit');
  });

  test('what decodes stills gets no more than it may have, though it reserves far more', async () => {
    const take = (bytes: number) =>
      runProgram({
        program: process.execPath,
        args: ['-e', `Buffer.allocUnsafe(${bytes})`],
        reads: [],
        limits: STILL_RUN,
      });
    // Neither is touched: what counts is what may be.
    expect(await take(1024 * MIB)).toMatchObject({ exitCode: 0, stopped: null });
    expect(await take(3072 * MIB)).toMatchObject({ stopped: 'limit' });
  });

  test.runIf(process.platform === 'linux')(
    'programs are the first to go when the machine has none left',
    async () => {
      const end = await shell('cat /proc/self/oom_score_adj');
      expect(end.stdout).toBe('1000\n');
    },
  );
});

describe('a program', () => {
  test('that takes too long is stopped, and says why', async () => {
    const limits = { ...SHORT_RUN, wallMs: 100 };
    const end = await runProgram({ program: '/bin/sleep', args: ['30'], reads: [], limits });
    expect(end.stopped).toBe('timeout');
  });

  test('that floods its output is stopped', async () => {
    const flood = { program: '/bin/cat', args: ['/dev/zero'], reads: [], limits: SHORT_RUN };
    expect((await runProgram(flood)).stopped).toBe('output');
    const end = await runProgram({ ...flood, stdoutBytes: 1000 });
    expect(end).toMatchObject({ stopped: 'output', stdout: '' });
  });

  test.runIf(prlimited)('that burns CPU or writes without end is stopped by the kernel', async () => {
    const cpu = { ...SHORT_RUN, cpuSeconds: 1 };
    const busy = ['-c', 'while :; do :; done'];
    expect((await runProgram({ program: '/bin/sh', args: busy, reads: [], limits: cpu })).stopped).toBe(
      'limit',
    );
    const coding = {
      inputs: [],
      graph: 'testsrc2=size=1280x720[v]',
      maps: ['[v]'],
      options: [],
      muxer: 'null',
    };
    expect((await runFfmpeg({ ...coding, limits: cpu })).stopped).toBe('limit');
    const writes = await workFolder();
    const small = { ...SHORT_RUN, fileBytes: 4096 };
    const args = ['-c', `exec cat /dev/zero > ${writes}/big`];
    const end = await runProgram({ program: '/bin/sh', args, reads: [], writes, limits: small });
    expect(end.stopped).toBe('limit');
    expect((await readFile(join(writes, 'big'))).length).toBe(4096);
  });

  test('is killed when cancelled, and not started when cancelled before', async () => {
    const controller = new AbortController();
    const run = {
      program: '/bin/sleep',
      args: ['30'],
      reads: [],
      limits: SHORT_RUN,
      signal: controller.signal,
    };
    const running = runProgram(run);
    setImmediate(() => controller.abort());
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    await expect(runProgram(run)).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('the command line', () => {
  test('names the input as a file, guards it, and keeps arguments with blanks whole', () => {
    const args = ffmpegArguments({
      inputs: [{ path: '/data/a b.mp4', demuxer: 'mov' }],
      maps: ['0:0'],
      options: ['-metadata', 'x=one two'],
      muxer: 'null',
    });
    const input = args.indexOf('-i');
    expect(args[input + 1]).toBe('file:/data/a b.mp4');
    expect(args.slice(0, input)).toEqual(
      expect.arrayContaining([
        '-protocol_whitelist',
        '-format_whitelist',
        '-codec_whitelist',
        '-max_pixels',
        '-f',
      ]),
    );
    expect(args.slice(args.indexOf('-format_whitelist') + 1)[0]).not.toMatch(
      /hls|concat|dash|image2|lavfi|sdp/,
    );
    expect(args).toContain('x=one two');
    expect(args).toContain('-nostdin');
  });

  test('a failing ffmpeg is told by its exit code', async () => {
    const path = join(await workFolder(), 'x');
    await writeFile(path, 'not a video');
    const end = await runFfmpeg({
      inputs: [{ path, demuxer: 'mov' }],
      maps: ['0'],
      options: [],
      muxer: 'null',
    });
    expect(end).toMatchObject({ stopped: null });
    expect(end.exitCode).toBeGreaterThan(0);
  });
});

test('progress rises from machine-readable lines and reaches 1 only at the end', () => {
  const seen: number[] = [];
  const onLine = progressOf(2000, (fraction) => seen.push(fraction));
  for (const line of [
    'out_time_us=N/A',
    'out_time_us=500000',
    'out_time_us=400000',
    'out_time_us=9000000',
    'x',
    'progress=end',
  ]) {
    onLine(line);
  }
  expect(seen).toEqual([0.25, 0.999, 1]);
});
