/** The keys and the root of the small city a `MiniDirector` serves. */
import { randomBytes } from 'node:crypto';
import { signerFromSeed, type Root, type Signer } from '../../../core/trust/index.ts';

export const CITY = 'Kota Tirtaraya';

export const newSigner = (): Signer => signerFromSeed(randomBytes(32));

/** The first root: one key a role, every threshold one. */
export function firstRoot(
  keys: { owner: Signer; approver: Signer; publisher: Signer },
  issuedAtMs: number,
): Root {
  const only = (one: Signer) => ({ keyids: [one.publicKey.keyid], threshold: 1 });
  return {
    kind: 'root',
    schema: 1,
    version: 1,
    cityName: CITY,
    demo: true,
    issuedAtMs: Math.round(issuedAtMs),
    keys: [keys.owner, keys.approver, keys.publisher].map((one) => one.publicKey),
    holders: [{ keyid: keys.approver.publicKey.keyid, userId: 'ketua-tim' }],
    roles: {
      root: only(keys.owner),
      approver: only(keys.approver),
      publisher: only(keys.publisher),
      release: { keyids: [], threshold: 1 },
    },
  };
}

/** The root that follows, with these keys to publish and all the others as they were. */
export function nextRoot(
  root: Root,
  publishers: readonly Signer[],
  threshold: number,
  version = root.version + 1,
): Root {
  const gone = new Set(root.roles.publisher.keyids);
  const kept = root.keys.filter((key) => !gone.has(key.keyid));
  const keyids = publishers.map(({ publicKey }) => publicKey.keyid);
  return {
    ...root,
    version,
    keys: [...kept, ...publishers.map(({ publicKey }) => publicKey)],
    roles: { ...root.roles, publisher: { keyids, threshold } },
  };
}
