import { createServer } from 'node:net';
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { ok } from '../../core/model/result.ts';
import { runFfmpeg } from '../../media/ffmpeg/command.ts';
import { ffprobe } from '../../media/probe/ffprobe.ts';
import {
  probeMedia,
  renderCarAudio,
  renderImage,
  renderPagePosters,
  renderPoster,
  renderVideo,
} from '../../media/index.ts';
import * as hostile from '../support/hostile-media.ts';
import { makeMedia } from '../support/make-media.ts';
import { leftIn, workFolder } from '../support/work-folder.ts';

/** Asks for everything the file could be used for; every answer must be the refusal, and the folder stay empty. */
async function refusals(path: string): Promise<{ codes: Set<string>; left: string[] }> {
  const workDir = join(await workFolder(), 'work');
  await mkdir(workDir);
  const panel = { widthPx: 64, heightPx: 32, fit: 'contain' as const };
  const tags = { title: 'x', artist: 'x', album: 'x' };
  const outcomes = await Promise.all([
    probeMedia(path),
    renderVideo({ sourcePath: path, workDir, ...panel, airDurationMs: 1000 }),
    renderImage({ sourcePath: path, workDir, ...panel }),
    renderPoster({ sourcePath: path, workDir }),
    renderCarAudio({ source: { kind: 'recording', path }, workDir, tags }),
  ]);
  const codes = new Set(outcomes.map((outcome) => (outcome.ok ? 'accepted' : outcome.error.code)));
  return { codes, left: await leftIn(workDir) };
}

const expectRefused = async (path: string, code: string): Promise<void> => {
  expect(await refusals(path)).toEqual({ codes: new Set([code]), left: [] });
};

/** A listener that counts who connects. */
async function listener(): Promise<{ url: string; connections: () => number }> {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return { url: `http://127.0.0.1:${port}/video.mp4`, connections: () => connections };
}

describe('an upload that is not a picture, a video or a sound is refused and leaves nothing behind', () => {
  test('an empty file', async () => expectRefused(await hostile.empty(await workFolder()), 'empty'));
  test('HTML named .mp4', async () =>
    expectRefused(await hostile.html(await workFolder()), 'unsupported_format'));
  test('a ZIP named .mp4', async () =>
    expectRefused(await hostile.zip(await workFolder()), 'unsupported_format'));
  test('a Windows program named .mp4', async () =>
    expectRefused(await hostile.windowsProgram(await workFolder()), 'unsupported_format'));
  test('an SVG with an outside reference', async () =>
    expectRefused(await hostile.svg(await workFolder()), 'unsupported_format'));
  test('an MP4 header followed by noise', async () => {
    const { codes, left } = await refusals(await hostile.noiseAfterHeader(await workFolder()));
    expect(left).toEqual([]);
    expect([...codes].every((code) => code === 'truncated' || code === 'unreadable')).toBe(true);
  });
});

describe('[F23] [F24] [F25] a text that names another file or host is refused, and nothing is opened', () => {
  test('[F23] an HLS playlist named .mp4', async () => {
    const target = await makeMedia('videoPlain');
    await expectRefused(await hostile.hlsNaming(await workFolder(), target), 'unsupported_format');
  });

  test('[F24] an ffconcat script named .mp4', async () => {
    const target = await makeMedia('videoPlain');
    await expectRefused(await hostile.ffconcatNaming(await workFolder(), target), 'unsupported_format');
  });

  test('[F25] a playlist or script naming a URL makes no connection', async () => {
    const { url, connections } = await listener();
    await expectRefused(await hostile.urlText(await workFolder(), url), 'unsupported_format');
    await expectRefused(await hostile.hlsNaming(await workFolder(), url), 'unsupported_format');
    await expectRefused(await hostile.ffconcatNaming(await workFolder(), url), 'unsupported_format');
    expect(connections()).toBe(0);
  });

  test('even past the look at its content, ffprobe and ffmpeg refuse the playlist whatever it is taken for', async () => {
    const { url, connections } = await listener();
    const target = await makeMedia('videoPlain');
    const files = [
      await hostile.hlsNaming(await workFolder(), target),
      await hostile.ffconcatNaming(await workFolder(), target),
      await hostile.hlsNaming(await workFolder(), url),
    ];
    for (const path of files) {
      for (const demuxer of ['mov', 'mpegts', 'mp3', 'hls' as 'mov', 'concat' as 'mov']) {
        const report = await ffprobe(path, demuxer as 'mov', 1000);
        expect(report.ok && report.value.streams.length > 0).toBe(false);
        const end = await runFfmpeg({
          inputs: [{ path, demuxer: demuxer as 'mov' }],
          maps: ['0'],
          options: [],
          muxer: 'null',
        });
        expect(end.exitCode).not.toBe(0);
      }
    }
    expect(connections()).toBe(0);
  });
});

