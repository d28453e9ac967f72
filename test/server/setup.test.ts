import { expect, it } from 'vitest';
import { finishSetup, getSession, getSetup, signIn } from '../../core/api/people.ts';
import { ApiClient } from '../../tools/api-client.ts';
import { PASSWORD, refusal, setUp, setupTokenOf, testServer } from './support/running-server.ts';

const body = (token: string, username = 'admin') => ({
  token,
  cityName: 'Kota Uji',
  username,
  displayName: 'Administrator',
  password: PASSWORD,
});

it('a fresh server lets the holder of its set-up link in as administrator, and nobody by a default password', async () => {
  const server = await testServer();
  const api = new ApiClient(server.url);
  expect(server.setupPath).toMatch(/^\/setup#token=[\w-]{43}$/);
  expect(await api.call(getSetup, {})).toMatchObject({ needed: true });
  expect(await refusal(api.call(signIn, { body: { username: 'admin', password: 'admin' } }))).toBe(
    'wrong_credentials',
  );

  const session = await api.call(finishSetup, { body: body(setupTokenOf(server)) });
  expect(session.user).toMatchObject({
    username: 'admin',
    roles: ['admin', 'editor', 'approver'],
    state: 'active',
  });
  expect(session.city).toMatchObject({ name: 'Kota Uji', demo: true });
  expect((await api.call(getSession, {})).user.id).toBe(session.user.id);
  expect(await api.call(getSetup, {})).toMatchObject({ needed: false, cityName: 'Kota Uji' });
});

it('the set-up link works once', async () => {
  const server = await testServer();
  await setUp(server);
  const again = new ApiClient(server.url).call(finishSetup, { body: body(setupTokenOf(server), 'lain') });
  expect(await refusal(again)).toBe('already_set_up');
});

it('of two people racing with the set-up link one gets in', async () => {
  const server = await testServer();
  const attempts = ['satu', 'dua', 'tiga'].map((name) =>
    refusal(new ApiClient(server.url).call(finishSetup, { body: body(setupTokenOf(server), name) })),
  );
  expect((await Promise.all(attempts)).toSorted()).toEqual(['already_set_up', 'already_set_up', 'none']);
});

it('a guessed set-up token is refused', async () => {
  const server = await testServer();
  const guess = new ApiClient(server.url).call(finishSetup, { body: body('A'.repeat(43)) });
  expect(await refusal(guess)).toBe('link_used_or_expired');
});

it('the set-up link ends after 24 hours', async () => {
  let nowMs = Date.now();
  const server = await testServer({ nowMs: () => nowMs });
  nowMs += 24 * 3_600_000;
  const late = new ApiClient(server.url).call(finishSetup, { body: body(setupTokenOf(server)) });
  expect(await refusal(late)).toBe('link_used_or_expired');
});

it('each start before set-up prints a new link, and the one before no longer works', async () => {
  const first = await testServer();
  await first.close();
  const second = await testServer({ dataDir: first.dataDir });
  expect(second.setupPath).not.toBe(first.setupPath);
  const api = new ApiClient(second.url);
  expect(await refusal(api.call(finishSetup, { body: body(setupTokenOf(first)) }))).toBe(
    'link_used_or_expired',
  );
  await api.call(finishSetup, { body: body(setupTokenOf(second)) });
  await second.close();
  const third = await testServer({ dataDir: first.dataDir });
  expect(third.setupPath).toBeNull();
  const again = new ApiClient(third.url, api.cookie);
  expect((await again.call(getSession, {})).user.username).toBe('admin');
});

it('a second server on the same data folder is told, not let in', async () => {
  const server = await testServer();
  await expect(testServer({ dataDir: server.dataDir })).rejects.toMatchObject({ code: 'database_unusable' });
});
