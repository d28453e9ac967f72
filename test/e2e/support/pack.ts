import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getRoots } from '../../../core/api/device.ts';
import {
  checkPack,
  checkRoot,
  Envelope,
  openPinnedRoot,
  rootHash,
  type PackManifest,
} from '../../../core/trust/index.ts';
import { ApiClient } from '../../../tools/api-client.ts';
import { unzip } from './unzip.ts';

export interface OpenedPack {
  folder: string;
  /** In the order of the archive. */
  names: string[];
  statement: PackManifest;
}

/** Unpacks a car's ZIP and checks its signatures from the city's first root on, as an auditor would. */
export async function openPack(
  origin: string,
  unitId: string,
  zip: Buffer,
  folder: string,
): Promise<OpenedPack> {
  const names = await unzip(zip, folder);
  const envelope = Envelope.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
  const roots = await new ApiClient(origin).call(getRoots, {});
  const [first, ...later] = roots;
  if (!first) throw new Error('the server has no root');
  const root = must(checkRoot(must(openPinnedRoot(first, rootHash(first))), later));
  return { folder, names, statement: must(checkPack(envelope, root, { unitId })).pack };
}

/** The value of what has to succeed. */
export function must<T>(result: { ok: true; value: T } | { ok: false; error: { code: string } }): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}
