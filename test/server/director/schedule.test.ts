import { expect, it } from 'vitest';
import { withdrawAnnouncement } from '../../../core/api/announcements.ts';
import {
  createEntry,
  deleteEntry,
  explainScreen,
  getScreenPlan,
  listEntries,
  previewEntry,
  previewPublish,
  publish,
  updateEntry,
} from '../../../core/api/schedule.ts';
import { planAt, planHash } from '../../../core/schedule/index.ts';
import { refusal } from '../support/running-server.ts';
import {
  addScreen,
  allDay,
  approve,
  city,
  DAY_MS,
  evergreen,
  inReview,
  pairedDevice,
  plan,
} from './support/city.ts';

/** Broadcast day of the Jakarta screens, which begins at 04:00 (21:00 UTC). */
const dayOf = (atMs: number): string => new Date(atMs + 3 * 3_600_000).toISOString().slice(0, 10);

it('an entry must be computable, within what is written, and about things that exist', async () => {
  const where = await city();
  const { id } = await inReview(where, 'ktp', { outputs: { screen: true, ticker: false, mobile: false } });
  const entry = allDay(id);
  const attempt = (body: typeof entry) => refusal(where.editor.api.call(createEntry, { body }));
  const rule = (rrule: string) => ({ ...entry, timing: { ...entry.timing, rrule } });
  expect(await attempt(rule('FREQ=SOMETIMES'))).toBe('bad_recurrence');
  expect(await attempt({ ...entry, timing: { ...entry.timing, timeZone: 'Asia/Atlantis' } })).toBe(
    'bad_recurrence',
  );
  expect(await attempt({ ...entry, rules: { ...entry.rules, priority: 51 } })).toBe('priority_too_high');
  expect(await attempt({ ...entry, zone: 'ticker' })).toBe('output_not_approved');
  expect(await attempt(allDay('tidak-ada'))).toBe('not_found');
  expect(await attempt({ ...entry, target: { kind: 'screen', screenId: 'tidak-ada' } })).toBe('not_found');
  expect(await attempt(entry)).toBe('none');
});

it('nothing is published to a screen without evergreen content, and the preview says so', async () => {
  const where = await city();
  const { editor, screen } = where;
  const { id } = await approve(where, await inReview(where, 'ktp'));
  await plan(where, allDay(id));
  const preview = await editor.api.call(previewPublish, {});
  expect(preview.screens).toMatchObject([{ screenId: screen.id, changed: true, blocked: 'no_evergreen' }]);
  expect(await editor.api.call(publish, {})).toEqual({
    published: [],
    blocked: [{ screenId: screen.id, code: 'no_evergreen' }],
  });
});

it('publishing gives a new version only to screens whose programme changed', async () => {
  const where = await city();
  const { editor, screen } = where;
  const other = await addScreen(editor, 'Simpang Lima');
  const kota = await evergreen(where);
  const ktp = await approve(where, await inReview(where, 'ktp'));
  const entry = await plan(where, allDay(ktp.id, { target: { kind: 'screen', screenId: screen.id } }));
  const preview = await editor.api.call(previewPublish, {});
  expect(preview.changedEntryIds).toEqual([entry.id]);
  expect(preview.screens.map((one) => [one.screenId, one.changed])).toEqual([
    [other.id, false],
    [screen.id, true],
  ]);
  const { published } = await editor.api.call(publish, {});
  expect(published.map((one) => one.screenId)).toEqual([screen.id]);
  expect(await refusal(editor.api.call(publish, {}))).toBe('nothing_to_publish');

  const changed = { ...entry.plan, rules: { ...entry.plan.rules, priority: 20 } };
  await editor.api.call(updateEntry, { params: { id: entry.id }, body: changed });
  const [row] = await editor.api.call(listEntries, {});
  expect([row?.plan.rules.priority, row?.published?.rules.priority]).toEqual([20, 50]);
  await editor.api.call(deleteEntry, { params: { id: entry.id } });
  expect(await editor.api.call(listEntries, {})).toMatchObject([{ deleted: true }]);
  expect((await editor.api.call(publish, {})).published).toHaveLength(1);
  expect(await editor.api.call(listEntries, {})).toEqual([]);
  const device = await pairedDevice(where);
  const { programme } = await device.apply();
  expect(programme.entries).toEqual([]);
  expect(programme.items.map((item) => item.announcementId)).toEqual([kota.id, kota.id]);
});

