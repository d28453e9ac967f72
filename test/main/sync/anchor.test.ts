import { expect, test } from 'vitest';
import { fromBase64, pairingCode, rootHash } from '../../../core/trust/index.ts';
import { followRoots, openAnchor, proposeAnchor } from '../../../main/sync/anchor.ts';
import { codeOf, owner1, owner2, signedRoot, signer, stranger } from '../../core/trust/samples.ts';

const device = signer('device');
const first = signedRoot();
const second = signedRoot({ version: 2 });
const codeFor = (root: typeof first, of = device) =>
  pairingCode(fromBase64(of.publicKey.ed25519) ?? new Uint8Array(), rootHash(root));
const anchor = { pinnedSha256: rootHash(first), roots: [first], confirmed: true };

test('the code pins the root it was made from, and later roots are followed', () => {
  const proposed = proposeAnchor(device.publicKey, [first, second], codeFor(first));
  expect(proposed).toMatchObject({
    ok: true,
    value: { code: codeFor(first), anchor: { pinnedSha256: rootHash(first), confirmed: false } },
  });
  expect(proposed.ok && openAnchor(proposed.value.anchor)).toMatchObject({ ok: true, value: { version: 2 } });
});

test('a code of another device or of other roots is never shown', () => {
  expect(codeOf(proposeAnchor(device.publicKey, [first], codeFor(first, stranger)))).toBe('root_not_pinned');
  expect(codeOf(proposeAnchor(device.publicKey, [first], codeFor(second)))).toBe('root_not_pinned');
  expect(codeOf(proposeAnchor(device.publicKey, [], codeFor(first)))).toBe('root_not_pinned');
});

test('a root that its own keys did not sign is not proposed', () => {
  const forged = signedRoot({}, [stranger]);
  expect(codeOf(proposeAnchor(device.publicKey, [forged], codeFor(forged)))).not.toBe('ok');
});

test('newer roots are followed one by one, those held are passed over', () => {
  const followed = followRoots(anchor, [first, second]);
  expect(followed).toMatchObject({ ok: true, value: { root: { version: 2 } } });
  expect(followed.ok && followed.value.anchor.roots).toHaveLength(2);
});

test('a skipped, foreign or forged root changes nothing', () => {
  expect(codeOf(followRoots(anchor, [signedRoot({ version: 3 })]))).toBe('version_gap');
  expect(codeOf(followRoots(anchor, [signedRoot({ version: 2, demo: true })]))).toBe('demo_changed');
  expect(codeOf(followRoots(anchor, [signedRoot({ version: 2 }, [owner1])]))).toBe('below_threshold');
  expect(codeOf(followRoots({ ...anchor, pinnedSha256: rootHash(second) }, []))).toBe('root_not_pinned');
  expect(codeOf(followRoots(anchor, [signedRoot({ version: 2 }, [owner1, owner2])]))).toBe('ok');
});
