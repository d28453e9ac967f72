/** The stored chain of roots: each version signed by the root key, one after another. */
import type { PublicKey, Root } from '../../core/trust/statements.ts';
import {
  checkRoot,
  Envelope,
  keysOfRole,
  openPinnedRoot,
  rootHash,
  signEnvelope,
  type Signer,
} from '../../core/trust/index.ts';
import { AppError } from '../../core/model/app-error.ts';
import type { Db, Trx } from '../store/database.ts';
import { readJson, writeJson } from '../store/json.ts';

/** Root envelopes newer than `version`, ascending. */
export async function rootsAfter(db: Db | Trx, version: number): Promise<Envelope[]> {
  const rows = await db
    .selectFrom('roots')
    .select('envelope')
    .where('version', '>', version)
    .orderBy('version')
    .execute();
  return rows.map((row) => readJson(Envelope, row.envelope));
}

/** The newest root with its envelope, or null before set-up. */
export async function newestRoot(db: Db | Trx): Promise<{ root: Root; envelope: Envelope } | null> {
  const row = await db
    .selectFrom('roots')
    .select('envelope')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return null;
  const envelope = readJson(Envelope, row.envelope);
  return { root: openOwn(envelope), envelope };
}

/** An approver's public key and whose it is. */
export interface HeldKey {
  key: PublicKey;
  userId: string;
}

/** What the next root differs in. */
export interface RootChange {
  cityName: string;
  approvers: readonly HeldKey[];
  /** Keys that sign player software; those of the newest root when left out. */
  release?: readonly PublicKey[];
}

/** Signs and stores the root that follows the newest one, or the first. */
export async function appendRoot(
  trx: Trx,
  change: RootChange,
  keys: { root: Signer; publisher: Signer },
  issuedAtMs: number,
): Promise<Root> {
  const current = await newestRoot(trx);
  const { root: owner, publisher } = keys;
  const release = change.release ?? (current === null ? [] : keysOfRole(current.root, 'release').keys);
  const next: Root = {
    kind: 'root',
    schema: 1,
    version: (current?.root.version ?? 0) + 1,
    cityName: change.cityName,
    // The server holds every private key, so this can only ever be a demonstration.
    demo: true,
    issuedAtMs,
    keys: [owner.publicKey, publisher.publicKey, ...change.approvers.map(({ key }) => key), ...release],
    holders: change.approvers.map(({ key, userId }) => ({ keyid: key.keyid, userId })),
    roles: {
      root: { keyids: [owner.publicKey.keyid], threshold: 1 },
      approver: { keyids: change.approvers.map(({ key }) => key.keyid), threshold: 1 },
      publisher: { keyids: [publisher.publicKey.keyid], threshold: 1 },
      release: { keyids: release.map(({ keyid }) => keyid), threshold: 1 },
    },
  };
  const envelope = signEnvelope('root', next, [owner]);
  if (current !== null) {
    const followed = checkRoot(current.root, [envelope]);
    if (!followed.ok) {
      throw new AppError('root_broken', 'Screens would refuse the next root', {
        context: { ...followed.error },
      });
    }
  }
  await trx
    .insertInto('roots')
    .values({ version: next.version, envelope: writeJson(envelope) })
    .execute();
  return next;
}

/** The root opened last, which nearly always is the one that is asked for next. */
let lastOpened: { sha256: string; root: Root } | null = null;

function openOwn(envelope: Envelope): Root {
  const sha256 = rootHash(envelope);
  if (lastOpened?.sha256 === sha256) return lastOpened.root;
  const opened = openPinnedRoot(envelope, sha256);
  if (!opened.ok) {
    throw new AppError('root_broken', 'The stored root does not hold', { context: { ...opened.error } });
  }
  lastOpened = { sha256, root: opened.value };
  return opened.value;
}
