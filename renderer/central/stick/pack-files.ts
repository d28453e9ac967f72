import { PACK_MANIFEST_NAME } from '../../../core/model/pack-check.ts';
import { parsePayload, payloadOf, type PackManifest } from '../../../core/trust/index.ts';
import { Envelope } from '../../../core/trust/statements.ts';
import { storedParts, UnreadableZip } from './stored-zip.ts';

export interface PackFile {
  path: string;
  blob: Blob;
  /** As the signed list says; null for that list itself. */
  sha256: string | null;
}

/**
 * The files of a pack in the order they are to be written. Signatures are not checked here: the pack came a moment ago
 * from the server that signs. @throws UnreadableZip
 */
export async function packFiles(zip: Blob): Promise<PackFile[]> {
  const parts = await storedParts(zip);
  const manifest = parts.find(({ path }) => path === PACK_MANIFEST_NAME);
  if (manifest === undefined) throw new UnreadableZip('no manifest');
  const listed = listedIn(Envelope.parse(JSON.parse(await manifest.blob.text())));
  const sha256Of = new Map(listed.map(({ path, sha256 }) => [path, sha256]));
  return parts.map(({ path, blob }) => ({ path, blob, sha256: sha256Of.get(path) ?? null }));
}

function listedIn(envelope: Envelope): PackManifest['files'] {
  for (const kind of ['pack', 'screenPack'] as const) {
    const payload = payloadOf(kind, envelope);
    if (!payload.ok) continue;
    const parsed = parsePayload(kind, payload.value);
    if (parsed.ok) return parsed.value.statement.files;
  }
  throw new UnreadableZip('the manifest is of another kind');
}
