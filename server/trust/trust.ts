/** The server's keys and signatures: the implementation of `TrustService`. */
import { AppError } from '../../core/model/app-error.ts';
import { ok } from '../../core/model/result.ts';
import { keysOfRole, signEnvelope } from '../../core/trust/index.ts';
import { Refusal } from '../http/refusal.ts';
import type { ServerClock } from '../server-clock.ts';
import type { Trx } from '../store/database.ts';
import {
  activeKeyOf,
  addApproverKey,
  areInUse,
  listedKeys,
  retireKeyOf,
  unlockKeyOf,
} from './approver-keys.ts';
import { loadOrMakeKey, PUBLISHER_KEY, ROOT_KEY } from './key-files.ts';
import { appendRoot, newestRoot, rootsAfter } from './root-chain.ts';
import type { TrustService } from './trust-service.ts';

/** How far the roots go on above one that a player reports: other players may hold some that are newer still. */
const ROOT_MARGIN = 10;
/** Roots signed for that reason while the server runs. A backup is a few roots old; a player that lies says more. */
const MOST_SKIPPED = 100;

/**
 * Loads the root and publisher keys from `<dataDir>/keys`, making them on the first start. The root it signs says
 * `demo: true`, because one machine holds every private key; offline root keys come with people's own keys.
 *
 * @throws AppError `key_unusable`
 */
export async function openTrust(options: {
  dataDir: string;
  clock: Pick<ServerClock, 'maySign' | 'nowMs'>;
}): Promise<TrustService> {
  const { clock } = options;
  const nowMs = () => clock.nowMs();
  const keys = {
    root: await loadOrMakeKey(options.dataDir, ROOT_KEY),
    publisher: await loadOrMakeKey(options.dataDir, PUBLISHER_KEY),
  };

  const approversNow = (trx: Trx) => listedKeys(trx, nowMs());
  const rotate = async (trx: Trx): Promise<void> => {
    const current = await newestRoot(trx);
    if (current === null) throw new AppError('root_missing', 'There is no root before set-up');
    const { cityName } = current.root;
    await appendRoot(trx, { cityName, approvers: await approversNow(trx) }, keys, nowMs());
  };
  let skipped = 0;

  return {
    async root(db) {
      return (await newestRoot(db))?.root ?? null;
    },
    async rootEnvelope(db) {
      return (await newestRoot(db))?.envelope ?? null;
    },
    rootsAfter,
    async ensureRoot(trx, cityName) {
      const current = await newestRoot(trx);
      if (current?.root.cityName === cityName) return;
      await appendRoot(trx, { cityName, approvers: await approversNow(trx) }, keys, nowMs());
    },
    async createApproverKey(trx, user, password) {
      await retireKeyOf(trx, user.id, nowMs());
      await addApproverKey(trx, user.id, password, nowMs());
      await rotate(trx);
    },
    async retireApproverKey(trx, userId) {
      if (await retireKeyOf(trx, userId, nowMs())) await rotate(trx);
    },
    async dropUnneededKeys(trx) {
      const current = await newestRoot(trx);
      if (current === null || (await areInUse(trx, current.root.roles.approver.keyids))) return false;
      const needed = new Set((await approversNow(trx)).map(({ key }) => key.keyid));
      if (current.root.roles.approver.keyids.every((keyid) => needed.has(keyid))) return false;
      await rotate(trx);
      return true;
    },
    async goOnAbove(trx, version) {
      const current = await newestRoot(trx);
      if (current === null || version <= current.root.version) return 'known';
      const missing = version + ROOT_MARGIN - current.root.version;
      if (skipped + missing > MOST_SKIPPED) return 'too_far';
      skipped += missing;
      for (let count = 0; count < missing; count += 1) await rotate(trx);
      return 'followed';
    },
    async trustReleaseKeys(trx, release) {
      const current = await newestRoot(trx);
      if (current === null) throw new AppError('root_missing', 'There is no root before set-up');
      const { cityName, keys: listed } = current.root;
      const known = new Set(keysOfRole(current.root, 'release').keys.map(({ keyid }) => keyid));
      const others = new Set(listed.map(({ keyid }) => keyid).filter((keyid) => !known.has(keyid)));
      if (release.some(({ keyid }) => others.has(keyid))) return true;
      await appendRoot(trx, { cityName, approvers: await approversNow(trx), release }, keys, nowMs());
      return false;
    },
    async hasApproverKey(db, userId) {
      return (await activeKeyOf(db, userId)) !== undefined;
    },
    async signApproval(db, kind, statement, password) {
      const signer = await unlockKeyOf(db, statement.approvedBy, password);
      return signer.ok ? ok(signEnvelope(kind, statement, [signer.value])) : signer;
    },
    maySign: () => clock.maySign(),
    sign(kind, statement) {
      if (!clock.maySign()) throw new Refusal('clock_unconfirmed');
      return signEnvelope(kind, statement, [keys.publisher]);
    },
  };
}
