/** Puts a pack's files together: hashes, the page that checks them, and the signed list, in one ZIP. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import {
  PACK_CHECK_NAME,
  PACK_MANIFEST_NAME,
  type PackCheck,
  type PackCheckFile,
} from '../../core/model/pack-check.ts';
import { Envelope, type PackManifest } from '../../core/trust/statements.ts';
import type { Services } from '../services.ts';
import { readJson } from '../store/json.ts';
import { zipOf, type PackContent } from './archive.ts';
import { checkPage } from './check-page.ts';

export interface Pack {
  /** FAT-safe, with `.zip`. */
  fileName: string;
  stream: Readable;
}

/** A file of the store by its hash: what was approved is never described by what lies on the disk. */
interface StoredContent {
  path: string;
  sha256: string;
}

/** A file of a pack, and what is said of it. */
export interface PackPart {
  content: PackContent | StoredContent;
  /** Null for lists and papers. */
  title: string | null;
  /** What people approved it as, without an announcement for what is heard around one; null for what is made here. */
  approved: { announcementId: string | null; approvalSha256: string } | null;
  fromMs: number | null;
  lastAirMs: number | null;
}

export const paper = (path: string, bytes: Buffer): PackPart => {
  return { content: { path, bytes }, title: null, approved: null, fromMs: null, lastAirMs: null };
};

type Listed = Pick<PackManifest, 'issuedAtMs' | 'rootVersion' | 'files' | 'approvals'>;

/**
 * The ZIP of these parts in this order, the page that checks them and the signed list last.
 *
 * @throws AppError `pack_page_missing`; `media_corrupt` when a stored file is not what was approved
 */
export async function sealPack(
  services: Services,
  parts: readonly PackPart[],
  about: Omit<PackCheck, 'files' | 'issuedAtMs' | 'demo'> & { fileName: string },
  sign: (listed: Listed) => Envelope,
): Promise<Pack> {
  const { fileName, ...check } = about;
  const issuedAtMs = services.nowMs();
  const root = await services.trust.root(services.db);
  const described = await Promise.all(parts.map((part) => describe(services, part)));
  const files = described.map(({ title, path, sha256, bytes, fromMs, lastAirMs }): PackCheckFile => {
    return { path, title, sha256, bytes, fromMs, lastAirMs };
  });
  const page = await checkPage({ ...check, demo: root?.demo ?? false, issuedAtMs, files });
  const all = [...described, await describe(services, paper(PACK_CHECK_NAME, page))];
  const envelope = sign({
    issuedAtMs,
    rootVersion: root?.version ?? 1,
    files: all.map(({ path, sha256, bytes, approved, lastAirMs }) => ({
      path,
      sha256,
      bytes,
      announcementId: approved?.announcementId ?? null,
      approvalSha256: approved?.approvalSha256 ?? null,
      lastAirMs,
    })),
    approvals: await approvalsOf(services, parts),
  });
  const manifest = { path: PACK_MANIFEST_NAME, bytes: Buffer.from(JSON.stringify(envelope, null, 1)) };
  const contents = [...all.map(({ content }) => content), manifest];
  return { fileName, stream: zipOf(contents, new Date(issuedAtMs)) };
}

type Described = Omit<PackPart, 'content'> & {
  content: PackContent;
  path: string;
  sha256: string;
  bytes: number;
};

async function describe({ mediaStore }: Services, part: PackPart): Promise<Described> {
  const { content } = part;
  const { path } = content;
  if ('sha256' in content) {
    const { sha256 } = content;
    const bytes = await mediaStore.verify(sha256);
    return { ...part, content: { path, file: mediaStore.path(sha256) }, path, sha256, bytes };
  }
  const hash = createHash('sha256');
  if ('bytes' in content) hash.update(content.bytes);
  else for await (const chunk of createReadStream(content.file)) hash.update(chunk as Buffer);
  const bytes = 'bytes' in content ? content.bytes.length : (await stat(content.file)).size;
  return { ...part, content, path, sha256: hash.digest('hex'), bytes };
}

async function approvalsOf({ db }: Services, parts: readonly PackPart[]): Promise<Envelope[]> {
  const named = [...new Set(parts.flatMap(({ approved }) => approved?.approvalSha256 ?? []))];
  if (named.length === 0) return [];
  const rows = await db
    .selectFrom('approvals')
    .select('envelope')
    .where('sha256', 'in', named)
    .orderBy('sha256')
    .execute();
  return rows.map((row) => readJson(Envelope, row.envelope));
}
