import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ffmpegArguments, runFfmpeg } from '../../../media/ffmpeg/command.ts';
import { findOnPath } from '../../../media/ffmpeg/binaries.ts';
import { SHORT_RUN } from '../../../media/ffmpeg/limits.ts';
import { progressOf } from '../../../media/ffmpeg/progress.ts';
import { runProgram } from '../../../media/ffmpeg/run.ts';
import { sandboxState } from '../../../media/ffmpeg/sandbox.ts';
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

describe('a program', () => {
  test('that takes too long is stopped, and says why', async () => {
    const limits = { ...SHORT_RUN, wallMs: 100 };
    const end = await runProgram({ program: '/bin/sleep', args: ['30'], reads: [], limits });
    expect(end.stopped).toBe('timeout');
  });

  test('that floods its output is stopped', async () => {
    const end = await runProgram({ program: '/bin/cat', args: ['/dev/zero'], reads: [], limits: SHORT_RUN });
    expect(end.stopped).toBe('output');
  });

  test.runIf(prlimited)('that burns CPU or writes without end is stopped by the kernel', async () => {
    const cpu = { ...SHORT_RUN, cpuSeconds: 1 };
    const busy = ['-c', 'while :; do :; done'];
    expect((await runProgram({ program: '/bin/sh', args: busy, reads: [], limits: cpu })).stopped).toBe(
      'limit',
    );
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

  test('that does not exist never counts as a success', async () => {
    const end = runProgram({
      program: '/usr/bin/no-such-program',
      args: [],
      reads: [],
      limits: SHORT_RUN,
    }).then(
      ({ exitCode }) => ({ exitCode }),
      (fault: unknown) => fault,
    );
    expect(await end).not.toMatchObject({ exitCode: 0 });
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
