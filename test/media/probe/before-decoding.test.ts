import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { makeMedia } from '../../support/make-media.ts';
import { workFolder } from '../../support/work-folder.ts';

/** `probeMedia` with an ffmpeg that never comes to an end: whatever asks for something decoded waits until the test fails. */
async function probeWithoutDecoder() {
  const program = join(await workFolder(), 'ffmpeg');
  await writeFile(program, '#!/bin/sh\nexec sleep 600\n');
  await chmod(program, 0o755);
  vi.stubEnv('FFMPEG_PATH', program);
  onTestFinished(() => void vi.unstubAllEnvs());
  vi.resetModules();
  const { probeMedia } = await import('../../../media/index.ts');
  return probeMedia;
}

test.each([
  ['videoTenSilentHours', 'too_long'],
  ['videoTooWideSilent', 'too_many_pixels'],
] as const)('[F26] [F27] %s is refused as %s before any of its tracks is decoded', async (name, code) => {
  const path = await makeMedia(name);
  const probe = await probeWithoutDecoder();
  expect(await probe(path)).toMatchObject({ error: { code } });
});
