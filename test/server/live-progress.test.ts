import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { listJobs } from '../../core/api/announcements.ts';
import { getSession, signIn, signOut, updateUser } from '../../core/api/people.ts';
import { LIVE_SOCKET_PATH, LiveMessage, SCOPE_CHANGED, SESSION_ENDED } from '../../core/protocol/live.ts';
import { ApiClient, until } from '../../tools/api-client.ts';
import { makeMedia } from '../support/make-media.ts';
import { addAgency, invite, PASSWORD, setUp, testServer, type TestServer } from './support/running-server.ts';

/** A browser's live line, and what it was told. */
async function listen(
  { url }: TestServer,
  api: ApiClient,
): Promise<{ messages: LiveMessage[]; closed: Promise<number> }> {
  const address = `${url.replace('http', 'ws')}${LIVE_SOCKET_PATH}`;
  const socket = new WebSocket(address, { headers: { cookie: api.cookie, origin: url } });
  onTestFinished(() => socket.terminate());
  const messages: LiveMessage[] = [];
  socket.on('message', (data: Buffer) => messages.push(LiveMessage.parse(JSON.parse(data.toString('utf8')))));
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await new Promise((resolve) => socket.once('open', resolve));
  return { messages, closed };
}

const jobsIn = (messages: readonly LiveMessage[]) =>
  messages.flatMap((message) => (message.type === 'job' ? [message.job] : []));

it('a signed-in browser sees an upload’s job go from step to step to its end', async () => {
  const server = await testServer();
  const { api } = await setUp(server);
  const { messages } = await listen(server, api);
  const id = await api.upload(await makeMedia('videoPlain'));
  const jobs = await until(async () => {
    const seen = jobsIn(messages);
    return seen.some(({ state }) => state === 'done') ? seen : undefined;
  });

  expect(jobs.every(({ subjectId }) => subjectId === id)).toBe(true);
  expect(jobs.map(({ step }) => step)).toEqual(['probing', 'poster', 'storing', 'storing']);
  const progress = jobs.map((job) => job.progress);
  expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  const changed = messages.filter(({ type }) => type === 'changed');
  expect(changed).toContainEqual({ type: 'changed', resource: 'assets', id });
});

it('the work of one agency is not told to another', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const [health, traffic] = [await addAgency(admin, 'Dinkes'), await addAgency(admin, 'Dishub')];
  const nurse = await invite(server, admin, 'dinkes', ['contributor'], health.id);
  const colleague = await invite(server, admin, 'dinkes2', ['contributor'], health.id);
  const stranger = await invite(server, admin, 'dishub', ['contributor'], traffic.id);
  const lines = [await listen(server, colleague.api), await listen(server, stranger.api)] as const;
  const id = await nurse.api.upload(await makeMedia('imageGreenCard'));
  await until(async () =>
    jobsIn(lines[0].messages).some(({ state }) => state === 'done') ? true : undefined,
  );
  expect(jobsIn(lines[1].messages)).toEqual([]);
  const listed = ({ api }: typeof nurse) => api.call(listJobs, {});
  expect(await listed(colleague)).toMatchObject([{ subjectId: id, state: 'done', ahead: null }]);
  expect(await listed(admin)).toHaveLength(1);
  expect(await listed(stranger)).toEqual([]);
});

it('who is moved to another agency hears of the old one no more', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const [health, traffic] = [await addAgency(admin, 'Dinkes'), await addAgency(admin, 'Dishub')];
  const { api, user } = await invite(server, admin, 'dinkes', ['contributor'], health.id);
  const moved = await listen(server, api);
  const params = { id: user.id };
  await admin.api.call(updateUser, { params, body: { agencyId: traffic.id } });
  expect(await moved.closed).toBe(SCOPE_CHANGED);
  const anew = await listen(server, api);
  await admin.api.call(updateUser, { params, body: { displayName: 'Petugas' } });
  await until(async () => (anew.messages.some(({ type }) => type === 'changed') ? true : undefined));
  await admin.api.call(updateUser, { params, body: { roles: ['contributor', 'viewer'] } });
  expect(await anew.closed).toBe(SCOPE_CHANGED);
});

it('signing out closes the line of that browser, and of no other', async () => {
  const server = await testServer();
  const { api } = await setUp(server);
  const elsewhere = new ApiClient(server.url);
  await elsewhere.call(signIn, { body: { username: 'admin', password: PASSWORD } });
  const [here, other] = [await listen(server, api), await listen(server, elsewhere)];
  await api.call(signOut, {});
  expect(await here.closed).toBe(SESSION_ENDED);
  await addAgency({ api: elsewhere, user: (await elsewhere.call(getSession, {})).user });
  await until(async () => (other.messages.some(({ type }) => type === 'changed') ? true : undefined));
});
