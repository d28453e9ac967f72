import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { findBinaries } from '../../media/ffmpeg/binaries.ts';
import { probeMedia } from '../../media/index.ts';
import { HashStore } from '../../media/store/index.ts';
import { pictureFacts } from '../../server/jobs/picture-facts.ts';
import { workFolder } from '../support/work-folder.ts';
import { contentWith } from './support/content.ts';

test('a video is judged by what airs of it, and not by what comes after', async () => {
  const workDir = await workFolder();
  const path = join(workDir, 'padat-kemudian.mp4');
  const { ffmpeg } = await findBinaries();
  const lines = "drawgrid=width=4000:height=16:thickness=8:color=white:enable='gte(t,1)'";
  const picture = `color=c=0x0b3d91:size=1536x768:rate=10:duration=4,${lines}`;
  await promisify(execFile)(ffmpeg, [
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    picture,
    '-preset',
    'ultrafast',
    path,
  ]);
  const probed = await probeMedia(path);
  if (!probed.ok) throw new Error(probed.error.code);

  const mediaStore = await HashStore.open(join(workDir, 'media'));
  const source = { path, sha256: 'a'.repeat(64), probe: probed.value, posterSha256: null };
  const codes = async (airDurationMs: number): Promise<string[]> => {
    const content = contentWith('dinkes', { airDurationMs });
    const panels = [{ widthPx: 384, heightPx: 192 }];
    const facts = await pictureFacts({ mediaStore }, source, content, panels, {
      signal: new AbortController().signal,
      workDir,
    });
    if (!facts.ok) throw new Error(facts.error.code);
    return facts.value.warnings.map(({ code }) => code);
  };
  expect(await codes(1000)).toEqual([]);
  expect(await codes(4000)).toContain('too_dense');
});
