import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sandboxState } from '../../media/index.ts';
import { InspectAnswer, PosterAnswer } from '../../media/stills/jobs.ts';
import { runStill } from '../../media/stills/run.ts';
import { makeMedia } from '../support/make-media.ts';
import { workFolder } from '../support/work-folder.ts';

const MAX_PIXELS = 50_000_000;
const isBoxed = (await sandboxState()).kind === 'bubblewrap';

test('a still is read by a program of its own, which tells its header', async () => {
  const sourcePath = await makeMedia('imageGreenCard');
  const answer = await runStill({ job: 'inspect', sourcePath, maxPixels: MAX_PIXELS }, InspectAnswer, {});
  expect(answer).toEqual({
    ok: true,
    value: {
      header: { format: 'png', widthPx: 1280, heightPx: 640, space: 'srgb', orientation: 1, pages: 1 },
      decodes: true,
    },
  });
});

test.runIf(isBoxed)('what decodes stills can write nowhere but in the folder it was given', async () => {
  const sourcePath = await makeMedia('imageGreenCard');
  const [given, other] = [await workFolder(), await workFolder()];
  const poster = (jpegPath: string) =>
    runStill(
      { job: 'poster', sourcePath, maxPixels: MAX_PIXELS, widthPx: 64, heightPx: 32, jpegPath },
      PosterAnswer,
      { writes: given },
    );
  expect(await poster(join(given, 'poster.jpg'))).toMatchObject({ ok: true });
  expect(await readdir(given)).toEqual(['poster.jpg']);
  expect(await poster(join(other, 'poster.jpg'))).toMatchObject({ ok: false, error: { code: 'unreadable' } });
  expect(await readdir(other)).toEqual([]);
  const outside = join(tmpdir(), 'wawar-outside.jpg');
  await poster(outside);
  expect(await readdir(tmpdir())).not.toContain('wawar-outside.jpg');
});

test('an answer of another form is a picture that cannot be read', async () => {
  const sourcePath = await makeMedia('imageGreenCard');
  const answer = await runStill({ job: 'inspect', sourcePath, maxPixels: MAX_PIXELS }, PosterAnswer, {});
  expect(answer).toMatchObject({ ok: false, error: { code: 'unreadable' } });
});
