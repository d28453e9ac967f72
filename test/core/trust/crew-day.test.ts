import { expect, test } from 'vitest';
import {
  approvalOfClip,
  checkApprovals,
  checkCrewDay,
  signEnvelope,
  type CrewClip,
  type CrewDay,
} from '../../../core/trust/index.ts';
import { DEFAULT_CITY_SETTINGS } from '../../../core/model/city-settings.ts';
import {
  APPROVAL_SHA256,
  approver,
  CLIP,
  codeOf,
  NOW_MS,
  PICTURE,
  publisher,
  root,
  shaOf,
  signedApproval,
} from './samples.ts';

const NONCE = 'AAAAAAAAAAAAAAAAAAAAAAAA';
const EXPECTED = { unitId: 'mobil-1', userId: 'kru-1', nonce: NONCE, notBeforeMs: NOW_MS };

const day = (changes: Partial<CrewDay> = {}): CrewDay => ({
  kind: 'crew_day',
  schema: 1,
  unitId: 'mobil-1',
  userId: 'kru-1',
  unitName: 'Mobil 1',
  unitLabel: 'Mobil wawaran',
  cityName: 'Kota Tirtaraya',
  timeZone: 'Asia/Jakarta',
  nonce: NONCE,
  serverTimeMs: NOW_MS,
  rootVersion: 1,
  dates: ['2026-08-17', '2026-08-18'],
  tours: [],
  clips: [],
  freeClips: [],
  missing: [],
  areas: [],
  voicing: 'horn',
  aroundSha256: null,
  gapMs: 0,
  quiet: DEFAULT_CITY_SETTINGS.quiet,
  location: null,
  quietPlaces: [],
  ...changes,
});

const check = (changes: Partial<CrewDay> = {}, by = publisher) =>
  codeOf(checkCrewDay(signEnvelope('crewDay', day(changes), [by]), root(), EXPECTED));

test('a day is taken only from the publisher, for this phone, as the answer to this question, under the root held', () => {
  expect(check()).toBe('ok');
  expect(check({}, approver)).toBe('wrong_key');
  expect(check({ unitId: 'mobil-2' })).toBe('wrong_recipient');
  expect(check({ userId: 'kru-2' })).toBe('wrong_recipient');
  expect(check({ nonce: 'BBBBBBBBBBBBBBBBBBBBBBBB' })).toBe('nonce_mismatch');
  expect(check({ serverTimeMs: NOW_MS - 1 })).toBe('rollback');
  expect(check({ rootVersion: 2 })).toBe('root_unknown');
  const newer = { ...root(), version: 2 };
  expect(codeOf(checkCrewDay(signEnvelope('crewDay', day(), [publisher]), newer, EXPECTED))).toBe(
    'root_outdated',
  );
});

test('a recording is heard only when an approval for cars names exactly it', () => {
  const clip: CrewClip = {
    announcementId: 'ktp',
    approvalSha256: APPROVAL_SHA256,
    ...CLIP,
    durationMs: 10_000,
    category: 'service',
  };
  const { approvals } = checkApprovals([signedApproval()], root());
  expect(approvalOfClip(clip, approvals)?.announcement.title).toBe('Layanan KTP-el Keliling');
  for (const changes of [
    { sha256: shaOf('another clip') },
    { bytes: CLIP.bytes + 1 },
    { announcementId: 'lain' },
    { approvalSha256: shaOf('no approval') },
    // A picture's bytes are no recording, whatever the server calls them.
    PICTURE,
  ]) {
    expect(approvalOfClip({ ...clip, ...changes }, approvals)).toBeNull();
  }
  const screensOnly = signedApproval({ outputs: { screen: true, ticker: true, mobile: false } });
  const other = checkApprovals([screensOnly], root()).approvals;
  const [approvalSha256 = ''] = other.keys();
  expect(approvalOfClip({ ...clip, approvalSha256 }, other)).toBeNull();
});
