import { describe, expect, it } from 'vitest';
import {
  checkPack,
  checkScreenPack,
  payloadSha256,
  signEnvelope,
  type PackManifest,
  type ScreenPack,
} from '../../../core/trust/index.ts';
import {
  APPROVAL_SHA256,
  approver,
  CHIME,
  CLIP,
  codeOf,
  DAY_MS,
  NOW_MS,
  PICTURE,
  publisher,
  root,
  shaOf,
  signedApproval,
  signedAround,
} from './samples.ts';

const clip = {
  path: '001-KTP-EL.MP3',
  ...CLIP,
  announcementId: 'ktp',
  approvalSha256: APPROVAL_SHA256,
  lastAirMs: NOW_MS + 10 * DAY_MS,
};
const sheet = {
  path: 'RUNSHEET.PDF',
  sha256: shaOf('sheet'),
  bytes: 9000,
  announcementId: null,
  approvalSha256: null,
  lastAirMs: null,
};
const pack = (changes: Partial<PackManifest> = {}): PackManifest => ({
  kind: 'pack',
  schema: 1,
  unitId: 'mobil-1',
  unitName: 'Mobil Wawaran 1',
  date: '2026-08-17',
  issuedAtMs: NOW_MS,
  rootVersion: 1,
  files: [clip, sheet],
  approvals: [signedApproval()],
  around: null,
  ...changes,
});
const check = (changes: Partial<PackManifest> = {}, by = publisher) =>
  checkPack(signEnvelope('pack', pack(changes), [by]), root(), { unitId: 'mobil-1' });

describe('a car’s pack', () => {
  it('[F60] holds when each clip is an approved recording, and tells what is none', () => {
    expect(check()).toEqual({ ok: true, value: { pack: pack(), unapprovedPaths: ['RUNSHEET.PDF'] } });
  });

  it.each<[string, Partial<typeof clip>]>([
    ['another recording', { sha256: shaOf('other') }],
    ['the picture’s file as sound', PICTURE],
    ['a recording of another length', { bytes: CLIP.bytes - 1 }],
    ['a later last airing than approved', { lastAirMs: NOW_MS + 10 * DAY_MS + 1 }],
    ['another announcement’s name', { announcementId: 'other' }],
    ['an approval that is not in the pack', { approvalSha256: shaOf('none') }],
  ])('[F60] is refused with %s', (_, changes) => {
    expect(codeOf(check({ files: [{ ...clip, ...changes }] }))).toBe('uncovered');
  });

  it('[F60] is refused when the announcement was not approved for cars', () => {
    const outputs = { screen: true, ticker: true, mobile: false };
    expect(codeOf(check({ approvals: [signedApproval({ outputs })] }))).toBe('uncovered');
  });

  it('[F60] holds with sounds around its clips only where two people approved those very sounds', () => {
    const chime = {
      ...sheet,
      path: '001-NADA.MP3',
      ...CHIME,
      approvalSha256: payloadSha256(signedAround()),
    };
    const files = [chime, clip, sheet];
    const value = { pack: pack({ files, around: signedAround() }), unapprovedPaths: ['RUNSHEET.PDF'] };
    expect(check({ files, around: signedAround() })).toEqual({ ok: true, value });
    expect(codeOf(check({ files }))).toBe('uncovered');
    expect(codeOf(check({ files: [{ ...chime, sha256: shaOf('other') }], around: signedAround() }))).toBe(
      'uncovered',
    );
    expect(codeOf(check({ files, around: signedAround({ parts: [] }) }))).toBe('uncovered');
    expect(codeOf(check({ files, around: signedAround({}, publisher) }))).toBe('wrong_key');
    expect(codeOf(check({ files, around: signedAround({ submittedBy: 'ketua-tim' }) }))).toBe('same_person');
  });

  it('is refused for another unit, under another root, or by a key that may not publish', () => {
    expect(codeOf(check({ unitId: 'mobil-2' }))).toBe('wrong_recipient');
    expect(codeOf(check({ rootVersion: 2 }))).toBe('root_unknown');
    const older = signEnvelope('pack', pack(), [publisher]);
    expect(codeOf(checkPack(older, root({ version: 2 }), { unitId: 'mobil-1' }))).toBe('root_outdated');
    expect(codeOf(check({}, approver))).toBe('wrong_key');
  });

  it('is refused when two names are one on FAT32', () => {
    expect(codeOf(check({ files: [clip, { ...sheet, path: '001-ktp-el.mp3' }] }))).toBe('inconsistent');
  });
});

describe('the pack of a wall with a vendor’s player', () => {
  const picture = { ...clip, path: '01-ktp.mp4', ...PICTURE };
  const screenPack = (changes: Partial<ScreenPack> = {}): ScreenPack => ({
    kind: 'screen_pack',
    schema: 1,
    screenId: 'pasar',
    screenName: 'Papan Pasar',
    from: '2026-08-17',
    until: '2026-08-23',
    issuedAtMs: NOW_MS,
    rootVersion: 1,
    widthPx: 384,
    heightPx: 192,
    files: [picture, sheet],
    approvals: [signedApproval()],
    ...changes,
  });
  const checkScreen = (changes: Partial<ScreenPack> = {}, by = publisher) =>
    checkScreenPack(signEnvelope('screenPack', screenPack(changes), [by]), root(), { screenId: 'pasar' });

  it('holds when each picture is approved for a panel of this size', () => {
    const value = { pack: screenPack(), unapprovedPaths: ['RUNSHEET.PDF'] };
    expect(checkScreen()).toEqual({ ok: true, value });
  });

  it.each<[string, Partial<ScreenPack>]>([
    ['another picture', { files: [{ ...picture, sha256: shaOf('other') }] }],
    ['a car’s clip', { files: [{ ...picture, ...CLIP }] }],
    ['a picture for another panel', { widthPx: 640 }],
    [
      'an announcement that was not approved for screens',
      { approvals: [signedApproval({ outputs: { screen: false, ticker: true, mobile: true } })] },
    ],
  ])('is refused with %s', (_, changes) => {
    expect(codeOf(checkScreen(changes))).toBe('uncovered');
  });

  it('is refused for another screen, by a key that may not publish, and as a car’s pack', () => {
    expect(codeOf(checkScreen({ screenId: 'alun-alun' }))).toBe('wrong_recipient');
    expect(codeOf(checkScreen({}, approver))).toBe('wrong_key');
    const envelope = signEnvelope('screenPack', screenPack(), [publisher]);
    expect(codeOf(checkPack(envelope, root(), { unitId: 'pasar' }))).toBe('wrong_payload_type');
  });
});
