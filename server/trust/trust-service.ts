import type { Result } from '../../core/model/result.ts';
import type { StatementOf } from '../../core/trust/index.ts';
import type { Envelope, PublicKey, Root } from '../../core/trust/statements.ts';
import type { Db, Trx } from '../store/database.ts';

/** Keys and signatures, as the rest of the server sees them. */
export interface TrustService {
  /** The newest root, or null before set-up. */
  root(db: Db | Trx): Promise<Root | null>;
  /** The same in its envelope. */
  rootEnvelope(db: Db | Trx): Promise<Envelope | null>;
  /** Root envelopes newer than `version`, ascending. */
  rootsAfter(db: Db | Trx, version: number): Promise<Envelope[]>;
  /** Makes the first root of this city; with a root there already, sees to it that it carries this name. */
  ensureRoot(trx: Trx, cityName: string): Promise<void>;
  /** A new approval key, sealed under the password, listed in a new root; a key the user had is retired. */
  createApproverKey(trx: Trx, user: { id: string }, password: string): Promise<void>;
  /**
   * Destroys the private half of the user's key, if any, so that it never signs again. The root lists its public half
   * on while something it approved may air, and no longer.
   */
  retireApproverKey(trx: Trx, userId: string): Promise<void>;
  /** Takes retired keys off the root that signed nothing which may still air. True when there were any. */
  dropUnneededKeys(trx: Trx): Promise<boolean>;
  /**
   * A paired player holds this root: one this server does not know, if it was restored from an older copy. Its roots then
   * go on above it, so that the player follows and takes manifests again. `too_far` when that would be more roots than a
   * backup can have lost.
   */
  goOnAbove(trx: Trx, version: number): Promise<'known' | 'followed' | 'too_far'>;
  /** Whether the user has a key that is not retired. */
  hasApproverKey(db: Db | Trx, userId: string): Promise<boolean>;
  /** Signs with the key of `statement.approvedBy`, unlocked by the password. */
  signApproval<K extends 'approval' | 'around'>(
    db: Db | Trx,
    kind: K,
    statement: StatementOf[K],
    password: string,
  ): Promise<Result<Envelope, { code: 'wrong_password' | 'no_approver_key' }>>;
  /**
   * Trusts these keys, and no others, for player software, in a new root. Their private halves are never here. True
   * when one of them has another role already, which is refused.
   */
  trustReleaseKeys(trx: Trx, keys: readonly PublicKey[]): Promise<boolean>;
  /** False while nobody knows what time it is: see `ServerClock`. */
  maySign(): boolean;
  /** Signs what the server itself states with its publisher key. Refuses with `clock_unconfirmed`. */
  sign<K extends 'manifest' | 'renewal' | 'pack' | 'screenPack' | 'usbLoad' | 'crewDay'>(
    kind: K,
    statement: StatementOf[K],
  ): Envelope;
}
