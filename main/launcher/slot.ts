import { createReadStream } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { err, ok, type Result } from '../../core/model/result.ts';
import {
  checkReleaseFiles,
  checkReleaseWhole,
  Envelope,
  openRelease,
  parsePayload,
  payloadOf,
  payloadSha256,
  rootHash,
  type FoundFile,
  type Release,
  type ReleaseRef,
} from '../../core/trust/index.ts';
import {
  ChunkedHash,
  errnoOf,
  JsonFileAdapter,
  nodeStorage,
  storageFault,
  type StoragePort,
} from '../../media/store/index.ts';
import { openAnchor } from '../sync/anchor.ts';
import { nodeVerifier } from '../sync/verifier.ts';
import type { ShellName, SlotName } from './protocol.ts';

/** Beside the files of a slot, written after all of them; no file of a release can have this name. */
export const STATEMENT_FILE = '.release.json';

/** What makes a folder a slot: the signed release, and the roots from the pinned one to the one it was taken under. */
export const SlotStatement = z.strictObject({
  release: Envelope,
  roots: z.array(Envelope).max(1000),
});
export type SlotStatement = z.infer<typeof SlotStatement>;

export const slotFolder = (home: string, slot: SlotName): string => join(home, slot);

/** What a slot's release is believed by. */
export interface Pins {
  installedSha256: string | null;
  rootSha256: string | null;
}

export interface GoodSlot {
  slot: SlotName;
  folder: string;
  ref: ReleaseRef;
  release: Release;
  /** Absolute path of what the shell is started with. */
  entry: string;
  /** The city of the root that vouches for it; null for one a person installed. */
  cityName: string | null;
}

export interface SlotError {
  /** `empty`: there is nothing; `damaged`: the statement cannot be read; `no_entry`: not for this shell; else core's. */
  code: string;
  detail: string;
  release: ReleaseRef | null;
}

export const statementFile = (
  folder: string,
  storage: StoragePort = nodeStorage,
  onDamaged = (): void => undefined,
) =>
  new JsonFileAdapter<SlotStatement>(join(folder, STATEMENT_FILE), {
    parse: (value) => SlotStatement.parse(value),
    onDamaged,
    storage,
  });

/**
 * Whether everything in a slot is what was signed: the statement under a pinned root, or the one a person installed,
 * and each file by its hash. Reads every byte of the slot.
 *
 * @throws AppError `disk_io_error`, `storage_failed` never: a file that cannot be read is a damaged one.
 */
export async function verifySlot(
  home: string,
  slot: SlotName,
  shell: ShellName,
  pins: Pins,
): Promise<Result<GoodSlot, SlotError>> {
  const folder = slotFolder(home, slot);
  const statement = await readStatement(folder);
  if (!statement.ok) return err({ ...statement.error, release: null });
  const opened = openStatement(statement.value, pins);
  if (!opened.ok) return err({ code: opened.error.code, detail: opened.error.detail, release: null });
  const { release, ref, cityName } = opened.value;
  const found = new Map<string, FoundFile>();
  for (const { path, bytes } of release.files) found.set(path, await hashFile(join(folder, path), bytes));
  const files = checkReleaseFiles(release, found);
  if (!files.ok) return err({ ...files.error, release: ref });
  const entry = release.entry[shell];
  if (entry === null) return err({ code: 'no_entry', detail: `nothing to start in ${shell}`, release: ref });
  return ok({ slot, folder, ref, release, entry: join(folder, entry), cityName });
}

async function readStatement(folder: string): Promise<Result<SlotStatement, Omit<SlotError, 'release'>>> {
  let isDamaged = false;
  try {
    const statement = await statementFile(folder, nodeStorage, () => {
      isDamaged = true;
    }).read();
    if (statement !== null) return ok(statement);
  } catch (error) {
    return err({ code: 'damaged', detail: error instanceof Error ? error.message : String(error) });
  }
  return isDamaged
    ? err({ code: 'damaged', detail: 'its statement is not what was written' })
    : err({ code: 'empty', detail: 'nothing is installed' });
}

/** The release in a statement, if a pin vouches for it. Errors: those of `openAnchor` and `openRelease`. */
function openStatement({ release: envelope, roots }: SlotStatement, pins: Pins) {
  const payload = payloadOf('release', envelope);
  if (!payload.ok) return payload;
  const sha256 = payloadSha256(envelope);
  if (sha256 === pins.installedSha256) {
    const parsed = parsePayload('release', payload.value);
    if (!parsed.ok) return parsed;
    const whole = checkReleaseWhole(parsed.value.statement);
    if (!whole.ok) return whole;
    const release = parsed.value.statement;
    return ok({ release, ref: { version: release.version, sha256 }, cityName: null });
  }
  const first = roots[0];
  if (first === undefined || rootHash(first) !== pins.rootSha256) {
    return err({ code: 'root_not_pinned', detail: 'no pinned root vouches for it' });
  }
  const root = openAnchor({ pinnedSha256: pins.rootSha256, roots });
  if (!root.ok) return root;
  const opened = openRelease(envelope, root.value, nodeVerifier);
  if (!opened.ok) return opened;
  const release = opened.value.statement;
  return ok({ release, ref: { version: release.version, sha256 }, cityName: root.value.cityName });
}

/** Null for anything but a readable, ordinary file of the length that is expected: links lead elsewhere. */
export async function hashFile(path: string, expectedBytes: number): Promise<FoundFile> {
  try {
    const stat = await lstat(path);
    if (!stat.isFile()) return null;
    // Endless data: a file that grew is not read to its end.
    if (stat.size !== expectedBytes) return { sha256: '', bytes: stat.size };
    const hash = new ChunkedHash();
    for await (const bytes of createReadStream(path, {
      end: Math.max(0, expectedBytes),
    }) as AsyncIterable<Buffer>) {
      hash.update(bytes);
    }
    const { sha256, bytes } = hash.finish();
    return { sha256, bytes };
  } catch (error) {
    // A sector that cannot be read and a file that is gone are the same to one who wants to start it.
    if (errnoOf(error) !== null) return null;
    throw storageFault('read', path, error);
  }
}
