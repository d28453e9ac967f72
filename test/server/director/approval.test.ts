import { expect, it } from 'vitest';
import { approveAnnouncement, getAnnouncement, returnAnnouncement } from '../../../core/api/announcements.ts';
import { inviteAgain } from '../../../core/api/people.ts';
import { listEntries } from '../../../core/api/schedule.ts';
import { invite, PASSWORD, refusal } from '../support/running-server.ts';
import { allDay, approve, city, evergreen, inReview, pairedDevice, plan, submit } from './support/city.ts';

it('nobody approves or returns what they submitted themselves', async () => {
  const where = await city();
  const both = await invite(where.server, where.admin, 'rangkap', ['approver', 'editor']);
  const { id } = await inReview({ ...where, editor: both }, 'ktp');
  const params = { id };
  const body = { revision: 1, password: PASSWORD };
  expect(await refusal(both.api.call(approveAnnouncement, { params, body }))).toBe('same_person');
  const returned = both.api.call(returnAnnouncement, { params, body: { revision: 1, reason: 'salah' } });
  expect(await refusal(returned)).toBe('same_person');
  expect(await refusal(where.editor.api.call(approveAnnouncement, { params, body }))).toBe('forbidden');
  expect(await approve(where, { id, revision: 1 })).toMatchObject({
    state: 'approved',
    submittedBy: both.user.id,
    decidedBy: where.approver.user.id,
  });
});

it('an approval needs the approver’s own password, the revision that was seen, and finished renditions', async () => {
  const where = await city();
  const { id } = await inReview(where, 'ktp');
  const params = { id };
  const attempt = (body: { revision: number; password: string }) =>
    refusal(where.approver.api.call(approveAnnouncement, { params, body }));
  expect(await attempt({ revision: 1, password: 'kata sandi salah' })).toBe('wrong_password');
  expect(await attempt({ revision: 2, password: PASSWORD })).toBe('stale_revision');
  const { content } = await where.editor.api.call(getAnnouncement, { params });
  const spoken = { outputs: { ...content.outputs, mobile: true }, script: 'Warga kota. '.repeat(300) };
  const unfinished = await submit(where.editor, { ...content, ...spoken });
  expect(await refusal(approve(where, unfinished))).toBe('not_rendered');
  await approve(where, { id, revision: 1 });
  expect(await attempt({ revision: 1, password: PASSWORD })).toBe('wrong_state');
});

it('a returned announcement says what to fix', async () => {
  const where = await city();
  const { id } = await inReview(where, 'ktp');
  const body = { revision: 1, reason: 'Tanggal belum ada.' };
  const answer = await where.approver.api.call(returnAnnouncement, { params: { id }, body });
  expect(answer).toMatchObject({ state: 'returned', reason: 'Tanggal belum ada.' });
  expect(await refusal(approve(where, { id, revision: 1 }))).toBe('wrong_state');
});

it('approving gives screens what was planned for it at once, and nobody else’s plans', async () => {
  const where = await city();
  await evergreen(where);
  const ktp = await inReview(where, 'ktp');
  const other = await approve(where, await inReview(where, 'lain'));
  const waiting = await plan(where, allDay(ktp.id));
  const draft = await plan(where, allDay(other.id));
  const device = await pairedDevice(where);
  await device.apply();

  await approve(where, ktp);
  expect((await device.next('changed')).manifestVersion).toBeGreaterThan(device.manifestVersion);
  const { programme } = await device.apply();
  expect(programme.entries.map((entry) => entry.id)).toEqual([waiting.id]);
  expect(programme.items.map((item) => item.id)).toContain(`${ktp.id}-v`);
  const entries = await where.editor.api.call(listEntries, {});
  expect(entries.find((entry) => entry.id === draft.id)?.published).toBeNull();
});

it('what an approver approved goes on airing after their key is replaced', async () => {
  const where = await city();
  await evergreen(where);
  const device = await pairedDevice(where);
  const before = await device.apply();
  await where.admin.api.call(inviteAgain, { params: { id: where.approver.user.id } });
  const after = await device.fetchManifest();
  expect(after.version).toBeGreaterThan(before.version);
  expect(after.rootVersion).toBeGreaterThan(before.rootVersion);
  expect(after.programme.items).toEqual(before.programme.items);
  expect(after.programme.effectiveFromMs).toBe(before.programme.effectiveFromMs);
});
