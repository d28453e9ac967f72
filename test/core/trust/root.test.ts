import { describe, expect, it } from 'vitest';
import {
  addSignature,
  checkRoot,
  openPinnedRoot,
  rootHash,
  signEnvelope,
  toBase64,
  type Root,
} from '../../../core/trust/index.ts';
import {
  approver,
  codeOf,
  owner1,
  owner2,
  publisher,
  renamedKey,
  root,
  signedApproval,
  signedRoot,
  signer,
  stranger,
} from './samples.ts';

const newOwner = signer('new owner');
const withOwners = (version: number, ...owners: (typeof owner1)[]): Partial<Root> => ({
  version,
  keys: [...owners, approver, publisher].map((one) => one.publicKey),
  roles: {
    ...root().roles,
    root: { keyids: owners.map((one) => one.publicKey.keyid), threshold: 2 },
  },
});

describe('the first root', () => {
  it('is taken when it is the pinned one', () => {
    const envelope = signedRoot();
    expect(openPinnedRoot(envelope, rootHash(envelope))).toEqual({ ok: true, value: root() });
  });

  it('is refused when it is another than the pinned one', () => {
    expect(codeOf(openPinnedRoot(signedRoot({ cityName: 'Kota Lain' }), rootHash(signedRoot())))).toBe(
      'root_not_pinned',
    );
  });

  it('is refused when its own threshold did not sign it', () => {
    const envelope = signedRoot({}, [owner1, stranger]);
    expect(codeOf(openPinnedRoot(envelope, rootHash(envelope)))).toBe('below_threshold');
  });

  it('[F55] is refused whole for an unknown field, and in place of another statement', () => {
    const json = JSON.stringify({ ...root(), zzz: true });
    const unsigned = { ...signedRoot(), payload: toBase64(new TextEncoder().encode(json)), signatures: [] };
    const envelope = [owner1, owner2].reduce(addSignature, unsigned);
    expect(codeOf(openPinnedRoot(envelope, rootHash(envelope)))).toBe('unknown_schema');
    const other = signedApproval();
    expect(codeOf(openPinnedRoot(other, rootHash(other)))).toBe('wrong_payload_type');
  });

  const roles = root().roles;
  it.each<[string, Partial<Root>]>([
    ['a publisher who may also approve', { roles: { ...roles, approver: roles.publisher } }],
    ['an approver key without a holder', { holders: [] }],
    ['a key of two holders', { holders: [...root().holders, ...root().holders] }],
    ['a publisher who owns the root', { roles: { ...roles, publisher: roles.root } }],
    ['a publisher who releases software', { roles: { ...roles, release: roles.publisher } }],
    [
      'a role without a listed key',
      { roles: { ...roles, release: { keyids: [stranger.publicKey.keyid], threshold: 1 } } },
    ],
    ['a root threshold nobody can reach', { roles: { ...roles, root: { ...roles.root, threshold: 3 } } }],
    [
      'a role that counts a key twice',
      {
        roles: {
          ...roles,
          approver: { keyids: [...roles.approver.keyids, ...roles.approver.keyids], threshold: 2 },
        },
      },
    ],
    ['a key under another key id', { keys: [...root().keys, renamedKey(stranger, 'x')] }],
    ['a key listed twice', { keys: [...root().keys, owner1.publicKey] }],
  ])('is refused with %s', (_, changes) => {
    const envelope = signedRoot(changes);
    expect(codeOf(openPinnedRoot(envelope, rootHash(envelope)))).toBe('inconsistent');
  });
});

describe('following roots', () => {
  it('[F10] goes from n to n+1, and along a chain', () => {
    const second = signedRoot(withOwners(2, owner1, newOwner), [owner1, owner2, newOwner]);
    const third = signedRoot({ ...withOwners(3, newOwner, stranger) }, [owner1, newOwner, stranger]);
    expect(codeOf(checkRoot(root(), [second]))).toBe('ok');
    const followed = checkRoot(root(), [second, third]);
    expect(followed.ok && followed.value.version).toBe(3);
  });

  it('[F10] refuses n+2', () => {
    expect(codeOf(checkRoot(root(), [signedRoot({ version: 3 })]))).toBe('version_gap');
  });

  it('[F6] refuses the highest number there is', () => {
    const last = { version: Number.MAX_SAFE_INTEGER };
    expect(codeOf(checkRoot(root(), [signedRoot(last)]))).toBe('version_gap');
  });

  it.each([1, 2])('refuses version %i after 2 as rollback', (version) => {
    expect(codeOf(checkRoot(root({ version: 2 }), [signedRoot({ version })]))).toBe('rollback');
  });

  it('needs the old owners: new ones cannot take over', () => {
    const taken = signedRoot(withOwners(2, newOwner, stranger), [newOwner, stranger]);
    expect(codeOf(checkRoot(root(), [taken]))).toBe('wrong_key');
  });

  it('needs the new owners: nobody is made one without their key', () => {
    const forced = signedRoot(withOwners(2, newOwner, stranger), [owner1, owner2]);
    expect(codeOf(checkRoot(root(), [forced]))).toBe('wrong_key');
  });

  it('needs both thresholds in full', () => {
    const half = signedRoot(withOwners(2, owner1, newOwner), [owner1, newOwner]);
    expect(codeOf(checkRoot(root(), [half]))).toBe('below_threshold');
  });

  it.each([true, false])('never changes demo %s into its opposite', (demo) => {
    expect(codeOf(checkRoot(root({ demo }), [signedRoot({ version: 2, demo: !demo })]))).toBe('demo_changed');
    expect(codeOf(checkRoot(root({ demo }), [signedRoot({ version: 2, demo })]))).toBe('ok');
  });

  it('takes nothing of a chain that breaks', () => {
    const chain = [signedRoot({ version: 2 }), signedRoot({ version: 4 })];
    expect(codeOf(checkRoot(root(), chain))).toBe('version_gap');
  });

  it('refuses another statement in place of a root', () => {
    const approvalLike = {
      ...signEnvelope('root', root({ version: 2 }), [owner1]),
      payloadType: 'text/plain',
    };
    expect(codeOf(checkRoot(root(), [approvalLike]))).toBe('wrong_payload_type');
  });
});
