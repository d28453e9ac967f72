import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { LIVE_SOCKET_PATH, LiveMessage } from '../../core/protocol/live.ts';
import { makeMedia } from '../support/make-media.ts';
import { setUp, testServer } from './support/running-server.ts';

it('a signed-in browser sees an upload’s job go from step to step to its end', async () => {
  const server = await testServer();
  const { api } = await setUp(server);
  const url = `${server.url.replace('http', 'ws')}${LIVE_SOCKET_PATH}`;
  const socket = new WebSocket(url, { headers: { cookie: api.cookie, origin: server.url } });
  const messages: LiveMessage[] = [];
  const ended = new Promise<void>((resolve) => {
    socket.on('message', (data: Buffer) => {
      const message = LiveMessage.parse(JSON.parse(data.toString('utf8')));
      messages.push(message);
      if (message.type === 'job' && message.job.state === 'done') resolve();
    });
  });
  await new Promise((resolve) => socket.once('open', resolve));
  const id = await api.upload(await makeMedia('videoPlain'));
  await ended;
  socket.close();

  const jobs = messages.flatMap((message) => (message.type === 'job' ? [message.job] : []));
  expect(jobs.every(({ subjectId }) => subjectId === id)).toBe(true);
  expect(jobs.map(({ step }) => step)).toEqual(['probing', 'poster', 'storing', 'storing']);
  const progress = jobs.map((job) => job.progress);
  expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  const changed = messages.filter(({ type }) => type === 'changed');
  expect(changed).toContainEqual({ type: 'changed', resource: 'assets', id });
});
