import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../../core/model/programme.ts';
import {
  canonicalBytes,
  checkManifest,
  MAX_VERSION_STEP,
  openManifest,
  PAYLOAD_TYPE,
  payloadSha256,
  preAuthEncoding,
  toBase64,
} from '../../../core/trust/index.ts';
import {
  approver,
  codeOf,
  DAY_MS,
  manifest,
  NOW_MS,
  programme,
  publisher,
  root,
  shaOf,
  signedManifest,
  stranger,
  videoItem,
} from './samples.ts';

const device = { screenId: 'alun-alun', highestRootVersion: 1, highestManifestVersion: 7, nowMs: NOW_MS };
const check = (changes: Partial<Manifest>, state = {}, rootVersion = 1) =>
  codeOf(checkManifest(signedManifest(changes), root({ version: rootVersion }), { ...device, ...state }));

describe('a manifest', () => {
  it('is taken when it is newer', () => {
    const checked = checkManifest(signedManifest({ version: 8 }), root(), device);
    expect(checked.ok && checked.value.statement).toEqual(manifest({ version: 8 }));
  });

  it('made before a field with a default came is taken, with the default', () => {
    const { settings: _settings, software: _software, ...older } = manifest({ version: 8 });
    const payloadType = PAYLOAD_TYPE.manifest;
    const payload = canonicalBytes(older);
    const sig = toBase64(publisher.sign(preAuthEncoding(payloadType, payload)));
    const signatures = [{ keyid: publisher.publicKey.keyid, sig }];
    const checked = checkManifest({ payloadType, payload: toBase64(payload), signatures }, root(), device);
    expect(checked.ok && checked.value.statement).toEqual(manifest({ version: 8 }));
  });

  it('is taken by a device that never had one', () => {
    expect(check({}, { highestRootVersion: 0, highestManifestVersion: 0 })).toBe('ok');
  });

  it('[F1] is refused with a key that may not publish', () => {
    expect(codeOf(checkManifest(signedManifest({}, stranger), root(), device))).toBe('wrong_key');
    expect(codeOf(checkManifest(signedManifest({}, approver), root(), device))).toBe('wrong_key');
  });

  it('[F3] is refused as rollback when older', () => {
    expect(check({ version: 6 })).toBe('rollback');
  });

  it('[F3] is refused as rollback when made under an older root, however high its version', () => {
    expect(check({ version: 9 }, { highestRootVersion: 2 })).toBe('rollback');
  });

  it('[F4] is refused from its expiry on, and still opens as the last good one', () => {
    expect(check({}, { nowMs: NOW_MS + DAY_MS - 1 })).toBe('ok');
    expect(check({}, { nowMs: NOW_MS + DAY_MS })).toBe('expired');
    expect(codeOf(openManifest(signedManifest(), root()))).toBe('ok');
  });

  it('[F6] is refused absurdly far ahead, and a rotated root recovers even from the highest number', () => {
    const highest = Number.MAX_SAFE_INTEGER;
    expect(check({ version: highest })).toBe('version_jump');
    expect(check({ version: 7 + MAX_VERSION_STEP })).toBe('ok');
    expect(check({ version: 8 + MAX_VERSION_STEP })).toBe('version_jump');
    expect(check({ version: 1 }, { highestManifestVersion: highest })).toBe('rollback');
    expect(check({ version: 1, rootVersion: 2 }, { highestManifestVersion: highest }, 2)).toBe('ok');
  });

  it('[F9] is refused on another screen', () => {
    expect(check({}, { screenId: 'terminal' })).toBe('wrong_recipient');
  });

  it('is taken again with the same content, refused with other content under the same number', () => {
    const held = { highestManifestSha256: payloadSha256(signedManifest()) };
    expect(check({}, held)).toBe('ok');
    expect(check({ expiresAtMs: NOW_MS + 2 * DAY_MS }, held)).toBe('equivocation');
  });

  it('is refused under another root than the one it was made for', () => {
    expect(check({ rootVersion: 2 })).toBe('root_unknown');
    expect(check({}, {}, 2)).toBe('root_outdated');
  });

  it('[F5] is refused when programme and media are of different versions', () => {
    const [file] = manifest().media;
    if (file === undefined) throw new Error('the sample has a file');
    expect(check({ media: [] })).toBe('mix_and_match');
    expect(check({ media: [{ ...file, sha256: shaOf('older picture') }] })).toBe('mix_and_match');
    expect(check({ media: [{ ...file, bytes: file.bytes * 2 }] })).toBe('mix_and_match');
    expect(check({ programme: { ...programme, screenId: 'terminal' } })).toBe('mix_and_match');
  });

  it.each<[string, Partial<Manifest>]>([
    ['a file listed twice', { media: [...manifest().media, ...manifest().media] }],
    ['two items of one id', { programme: { ...programme, items: [...programme.items, videoItem] } }],
    ['an entry for an item that is not there', { programme: { ...programme, items: [videoItem] } }],
    ['another city’s name for the slate', { programme: { ...programme, cityName: 'Diretas' } }],
    ['an expiry before its issue', { expiresAtMs: NOW_MS }],
  ])('is refused with %s', (_, changes) => {
    expect(check(changes)).toBe('inconsistent');
  });
});
