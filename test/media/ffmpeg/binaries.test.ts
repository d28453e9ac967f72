import { execFile } from 'node:child_process';
import { chmod, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { findOnPath } from '../../../media/ffmpeg/binaries.ts';
import { workFolder } from '../../support/work-folder.ts';

const MODULE = join(import.meta.dirname, '../../../media/ffmpeg/binaries.ts');

/** What a fresh process finds in that environment: the search is done once a process. */
async function found(env: Record<string, string>): Promise<string> {
  const script = `const { findBinaries } = await import(${JSON.stringify(MODULE)});
    console.log(await findBinaries().then(JSON.stringify, (fault) => fault.code + ' ' + fault.message));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    env,
  });
  return stdout.trim();
}

async function fakeProgram(name: string): Promise<string> {
  const path = join(await workFolder(), name);
  await writeFile(path, '#!/bin/sh\n');
  await chmod(path, 0o755);
  return path;
}

test('without ffmpeg the message names the command that installs it', async () => {
  const said = await found({ PATH: await workFolder() });
  expect(said).toMatch(/^ffmpeg_missing .*apt-get install ffmpeg.*FFMPEG_PATH$/);
});

test('without ffprobe likewise', async () => {
  const said = await found({ PATH: await workFolder(), FFMPEG_PATH: await fakeProgram('ffmpeg') });
  expect(said).toMatch(/^ffprobe_missing .*FFPROBE_PATH$/);
});

test('FFMPEG_PATH comes before PATH, and ffprobe beside it is taken', async () => {
  const ffmpeg = await fakeProgram('ffmpeg');
  const ffprobe = join(ffmpeg, '../ffprobe');
  await symlink(ffmpeg, ffprobe);
  const said = await found({ PATH: process.env['PATH'] ?? '', FFMPEG_PATH: ffmpeg });
  expect(JSON.parse(said)).toEqual({ ffmpeg, ffprobe });
});

test('a program that is nowhere is not found', async () => {
  expect(await findOnPath('no-such-program')).toBeUndefined();
});