it('server and player compute the same plan, and the server tells why', async () => {
  const where = await city();
  const { editor, screen } = where;
  await evergreen(where);
  const ktp = await approve(where, await inReview(where, 'ktp'));
  const entry = await plan(where, allDay(ktp.id));
  await editor.api.call(publish, {});
  const device = await pairedDevice(where);
  const { programme } = await device.apply();
  const atMs = Date.now();
  const params = { id: screen.id };
  const day = dayOf(atMs);
  const view = await editor.api.call(getScreenPlan, { params, query: { day } });
  expect(view.hash).toBe(planHash(planAt(programme, atMs)));
  const slot = view.zones
    .find((zone) => zone.zone === 'main')
    ?.slots.find(({ startMs, endMs }) => startMs <= atMs && atMs < endMs);
  expect(slot).toMatchObject({ announcementId: ktp.id, title: 'Judul ktp', entryId: entry.id });
  const explained = await editor.api.call(explainScreen, { params, query: { atMs } });
  const main = explained.zones.find((zone) => zone.zone === 'main');
  expect(main?.slot).toMatchObject({ announcementId: ktp.id, startMs: slot?.startMs });
  expect(main?.reasons.map((reason) => reason.code)).toContain('recurrence');
});

it('a preview shows an entry on the day it would change, and stores nothing', async () => {
  const where = await city();
  const { editor, screen } = where;
  await evergreen(where);
  const ktp = await approve(where, await inReview(where, 'ktp'));
  const day = dayOf(Date.now() + DAY_MS);
  const params = { id: screen.id };
  const body = { entryId: null, plan: allDay(ktp.id) };
  const shown = await editor.api.call(previewEntry, { params, query: { day }, body });
  expect(shown.zones.find((zone) => zone.zone === 'main')?.slots[0]?.announcementId).toBe(ktp.id);
  expect(await editor.api.call(listEntries, {})).toEqual([]);
  const unapproved = await inReview(where, 'belum');
  const early = { entryId: null, plan: allDay(unapproved.id) };
  const { findings } = await editor.api.call(previewEntry, { params, query: { day }, body: early });
  expect(findings).toContainEqual(
    expect.objectContaining({ code: 'not_approved', params: { announcementId: unapproved.id } }),
  );
  const bad = { ...body, plan: { ...body.plan, timing: { ...body.plan.timing, rrule: 'FREQ=' } } };
  expect(await refusal(editor.api.call(previewEntry, { params, query: { day }, body: bad }))).toBe(
    'bad_recurrence',
  );
});

it('the published day keeps what was planned before each publishing', async () => {
  const where = await city();
  const { editor, screen } = where;
  const kota = await evergreen(where);
  const ktp = await approve(where, await inReview(where, 'ktp'));
  await plan(where, allDay(ktp.id));
  const beforeMs = Date.now();
  await editor.api.call(publish, {});
  await editor.api.call(withdrawAnnouncement, { params: { id: ktp.id }, body: { reason: 'Batal.' } });
  const view = await editor.api.call(getScreenPlan, {
    params: { id: screen.id },
    query: { day: dayOf(beforeMs) },
  });
  const slots = view.zones.find((zone) => zone.zone === 'main')?.slots ?? [];
  expect(slots[0]?.announcementId).toBe(kota.id);
  expect(slots.some((slot) => slot.announcementId === ktp.id)).toBe(true);
  slots.slice(1).forEach((slot, at) => expect(slot.startMs).toBeGreaterThanOrEqual(slots[at]?.endMs ?? 0));
});
