import { describe, expect, it } from 'vitest';
import type { Manifest, ProgrammeItem } from '../../../core/model/programme.ts';
import {
  addSignature,
  checkApproval,
  checkCoverage,
  payloadSha256,
  type CanonicalAnnouncement,
  type CoverageCode,
} from '../../../core/trust/index.ts';
import {
  announcement,
  CLIP,
  codeOf,
  DAY_MS,
  manifest,
  NOW_MS,
  PICTURE,
  programme,
  publisher,
  root,
  shaOf,
  signedApproval,
  stranger,
  tickerItem,
  videoItem,
} from './samples.ts';

/** What is refused of a manifest, as `id: code`. */
function refusals(changed: Manifest, approvals = [signedApproval()]): string[] {
  const checked = checkCoverage(changed, approvals, root());
  if (checked.ok) return [];
  return checked.error.refused.map((one) => `${one.kind === 'item' ? one.id : one.kind}: ${one.code}`);
}

const withItem = (item: ProgrammeItem): Manifest =>
  manifest({
    programme: { ...programme, items: programme.items.map((one) => (one.id === item.id ? item : one)) },
  });

/** The manifest re-pointed at an approval that says something else. */
function underApproval(changes: Partial<CanonicalAnnouncement>): string[] {
  const approval = signedApproval(changes);
  const approvalSha256 = payloadSha256(approval);
  const changed = manifest({
    programme: { ...programme, items: programme.items.map((item) => ({ ...item, approvalSha256 })) },
    media: manifest().media.map((file) => ({ ...file, approvalSha256 })),
  });
  return refusals(changed, [approval]);
}

describe('coverage', () => {
  it('holds when everything named was approved as it is named', () => {
    expect(codeOf(checkCoverage(manifest(), [signedApproval()], root()))).toBe('ok');
  });

  it('[F12] refuses everything without an approval', () => {
    const nothing = ['ktp-video: no_approval', 'ktp-ticker: no_approval', 'media: no_approval'];
    expect(refusals(manifest(), [])).toEqual(nothing);
  });

  it('[F12] refuses what the server approved with its own key', () => {
    const forged = signedApproval({}, {}, publisher);
    expect(refusals(manifest(), [forged])).toHaveLength(3);
    const checked = checkCoverage(manifest(), [forged], root());
    expect(!checked.ok && checked.error.refusedApprovals.map((error) => error.code)).toEqual(['wrong_key']);
  });

  it('[F12] refuses another picture under a real approval', () => {
    const sha256 = shaOf('unapproved picture');
    const changed = manifest({
      programme: { ...programme, items: [{ ...videoItem, mediaSha256: sha256 }, tickerItem] },
      media: manifest().media.map((file) => ({ ...file, sha256 })),
    });
    expect(refusals(changed)).toEqual(['ktp-video: other_media', 'media: other_media']);
  });

  it.each<[string, ProgrammeItem, CoverageCode]>([
    ['another line of text', { ...tickerItem, text: 'Kami diretas' }, 'other_text'],
    ['another announcement', { ...videoItem, announcementId: 'other' }, 'other_announcement'],
    ['another title', { ...videoItem, title: 'Lain' }, 'other_title'],
    ['a longer airing', { ...videoItem, airDurationMs: 11_000 }, 'other_air_duration'],
    ['an earlier beginning', { ...videoItem, validFromMs: NOW_MS - 1 }, 'outside_validity'],
    ['a later end', { ...tickerItem, validUntilMs: NOW_MS + 10 * DAY_MS + 1 }, 'outside_validity'],
    ['a claimed emergency', { ...videoItem, emergency: true }, 'other_flags'],
    ['claimed evergreen', { ...tickerItem, evergreen: true }, 'other_flags'],
    ['a video shown as an image', { ...videoItem, kind: 'image' }, 'other_media'],
    ['an approval that does not exist', { ...tickerItem, approvalSha256: shaOf('none') }, 'no_approval'],
  ])('refuses %s', (_, item, code) => {
    expect(refusals(withItem(item))).toEqual([`${item.id}: ${code}`]);
  });

  it('allows a shorter time than approved', () => {
    expect(refusals(withItem({ ...videoItem, validFromMs: NOW_MS + 1, validUntilMs: NOW_MS + 2 }))).toEqual(
      [],
    );
  });

  it('refuses a file of another size in bytes or of another type', () => {
    const larger = manifest({ media: manifest().media.map((file) => ({ ...file, bytes: file.bytes + 1 })) });
    expect(refusals(larger)).toEqual(['ktp-video: other_media', 'media: other_media']);
    const image = manifest({ media: manifest().media.map((file) => ({ ...file, type: 'image/png' })) });
    expect(refusals(image)).toEqual(['media: other_media_type']);
  });

  it('refuses a file nobody shows, if it is not approved either', () => {
    const [file] = manifest().media;
    if (file === undefined) throw new Error('the sample has a file');
    const extra = manifest({ media: [file, { ...file, sha256: shaOf('extra') }] });
    expect(refusals(extra)).toEqual(['media: other_media']);
  });

  it('refuses a picture approved for a panel of another size', () => {
    const output = { x: 0, y: 0, widthPx: 640, heightPx: 320 };
    expect(refusals(manifest({ output }))).toEqual([
      'ktp-video: other_panel_size',
      'media: other_panel_size',
    ]);
  });

  it('takes a picture approved for exactly one of its zones, and none for the ticker\u2019s', () => {
    const zone = { id: 'main', x: 0, y: 0, widthPx: 384, heightPx: 192 } as const;
    const split = (id: 'main' | 'badge' | 'ticker') =>
      manifest({
        output: { x: 0, y: 0, widthPx: 384, heightPx: 240 },
        programme: { ...programme, zones: [{ ...zone, id }] },
      });
    expect(refusals(split('main'))).toEqual([]);
    expect(refusals(split('badge'))).toEqual([]);
    expect(refusals(split('ticker'))).toContain('media: other_panel_size');
  });

  it('refuses outputs that were not approved', () => {
    expect(underApproval({ outputs: { screen: true, ticker: false, mobile: true } })).toEqual([
      'ktp-ticker: output_not_allowed',
    ]);
    expect(underApproval({ outputs: { screen: false, ticker: true, mobile: false } })).toEqual([
      'ktp-video: output_not_allowed',
      'media: output_not_allowed',
    ]);
  });

  it('takes an approved clip for a loudspeaker, whatever its slot’s length, and nothing else as one', () => {
    const { mediaSha256: _, ...video } = videoItem;
    const heard = { ...video, kind: 'audio' as const, mediaSha256: CLIP.sha256, airDurationMs: 27_000 };
    const listed = manifest().media[0] as Manifest['media'][number];
    const file: Manifest['media'][number] = { ...listed, ...CLIP, type: 'audio/mpeg' };
    const loudspeaker = (item: ProgrammeItem, media = file): Manifest => ({
      ...withItem(item),
      media: [media],
    });
    expect(refusals(loudspeaker(heard))).toEqual([]);
    expect(refusals(loudspeaker({ ...heard, mediaSha256: PICTURE.sha256 }))).toEqual([
      'ktp-video: other_media',
    ]);
    expect(refusals(loudspeaker({ ...heard, kind: 'video' }))).toContain('ktp-video: other_air_duration');
    expect(refusals(loudspeaker(heard, { ...file, type: 'video/mp4' }))).toEqual(['media: other_media_type']);
    expect(refusals(loudspeaker(heard, { ...file, sha256: shaOf('other') }))).toContain('media: other_media');
    const silent = signedApproval({ outputs: { screen: true, ticker: true, mobile: false } });
    const approvalSha256 = payloadSha256(silent);
    const unapproved = {
      ...loudspeaker({ ...heard, approvalSha256 }),
      media: [{ ...file, approvalSha256 }],
    };
    expect(refusals(unapproved, [signedApproval(), silent])).toEqual([
      'ktp-video: output_not_allowed',
      'media: output_not_allowed',
    ]);
  });

  it('refuses an entry above the approved priority', () => {
    const both = ['ktp-video: priority_too_high', 'ktp-ticker: priority_too_high'];
    expect(underApproval({ maxPriority: 49 })).toEqual(both);
    expect(underApproval({ maxPriority: 51 })).toEqual([]);
  });

  it('refuses a ticker line as the picture and a picture in the ticker', () => {
    const entries = programme.entries.map((entry) => ({
      ...entry,
      itemIds: [entry.zone === 'main' ? tickerItem.id : videoItem.id],
    }));
    const swapped = manifest({ programme: { ...programme, entries } });
    expect(refusals(swapped)).toEqual(['ktp-video: wrong_zone', 'ktp-ticker: wrong_zone']);
  });

  it('is not disturbed by a bad approval beside the good one', () => {
    expect(refusals(manifest(), [signedApproval({}, {}, publisher), signedApproval()])).toEqual([]);
  });
});

