import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { findBinaries } from '../../../media/ffmpeg/binaries.ts';
import { measureLoudness } from '../../../media/index.ts';
import { programmeLevel, soundFilters } from '../../../media/sound/programme.ts';
import type { MediaName } from '../../fixtures/media.ts';
import { makeMedia } from '../../support/make-media.ts';
import { workFolder } from '../../support/work-folder.ts';

const run = promisify(execFile);

test.each<[MediaName, 'mov' | 'mp3' | 'wav', number]>([
  ['audioVoice', 'mov', -23],
  ['audioVoice', 'mov', -16],
  ['audioLoud', 'mp3', -16],
  ['audioPeaky', 'wav', -23],
])(
  '%s (%s) comes to %f LUFS within half a unit, peaks under the limit',
  async (name, demuxer, targetLufs) => {
    const path = await makeMedia(name);
    const level = await programmeLevel({ path, demuxer }, 0, targetLufs);
    if (!level.ok) throw new Error(level.error.code);
    const { ffmpeg } = await findBinaries();
    const out = join(await workFolder(), 'out.wav');
    await run(ffmpeg, [
      '-v',
      'error',
      '-i',
      path,
      '-af',
      soundFilters(4000, level.value),
      '-c:a',
      'pcm_f32le',
      out,
    ]);
    const loudness = await measureLoudness(out);
    if (!loudness.ok) throw new Error(loudness.error.code);
    expect(Math.abs(loudness.value.integratedLufs - targetLufs)).toBeLessThanOrEqual(0.5);
    expect(loudness.value.truePeakDbtp).toBeLessThanOrEqual(-1);
  },
);

test('silence stays silent', async () => {
  const path = await makeMedia('audioSilence');
  const level = await programmeLevel({ path, demuxer: 'wav' }, 0, -16);
  expect(level).toEqual({ ok: true, value: { gainDb: 0, limitDbfs: null } });
});