describe('[F26] [F27] an upload that would exhaust the machine is refused before it is decoded', () => {
  test('[F26] a PNG of 30000 × 30000 pixels in a few kilobytes', async () => {
    const path = await hostile.pngOfSize(await workFolder(), 30_000, 30_000);
    expect((await stat(path)).size).toBeLessThan(10_000);
    await expectRefused(path, 'too_many_pixels');
  });
  test('[F26] a video wider than 8192 pixels', async () =>
    expectRefused(await makeMedia('videoTooWide'), 'too_many_pixels'));
  test('[F27] ten hours of video in a tiny file', async () =>
    expectRefused(await makeMedia('videoTenHours'), 'too_long'));
  test('more tracks than anyone needs', async () =>
    expectRefused(await makeMedia('videoTenTracks'), 'too_many_streams'));
});

describe('[F28] a file that is not whole is refused', () => {
  test('an MP4 cut in half, index first', async () =>
    expectRefused(await hostile.cutInHalf(await workFolder()), 'truncated'));
  test('a WebM cut in half', async () =>
    expectRefused(await hostile.cutWebm(await workFolder()), 'truncated'));
  test('a PNG whose picture data is missing', async () =>
    expectRefused(await hostile.pngOfSize(await workFolder(), 2000, 2000), 'truncated'));

  test('an MP4 of the right length with a hole of zeros is neither copied nor repaired into a frozen picture', async () => {
    const workDir = await workFolder();
    const sourcePath = await hostile.holeOfZeros(await workFolder());
    const order = { sourcePath, workDir, fit: 'contain' as const, airDurationMs: 2000 };
    for (const panel of [
      { widthPx: 384, heightPx: 192 },
      { widthPx: 64, heightPx: 32 },
    ]) {
      expect(await renderVideo({ ...order, ...panel })).toMatchObject({ error: { code: 'unreadable' } });
    }
    expect(await leftIn(workDir)).toEqual([]);
  });

  test('a locked (DRM) video', async () => expectRefused(await makeMedia('videoEncrypted'), 'drm'));
});

test('a decoder that was taken over and leaves a link to a key has it neither read nor kept', async () => {
  const folder = await workFolder();
  const [key, tools, workDir] = [join(folder, 'root.key'), join(folder, 'tools'), join(folder, 'work')];
  await writeFile(key, 'secret');
  await mkdir(tools);
  await mkdir(workDir);
  const pdf = new PDFDocument({ size: [96, 64] });
  pdf.text('Pasar murah').end();
  await writeFile(join(folder, 'edaran.pdf'), await buffer(pdf));
  const program = join(tools, 'pdftoppm');
  await writeFile(program, `#!/bin/sh\nfor root; do :; done\nln -s ${key} "$root-1.jpg"\n`);
  await chmod(program, 0o755);
  vi.stubEnv('PATH', `${tools}:${process.env['PATH'] ?? ''}`);
  onTestFinished(() => void vi.unstubAllEnvs());
  const made = renderPagePosters({ sourcePath: join(folder, 'edaran.pdf'), workDir });
  await expect(made).rejects.toMatchObject({ code: 'hostile_output' });
  expect(await leftIn(workDir)).toEqual([]);
  expect(await readFile(key, 'utf8')).toBe('secret');
});

/** Small linear congruential generator (Numerical Recipes), so that a failing file can be made again. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

test('[F35] files with bytes changed at random are refused or rendered, never a crash, nothing left behind', async () => {
  const workDir = await workFolder();
  const path = join(await workFolder(), 'mutated');
  const names = ['videoRedBlue', 'videoVp9', 'videoMpeg2', 'animatedGif'] as const;
  const outcomes: string[] = [];
  for (let seed = 1; seed <= 12; seed += 1) {
    const random = randomFrom(seed);
    const content = await readFile(await makeMedia(names[seed % names.length] ?? 'videoRedBlue'));
    const reach = seed % 2 === 0 ? content.length : Math.min(content.length, 2000);
    for (let i = 0; i < 1 + 40 * random(); i += 1)
      content[Math.floor(random() * reach)] = Math.floor(256 * random());
    await writeFile(path, content);
    const order = {
      sourcePath: path,
      workDir,
      widthPx: 64,
      heightPx: 32,
      fit: 'cover' as const,
      airDurationMs: 1000,
    };
    const outcome = await renderVideo(order);
    outcomes.push(outcome.ok ? 'rendered' : 'refused');
  }
  expect(new Set(outcomes)).toEqual(new Set(['rendered', 'refused']));
  expect((await leftIn(workDir)).filter((name) => !name.endsWith('.mp4'))).toEqual([]);
});

test('the same folder serves the next upload after any number of refusals', async () => {
  const workDir = await workFolder();
  const bad = await hostile.cutInHalf(await workFolder());
  const panel = { workDir, widthPx: 64, heightPx: 32, fit: 'fill' as const, airDurationMs: 1000 };
  for (let i = 0; i < 3; i += 1) await renderVideo({ ...panel, sourcePath: bad });
  const good = await renderVideo({ ...panel, sourcePath: await makeMedia('videoRedBlue') });
  expect(good).toEqual(ok(expect.anything()));
  expect(await leftIn(workDir)).toHaveLength(1);
});
