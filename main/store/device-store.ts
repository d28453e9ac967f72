import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Low, type Adapter } from 'lowdb';
import type { z } from 'zod';
import { AppError } from '../../core/model/app-error.ts';
import { fromBase64, signerFromSeed, toBase64, type Signer } from '../../core/trust/index.ts';
import {
  HashStore,
  JsonFileAdapter,
  nodeStorage,
  type DamagedFile,
  type StoragePort,
} from '../../media/store/index.ts';
import type { Log } from '../log.ts';
import { BundleFiles } from './bundle-files.ts';
import { FactsFiles } from './facts-files.ts';
import { Postponed } from './postponed.ts';
import {
  AnchorRecord,
  type FactsRecord,
  IdentityRecord,
  LeaseRecord,
  UsageRecord,
  WithdrawnRecord,
} from './records.ts';

/** Everything a device keeps, below one folder. */
export interface DeviceStore {
  readonly dataDir: string;
  readonly storage: StoragePort;
  readonly identity: Low<z.infer<typeof IdentityRecord>>;
  /** Signs with the device's key as it is now. */
  signer(): Signer;
  readonly facts: Low<FactsRecord>;
  readonly anchor: Low<AnchorRecord | null>;
  readonly leases: Low<LeaseRecord>;
  readonly withdrawn: Low<WithdrawnRecord>;
  /** Data sent and received this month. */
  readonly usage: Low<UsageRecord>;
  readonly bundles: BundleFiles;
  readonly media: HashStore;
  /** What the disk refused so far. */
  readonly postponed: Postponed;
}

/**
 * Opens the store, making what is missing or damaged anew: the key only if it is lost itself. The anchor of trust is
 * recovered from the last good manifest, which carries the same roots.
 *
 * A disk that is full, read-only or failing keeps no player from starting: what cannot be read is missing, what cannot
 * be written is in memory until it can, and both are in `postponed`. A key and an anchor that
 * cannot be read are not written over, and count again once they can.
 */
export async function openDeviceStore(
  dataDir: string,
  log: Log,
  storage: StoragePort = nodeStorage,
): Promise<DeviceStore> {
  const postponed = new Postponed();
  await postponed.attempt(() => storage.makeFolder(dataDir));
  const file = <T>(
    name: string,
    schema: z.ZodType<T>,
    initial: () => T,
    mayReplace = true,
  ): Promise<Low<T>> =>
    openRecord(fileOf(join(dataDir, name), schema, log, storage), { initial, mayReplace, postponed });

  const identity = await file(
    'identity.json',
    IdentityRecord,
    () => ({ seed: toBase64(randomBytes(32)) }),
    false,
  );
  const factsFiles = new FactsFiles(dataDir, { onDamaged: toldTo(log), storage, postponed });
  const firstFacts = (): FactsRecord => ({
    storeEpoch: newStoreEpoch(),
    acknowledgedSequence: 0,
    screenId: null,
    highest: null,
    earlier: {},
    clockFloorMs: 0,
    systemOffsetMs: null,
  });
  const facts = await openRecord(factsFiles, { initial: firstFacts, mayReplace: true, postponed });
  const bundles = await BundleFiles.open(join(dataDir, 'manifests'), log, postponed, storage);
  const anchor = await file('anchor.json', AnchorRecord.nullable(), () => recoverAnchor(bundles, log), false);
  const leases = await file('leases.json', LeaseRecord, () => ({ receivedAtMs: {}, renewals: [] }));
  const withdrawn = await file('withdrawn.json', WithdrawnRecord, () => ({ untilMs: {} }));
  const usage = await file('usage.json', UsageRecord, () => ({ month: null, bytes: 0 }));
  const media = HashStore.at(join(dataDir, 'media'), storage);
  await postponed.attempt(() => media.prepare());
  let known: { seed: string; signer: Signer } | null = null;
  return {
    dataDir,
    storage,
    identity,
    signer() {
      const { seed } = identity.data;
      if (known?.seed !== seed) known = { seed, signer: signerOf(seed) };
      return known.signer;
    },
    facts,
    anchor,
    leases,
    withdrawn,
    usage,
    bundles,
    media,
    postponed,
  };
}

function signerOf(encodedSeed: string): Signer {
  const seed = fromBase64(encodedSeed);
  if (seed?.length !== 32) throw new AppError('identity_invalid', 'The device key has another length');
  return signerFromSeed(seed);
}

export const newStoreEpoch = (): string => `e${randomBytes(12).toString('hex')}`;

interface RecordOptions<T> {
  /** Of a record that is missing, damaged or not to be read. */
  initial: () => T;
  /** Whether one that is there but cannot be read now is given up for the initial one. */
  mayReplace: boolean;
  postponed: Postponed;
}

const toldTo = (log: Log) => (fault: DamagedFile) => {
  log.error('record_rebuilt', { ...fault });
};

const fileOf = <T>(path: string, schema: z.ZodType<T>, log: Log, storage: StoragePort): Adapter<T> =>
  new JsonFileAdapter<T>(path, { parse: (value) => schema.parse(value), onDamaged: toldTo(log), storage });

async function openRecord<T>(
  adapter: Adapter<T>,
  { initial, mayReplace, postponed }: RecordOptions<T>,
): Promise<Low<T>> {
  let stored: T | null = null;
  let isUnreadable = false;
  try {
    stored = await adapter.read();
  } catch (error) {
    postponed.note(error);
    isUnreadable = true;
  }
  const record = new Low<T>(adapter, stored ?? initial());
  if (isUnreadable && !mayReplace) await postponed.attempt(() => record.read());
  else if (stored === null) await postponed.attempt(() => record.write());
  return record;
}

function recoverAnchor(bundles: BundleFiles, log: Log): AnchorRecord | null {
  const newest = bundles.newestFirst[0];
  if (newest === undefined) return null;
  log.info('anchor_from_manifest', { version: newest.version });
  return { pinnedSha256: newest.pinnedSha256, roots: newest.record.roots, confirmed: true };
}
