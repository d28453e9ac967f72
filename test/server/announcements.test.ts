import { expect, it } from 'vitest';
import {
  createAnnouncement,
  deleteAsset,
  getAnnouncement,
  getAnnouncementHistory,
  listAnnouncements,
  renderAnnouncementAgain,
  returnAnnouncement,
  submitAnnouncement,
  updateAnnouncement,
} from '../../core/api/announcements.ts';
import { listAudit } from '../../core/api/reports.ts';
import { createScreen } from '../../core/api/screens.ts';
import { until } from '../../tools/api-client.ts';
import { makeMedia } from '../support/make-media.ts';
import { contentWith, screenWith } from './support/content.ts';
import { addAgency, invite, refusal, setUp, testServer } from './support/running-server.ts';

it('a draft is written, changed and submitted, each at the revision its writer saw', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const agency = await addAgency(admin);
  const draft = await admin.api.call(createAnnouncement, { body: contentWith(agency.id) });
  expect(draft).toMatchObject({ revision: 1, state: 'draft', rendering: 'none', createdBy: admin.user.id });

  const params = { id: draft.id };
  const content = contentWith(agency.id, { title: 'KTP-el Keliling' });
  const changed = await admin.api.call(updateAnnouncement, { params, body: { revision: 1, content } });
  expect(changed).toMatchObject({ revision: 2, content: { title: 'KTP-el Keliling' } });
  const stale = admin.api.call(updateAnnouncement, { params, body: { revision: 1, content } });
  expect(await refusal(stale)).toBe('stale_revision');
  expect(await refusal(admin.api.call(submitAnnouncement, { params, body: { revision: 1 } }))).toBe(
    'stale_revision',
  );
  const submitted = await admin.api.call(submitAnnouncement, { params, body: { revision: 2 } });
  expect(submitted).toMatchObject({ state: 'in_review', submittedBy: admin.user.id });
  const late = admin.api.call(updateAnnouncement, { params, body: { revision: 2, content } });
  expect(await refusal(late)).toBe('wrong_state');
});

it('what is missing is told at submission, not found on the street', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const agency = await addAgency(admin);
  const sound = await admin.api.upload(await makeMedia('audioVoice'));
  const still = await admin.api.upload(await makeMedia('imageGreenCard'));
  const broken = await admin.api.upload(await makeMedia('videoTooWide'));
  for (const id of [sound, still, broken]) await admin.api.settledAsset(id);
  const only = (output: 'screen' | 'ticker' | 'mobile') => ({
    outputs: { screen: false, ticker: false, mobile: false, [output]: true },
  });
  const cases = [
    ['ticker_missing', { ...only('ticker'), tickerText: '' }],
    ['asset_missing', only('screen')],
    ['asset_wrong_kind', { ...only('screen'), screenAssetId: sound }],
    ['asset_not_ready', { ...only('screen'), screenAssetId: broken }],
    ['script_missing', only('mobile')],
    ['asset_wrong_kind', { ...only('mobile'), audioAssetId: still }],
    ['asset_wrong_kind', { ...only('mobile'), regionalAudioAssetId: still }],
    ['validity_over', { validUntilMs: Date.now() - 1000 }],
    ['validity_over', { validFromMs: Date.now() + 9 * 86_400_000 }],
  ] as const;
  for (const [code, changes] of cases) {
    const { id } = await admin.api.call(createAnnouncement, { body: contentWith(agency.id, changes) });
    const submission = admin.api.call(submitAnnouncement, { params: { id }, body: { revision: 1 } });
    expect([changes, await refusal(submission)]).toEqual([changes, code]);
    expect((await admin.api.call(getAnnouncement, { params: { id } })).state).toBe('draft');
  }
});

it('a draft names only what exists, and what is used stays', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const agency = await addAgency(admin);
  const write = (changes: Parameters<typeof contentWith>[1], agencyId = agency.id) =>
    admin.api.call(createAnnouncement, { body: contentWith(agencyId, changes) });
  expect(await refusal(write({}, 'nobody'))).toBe('invalid_request');
  expect(await refusal(write({ areaIds: ['nowhere'] }))).toBe('invalid_request');
  expect(await refusal(write({ screenAssetId: 'nothing' }))).toBe('invalid_request');
  const id = await admin.api.upload(await makeMedia('imageGreenCard'));
  await write({ screenAssetId: id });
  expect(await refusal(admin.api.call(deleteAsset, { params: { id } }))).toBe('in_use');
});