describe('an approval', () => {
  it('[F49] is refused when one person submitted and approved', () => {
    const alone = signedApproval({}, { submittedBy: 'ketua-tim' });
    expect(codeOf(checkApproval(alone, root()))).toBe('same_person');
    expect(refusals(manifest(), [alone])).toHaveLength(3);
  });

  it('is refused when another than the named approver signed', () => {
    const borrowed = signedApproval({}, { approvedBy: 'kabid' });
    expect(codeOf(checkApproval(borrowed, root()))).toBe('wrong_person');
  });

  it('is refused when two signatures are needed and both keys are one person’s', () => {
    const { keys, holders, roles } = root();
    const second = { keyid: stranger.publicKey.keyid, userId: 'ketua-tim' };
    const pair = { keyids: [...roles.approver.keyids, second.keyid], threshold: 2 };
    const demanding = root({
      keys: [...keys, stranger.publicKey],
      holders: [...holders, second],
      roles: { ...roles, approver: pair },
    });
    const both = addSignature(signedApproval(), stranger);
    expect(codeOf(checkApproval(both, demanding))).toBe('below_threshold');
    const ofTwo = { ...demanding, holders: [...holders, { ...second, userId: 'kabid' }] };
    expect(codeOf(checkApproval(both, ofTwo))).toBe('ok');
  });

  it('is refused once its period is over, and may be taken ahead of it', () => {
    const at = (nowMs: number) => codeOf(checkApproval(signedApproval(), root(), { nowMs }));
    expect(at(NOW_MS - DAY_MS)).toBe('ok');
    expect(at(NOW_MS + 10 * DAY_MS - 1)).toBe('ok');
    expect(at(NOW_MS + 10 * DAY_MS)).toBe('validity_ended');
  });

  it('is refused when its period has no length', () => {
    const empty = signedApproval({ validUntilMs: NOW_MS });
    expect(codeOf(checkApproval(empty, root()))).toBe('inconsistent');
  });

  it('no longer holds after a root takes its approver away', () => {
    const roles = { ...root().roles, approver: { keyids: [], threshold: 1 } };
    expect(codeOf(checkApproval(signedApproval(), root({ version: 2, roles })))).toBe('wrong_key');
  });

  it('binds each rendition, so a changed one makes another approval', () => {
    const renditions = announcement().renditions.map((one) => ({ ...one, bytes: one.bytes + 1 }));
    expect(payloadSha256(signedApproval({ renditions }))).not.toBe(payloadSha256(signedApproval()));
    expect(PICTURE.bytes).toBe(announcement().renditions[0]?.bytes);
  });
});
