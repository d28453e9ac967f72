/** Recordings on the phone, in the parts they came in. What is whole was checked; what is played is checked again. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { CrewDb, StoredClip } from './database.ts';

const partsOf = (hash: string): IDBKeyRange => IDBKeyRange.bound([hash, 0], [hash, Infinity]);

export const findClip = (db: CrewDb, hash: string): Promise<StoredClip | undefined> => db.get('clips', hash);

/** Appends bytes and notes them, both or neither. */
export async function appendPart(
  db: CrewDb,
  clip: StoredClip,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<StoredClip> {
  const grown = { ...clip, parts: clip.parts + 1, storedBytes: clip.storedBytes + bytes.length };
  const trx = db.transaction(['clips', 'parts'], 'readwrite');
  await Promise.all([
    trx.objectStore('parts').put(bytes, [clip.sha256, clip.parts]),
    trx.objectStore('clips').put(grown),
    trx.done,
  ]);
  return grown;
}

export async function markWhole(db: CrewDb, clip: StoredClip): Promise<void> {
  await db.put('clips', { ...clip, whole: true });
}

export async function dropClip(db: CrewDb, hash: string): Promise<void> {
  const trx = db.transaction(['clips', 'parts'], 'readwrite');
  await Promise.all([
    trx.objectStore('clips').delete(hash),
    trx.objectStore('parts').delete(partsOf(hash)),
    trx.done,
  ]);
}

/** Forgets every recording but these. */
export async function keepOnly(db: CrewDb, wanted: ReadonlySet<string>): Promise<void> {
  for (const hash of await db.getAllKeys('clips')) {
    if (!wanted.has(hash)) await dropClip(db, hash);
  }
}

/** A running hash over what is stored already, so that a download goes on where it was. */
export async function hashSoFar(db: CrewDb, hash: string): Promise<ReturnType<typeof sha256.create>> {
  const running = sha256.create();
  for (const part of await db.getAll('parts', partsOf(hash))) running.update(part);
  return running;
}

export const hexOf = (running: ReturnType<typeof sha256.create>): string => bytesToHex(running.digest());

/**
 * The bytes to be played, exactly those the hash was computed over a moment ago; null when they are not the approved
 * ones any more (or not there), and then they are gone from the phone.
 */
export async function verifiedBytes(db: CrewDb, hash: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const parts = await db.getAll('parts', partsOf(hash));
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  const found = bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
  if (found === hash) return bytes;
  await dropClip(db, hash);
  return null;
}
