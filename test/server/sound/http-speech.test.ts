/** A speech engine elsewhere, played by a real HTTP server: what is asked of it, and what is not believed. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { readFile } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { probeMedia, renderCarAudio } from '../../../media/index.ts';
import { httpSpeech } from '../../../server/sound/http-speech.ts';
import { makeMedia } from '../../support/make-media.ts';
import { leftIn, workFolder } from '../../support/work-folder.ts';

async function engine(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/speak`;
}

const sent = async (url: string, signal?: AbortSignal) => {
  const workDir = await workFolder();
  const spoken = await httpSpeech(url).speak({ text: 'Air naik 2 m.', language: 'id', workDir, signal });
  return { spoken, left: await leftIn(workDir) };
};

test('it is sent the script in spoken words, and its answer is taken as a file', async () => {
  const asked: unknown[] = [];
  const wav = await readFile(await makeMedia('audioVoice'));
  const url = await engine((req, res) => {
    void json(req).then((body) => {
      asked.push(req.method, body);
      res.setHeader('content-type', 'audio/wav').end(wav);
    });
  });
  const { spoken, left } = await sent(url);
  expect(asked).toEqual(['POST', { text: 'Air naik dua meter.', language: 'id' }]);
  if (!spoken.ok) throw new Error(spoken.error.detail);
  expect(left).toEqual([`${spoken.value.sha256}.wav`]);
});

test.each<[string, RequestListener]>([
  ['a redirect', (_, res) => res.writeHead(302, { location: 'http://127.0.0.1:1/other' }).end()],
  ['a fault', (_, res) => res.writeHead(500).end('no')],
  ['a page', (_, res) => res.writeHead(200, { 'content-type': 'text/html' }).end('<p>')],
  ['nothing', (_, res) => res.writeHead(200, { 'content-type': 'audio/wav' }).end()],
  [
    'half an answer',
    (_, res) =>
      res
        .writeHead(200, { 'content-type': 'audio/wav', 'content-length': '9' })
        .write('x', () => res.destroy()),
  ],
])('%s is no sound, and nothing is left of it in the folder that counts', async (_, answer) => {
  const { spoken } = await sent(await engine(answer));
  expect(spoken).toMatchObject({ ok: false, error: { code: 'speech_unavailable' } });
});

test('an engine that hangs is waited for as long as was said', async () => {
  const url = await engine(() => undefined);
  const order = { text: 'Air naik.', language: 'id', workDir: await workFolder() } as const;
  expect(await httpSpeech(url, 100).speak(order)).toMatchObject({
    error: { code: 'speech_unavailable', detail: 'not within 100 ms' },
  });
});

test('an endless answer is cut at the limit', async () => {
  const block = Buffer.alloc(4 * 2 ** 20);
  const url = await engine((_, res) => {
    res.writeHead(200, { 'content-type': 'audio/wav' });
    const more = (): void => {
      while (!res.destroyed && res.write(block));
      if (!res.destroyed) res.once('drain', more);
    };
    more();
  });
  expect((await sent(url)).spoken).toMatchObject({
    error: { detail: expect.stringContaining('more than') as string },
  });
});

test('a host on the link of the server itself is never asked', async () => {
  expect((await sent('http://169.254.169.254/latest')).spoken).toMatchObject({
    error: { code: 'speech_unavailable', detail: 'address not allowed or not found' },
  });
});

test('what comes is looked at like any upload: a playlist dressed as sound is refused', async () => {
  const url = await engine((_, res) =>
    res.writeHead(200, { 'content-type': 'audio/wav' }).end('#EXTM3U\nfile:///etc/passwd\n'),
  );
  const workDir = await workFolder();
  const made = await renderCarAudio({
    source: { kind: 'script', text: 'Air naik.', language: 'id' },
    engine: httpSpeech(url),
    voicing: 'horn',
    workDir,
    tags: { title: 'x', artist: 'x', album: 'x' },
  });
  expect(made).toMatchObject({ ok: false, error: { code: 'unsupported_format' } });
  expect(await leftIn(workDir)).toEqual([]);
});

test('a browser’s own recording is a sound like any other', async () => {
  for (const name of ['audioBrowserWebm', 'audioBrowserMp4'] as const)
    expect(await probeMedia(await makeMedia(name), { purpose: 'sound' })).toMatchObject({
      value: { kind: 'audio' },
    });
});
