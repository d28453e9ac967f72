import { expect, it } from 'vitest';
import {
  acceptInvitation,
  createUser,
  getInvitation,
  getSession,
  inviteAgain,
  listUsers,
  signIn,
  signOut,
  updateUser,
} from '../../core/api/people.ts';
import { ApiClient } from '../../tools/api-client.ts';
import { addAgency, invite, PASSWORD, refusal, setUp, testServer } from './support/running-server.ts';

const DAY_MS = 86_400_000;
const NEW = { username: 'humas', displayName: 'Pranata Humas', roles: ['editor' as const], agencyId: null };

it('an invitation is for one person, once, within seven days', async () => {
  let nowMs = Date.now();
  const server = await testServer({ nowMs: () => nowMs });
  const admin = await setUp(server);
  const { invitationPath } = await admin.api.call(createUser, { body: NEW });
  const params = { token: invitationPath.split('/').at(-1) ?? '' };
  const api = new ApiClient(server.url);
  expect(await api.call(getInvitation, { params })).toEqual({
    username: 'humas',
    displayName: 'Pranata Humas',
  });
  await api.call(acceptInvitation, { params, body: { password: PASSWORD } });
  expect((await api.call(getSession, {})).user).toMatchObject({ username: 'humas', state: 'active' });
  const body = { password: 'kata sandi lain' };
  expect(await refusal(new ApiClient(server.url).call(acceptInvitation, { params, body }))).toBe(
    'link_used_or_expired',
  );

  const late = await admin.api.call(createUser, { body: { ...NEW, username: 'lambat' } });
  nowMs += 7 * DAY_MS;
  const lateParams = { token: late.invitationPath.split('/').at(-1) ?? '' };
  expect(await refusal(api.call(getInvitation, { params: lateParams }))).toBe('link_used_or_expired');
});

it('inviting again ends the old password, sessions and links', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const humas = await invite(server, admin, 'humas', ['editor']);
  const { invitationPath } = await admin.api.call(inviteAgain, { params: { id: humas.user.id } });
  expect(await refusal(humas.api.call(getSession, {}))).toBe('not_signed_in');
  const credentials = { body: { username: 'humas', password: PASSWORD } };
  expect(await refusal(humas.api.call(signIn, credentials))).toBe('wrong_credentials');
  const params = { token: invitationPath.split('/').at(-1) ?? '' };
  await humas.api.call(acceptInvitation, { params, body: { password: 'kata sandi baru' } });
  expect((await humas.api.call(getSession, {})).user.id).toBe(humas.user.id);
});

it('a disabled user is out at once and cannot sign in until enabled', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const humas = await invite(server, admin, 'humas', ['editor']);
  const params = { id: humas.user.id };
  await admin.api.call(updateUser, { params, body: { disabled: true } });
  expect(await refusal(humas.api.call(getSession, {}))).toBe('not_signed_in');
  const credentials = { body: { username: 'humas', password: PASSWORD } };
  expect(await refusal(humas.api.call(signIn, credentials))).toBe('wrong_credentials');
  await admin.api.call(updateUser, { params, body: { disabled: false } });
  await humas.api.call(signIn, credentials);
});

it('the last administrator can be neither disabled nor demoted', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const params = { id: admin.user.id };
  expect(await refusal(admin.api.call(updateUser, { params, body: { disabled: true } }))).toBe('wrong_state');
  expect(await refusal(admin.api.call(updateUser, { params, body: { roles: ['viewer'] } }))).toBe(
    'wrong_state',
  );
  expect(await refusal(admin.api.call(inviteAgain, { params }))).toBe('wrong_state');
  expect((await admin.api.call(getSession, {})).user.roles).toContain('admin');
});

it('user names are taken once, and a contributor speaks for an agency', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  await admin.api.call(createUser, { body: NEW });
  expect(await refusal(admin.api.call(createUser, { body: NEW }))).toBe('name_taken');
  const contributor = { ...NEW, username: 'opd', roles: ['contributor' as const] };
  expect(await refusal(admin.api.call(createUser, { body: contributor }))).toBe('invalid_request');
  const agency = await addAgency(admin);
  await admin.api.call(createUser, { body: { ...contributor, agencyId: agency.id } });
  expect((await admin.api.call(listUsers, {})).map((user) => user.username)).toEqual([
    'admin',
    'humas',
    'opd',
  ]);
});

it('guessing a password is stopped, for that user from that address, until the quarter of an hour is over', async () => {
  let nowMs = Date.now();
  const server = await testServer({ nowMs: () => nowMs });
  await setUp(server);
  const api = new ApiClient(server.url);
  const wrong = () => refusal(api.call(signIn, { body: { username: 'admin', password: 'salah' } }));
  const answers = await Promise.all(Array.from({ length: 10 }, wrong));
  expect(answers.filter((code) => code === 'too_many_attempts')).toHaveLength(2);
  const right = { body: { username: 'admin', password: PASSWORD } };
  expect(await refusal(api.call(signIn, right))).toBe('too_many_attempts');
  nowMs += 15 * 60_000;
  await api.call(signIn, right);
});

it('a session ends by signing out, and by itself after twelve hours without a request', async () => {
  let nowMs = Date.now();
  const server = await testServer({ nowMs: () => nowMs });
  const admin = await setUp(server);
  nowMs += 11 * 3_600_000;
  await admin.api.call(getSession, {});
  nowMs += 11 * 3_600_000;
  await admin.api.call(getSession, {});
  nowMs += 12 * 3_600_000;
  expect(await refusal(admin.api.call(getSession, {}))).toBe('not_signed_in');
  await admin.api.call(signIn, { body: { username: 'admin', password: PASSWORD } });
  const kept = new ApiClient(server.url, admin.api.cookie);
  await admin.api.call(signOut, {});
  expect(await refusal(kept.call(getSession, {}))).toBe('not_signed_in');
});

it('the session cookie is out of reach of scripts and other sites', async () => {
  const server = await testServer();
  await setUp(server);
  const answer = await fetch(`${server.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'admin', password: PASSWORD }),
  });
  const [cookie = ''] = answer.headers.getSetCookie();
  expect(cookie).toMatch(/; HttpOnly/);
  expect(cookie).toMatch(/; SameSite=Strict/);
  // Plain HTTP is for this machine only; anywhere else the cookie asks for TLS.
  expect(cookie).not.toMatch(/; Secure/);
});