it('contributors see and touch their own agency’s announcements only', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const [health, traffic] = [await addAgency(admin, 'Dinkes'), await addAgency(admin, 'Dishub')];
  const nurse = await invite(server, admin, 'dinkes', ['contributor'], health.id);
  const own = await nurse.api.call(createAnnouncement, { body: contentWith(health.id) });
  const foreign = await admin.api.call(createAnnouncement, { body: contentWith(traffic.id) });

  expect((await nurse.api.call(listAnnouncements, {})).map(({ id }) => id)).toEqual([own.id]);
  expect(await admin.api.call(listAnnouncements, {})).toHaveLength(2);
  const params = { id: foreign.id };
  const content = contentWith(health.id);
  expect(
    await Promise.all([
      refusal(nurse.api.call(getAnnouncement, { params })),
      refusal(nurse.api.call(updateAnnouncement, { params, body: { revision: 1, content } })),
      refusal(nurse.api.call(submitAnnouncement, { params, body: { revision: 1 } })),
      refusal(nurse.api.call(createAnnouncement, { body: contentWith(traffic.id) })),
      // Handing one's own announcement to another agency would put words in its mouth.
      refusal(
        nurse.api.call(updateAnnouncement, {
          params: { id: own.id },
          body: { revision: 1, content: contentWith(traffic.id) },
        }),
      ),
    ]),
  ).toEqual(Array.from({ length: 5 }, () => 'other_agency'));

  const theirs = await admin.api.upload(await makeMedia('imageGreenCard'));
  const borrowed = contentWith(health.id, { screenAssetId: theirs });
  expect(await refusal(nurse.api.call(createAnnouncement, { body: borrowed }))).toBe('invalid_request');
});

it('the list can be narrowed to one state', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const agency = await addAgency(admin);
  const first = await admin.api.call(createAnnouncement, { body: contentWith(agency.id) });
  await admin.api.call(createAnnouncement, { body: contentWith(agency.id) });
  await admin.api.call(submitAnnouncement, { params: { id: first.id }, body: { revision: 1 } });
  const inReview = await admin.api.call(listAnnouncements, { query: { state: 'in_review' } });
  expect(inReview.map(({ id }) => id)).toEqual([first.id]);
});

it('a history keeps every return with its reason, also after it was submitted again', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const agency = await addAgency(admin);
  const approver = await invite(server, admin, 'kabid', ['approver']);
  const { id } = await admin.api.call(createAnnouncement, { body: contentWith(agency.id) });
  const params = { id };
  await admin.api.call(submitAnnouncement, { params, body: { revision: 1 } });
  const reason = 'Tanggalnya keliru.';
  await approver.api.call(returnAnnouncement, { params, body: { revision: 1, reason } });
  const content = contentWith(agency.id, { title: 'KTP-el' });
  await admin.api.call(updateAnnouncement, { params, body: { revision: 1, content } });
  await admin.api.call(submitAnnouncement, { params, body: { revision: 2 } });

  const history = await approver.api.call(getAnnouncementHistory, { params });
  expect(history.map(({ kind, byName, reason: why }) => [kind, byName, why])).toEqual([
    ['written', 'Administrator', null],
    ['submitted', 'Administrator', null],
    ['returned', 'kabid', reason],
    ['changed', 'Administrator', null],
    ['submitted', 'Administrator', null],
  ]);
  const other = await addAgency(admin, 'Dishub');
  const stranger = await invite(server, admin, 'dishub', ['contributor'], other.id);
  expect(await refusal(stranger.api.call(getAnnouncementHistory, { params }))).toBe('other_agency');
});

it('renditions that failed are made again once, and leave a row in the audit log', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const agency = await addAgency(admin);
  const screenAssetId = await admin.api.upload(await makeMedia('imageGreenCard'));
  await admin.api.settledAsset(screenAssetId);
  const outputs = { screen: true, ticker: false, mobile: false };
  const { id } = await admin.api.call(createAnnouncement, {
    body: contentWith(agency.id, { outputs, screenAssetId }),
  });
  const request = { params: { id }, body: { revision: 1 } };
  const again = () => admin.api.call(renderAnnouncementAgain, request);
  expect(await refusal(again())).toBe('wrong_state');
  await admin.api.call(submitAnnouncement, request);
  const settled = () =>
    until(async () => {
      const now = await admin.api.call(getAnnouncement, { params: { id } });
      return now.rendering === 'running' ? undefined : now;
    });
  expect(await settled()).toMatchObject({ rendering: 'failed' });
  const stale = { params: { id }, body: { revision: 2 } };
  expect(await refusal(admin.api.call(renderAnnouncementAgain, stale))).toBe('stale_revision');
  const other = await addAgency(admin, 'Dishub');
  const stranger = await invite(server, admin, 'dishub', ['contributor'], other.id);
  expect(await refusal(stranger.api.call(renderAnnouncementAgain, request))).toBe('other_agency');

  await admin.api.call(createScreen, { body: screenWith('Alun-alun', 192, 96) });
  expect(await again()).toMatchObject({ state: 'in_review', rendering: 'running' });
  expect(await settled()).toMatchObject({ rendering: 'ready', revision: 1, renditions: [{ widthPx: 192 }] });
  expect(await refusal(again())).toBe('wrong_state');
  const { rows } = await admin.api.call(listAudit, {});
  const told = rows.filter(({ action }) => action === 'announcement.rendered_again');
  expect(told).toMatchObject([{ subjectId: id, userId: admin.user.id, detail: { revision: 1 } }]);
});
