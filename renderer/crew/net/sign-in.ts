import { crewSignIn } from '../../../core/api/crew.ts';
import { getRoots } from '../../../core/api/device.ts';
import { CREW_SIGN_IN_CONTEXT } from '../../../core/protocol/crew.ts';
import { rootHash } from '../../../core/trust/index.ts';
import { readFact, type CrewDb, type Phone, type PhoneKey, type TrustFact } from '../store/database.ts';
import { ed25519Verify } from '../trust/ed25519.ts';
import { settle } from '../trust/settle.ts';
import { followRoots } from '../trust/verify-day.ts';
import { callPublic } from './api.ts';
import { newPhoneKey, signLines } from './phone-key.ts';

/** What a QR code of central holds behind its `#`. */
export interface Invitation {
  token: string;
  /** SHA-256 of the root central trusts: seen by the camera, so a false server has to answer to it. */
  rootSha256: string;
}

/** The invitation in a link or its part behind the `#`; null for any other text. */
export function invitationIn(text: string): Invitation | null {
  const given = new URLSearchParams(text.slice(text.indexOf('#') + 1).trim());
  const token = given.get('token') ?? '';
  const rootSha256 = given.get('root') ?? '';
  return /^[\w-]{43}$/.test(token) && /^[0-9a-f]{64}$/.test(rootSha256) ? { token, rootSha256 } : null;
}

/**
 * Signs this phone in: first the roots, from the pinned one on, then the link is used up for a key of its own.
 * Throws `RefusedError`, `OfflineError`, or `Error('root_not_pinned')` when the server has other roots than the QR
 * code says.
 */
export async function signIn(db: CrewDb, invitation: Invitation, label: string): Promise<Phone> {
  const roots = await callPublic(getRoots, {});
  const pinnedAt = roots.findIndex((root) => rootHash(root) === invitation.rootSha256);
  const trust: TrustFact = { pinnedSha256: invitation.rootSha256, roots: roots.slice(Math.max(0, pinnedAt)) };
  const verify = await ed25519Verify();
  const followed = await settle((verifier) => followRoots(trust, verifier), verify);
  if (pinnedAt < 0 || !followed.ok) throw new Error('root_not_pinned');

  const key = (await readFact(db, 'key')) ?? (await newPhoneKey());
  const { deviceId, unitId, userId, userName } = await callPublic(crewSignIn, {
    body: {
      token: invitation.token,
      publicKey: key.publicKey,
      signature: await signLines(key.privateKey, [CREW_SIGN_IN_CONTEXT, invitation.token]),
      label,
    },
  });
  const phone: Phone = { deviceId, unitId, userId, userName };
  await keep(db, key, phone, trust);
  return phone;
}

async function keep(db: CrewDb, key: PhoneKey, phone: Phone, trust: TrustFact): Promise<void> {
  const trx = db.transaction('facts', 'readwrite');
  await Promise.all([
    trx.store.put(key, 'key'),
    trx.store.put(phone, 'phone'),
    trx.store.put(trust, 'trust'),
    trx.store.delete('day'),
    trx.store.delete('place'),
    trx.store.delete('clock'),
    trx.done,
  ]);
}

/**
 * Forgets whom the phone speaks for, its day and every recording. Its key, its plays and their numbers stay: what is
 * not delivered yet goes out after the next sign-in.
 */
export async function forgetSignIn(db: CrewDb): Promise<void> {
  const trx = db.transaction(['facts', 'approvals', 'clips', 'parts'], 'readwrite');
  for (const name of ['phone', 'trust', 'day', 'place', 'clock'] as const) {
    await trx.objectStore('facts').delete(name);
  }
  for (const name of ['approvals', 'clips', 'parts'] as const) await trx.objectStore(name).clear();
  await trx.done;
}

/** What kind of phone this is, for the list in central: enough to tell two apart, no more. */
export function phoneLabel(userAgent: string): string {
  const system = /\(([^)]*)\)/.exec(userAgent)?.[1]?.split(';').slice(0, 3).join(';') ?? '';
  const browser = /(?:Edg|OPR|SamsungBrowser|Firefox|Chrome|Version)\/[\d]+/.exec(userAgent)?.[0] ?? '';
  return [browser.replace('/', ' '), system.trim()]
    .filter((part) => part !== '')
    .join(' · ')
    .slice(0, 120);
}
