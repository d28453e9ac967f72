/** Player software kept for the screens: statements in the database, files by hash beside the media. */
import { join } from 'node:path';
import type { ReleaseInfo } from '../../core/api/releases.ts';
import { AppError } from '../../core/model/app-error.ts';
import { Envelope, parsePayload, payloadOf, type Release } from '../../core/trust/index.ts';
import { HashStore } from '../../media/store/index.ts';
import { orNotFound } from '../http/refusal.ts';
import type { Db, Trx } from '../store/database.ts';
import { readJson } from '../store/json.ts';
import type { Row } from '../store/tables.ts';

export interface KeptRelease {
  row: Row<'releases'>;
  envelope: Envelope;
  release: Release;
}

export class ReleaseStore {
  readonly #folder: string;
  #files: Promise<HashStore> | null = null;

  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'releases');
  }

  /** The files of all releases; opened once. */
  files(): Promise<HashStore> {
    return (this.#files ??= HashStore.open(this.#folder));
  }

  /** Newest first. */
  async list(db: Db | Trx): Promise<KeptRelease[]> {
    const rows = await db.selectFrom('releases').selectAll().orderBy('version', 'desc').execute();
    return rows.map(kept);
  }

  /** Refuses with `not_found`. */
  async get(db: Db | Trx, sha256: string): Promise<KeptRelease> {
    const row = await db.selectFrom('releases').selectAll().where('sha256', '=', sha256).executeTakeFirst();
    return kept(orNotFound(row));
  }

  async info({ row, release }: KeptRelease): Promise<ReleaseInfo> {
    const shells = (['kiosk', 'electron'] as const).filter((shell) => release.entry[shell] !== null);
    return {
      version: row.version,
      sha256: row.sha256,
      name: release.name,
      builtAtMs: release.builtAtMs,
      uploadedAtMs: row.uploaded_at_ms,
      bytes: release.files.reduce((sum, file) => sum + file.bytes, 0),
      fileCount: release.files.length,
      shells,
      missing: row.complete === 1 ? [] : await this.missing(release),
    };
  }

  async missing(release: Release): Promise<string[]> {
    const files = await this.files();
    const there = new Set((await files.list()).map(({ sha256 }) => sha256));
    return [...new Set(release.files.map(({ sha256 }) => sha256))].filter((sha256) => !there.has(sha256));
  }

  /** Removes files no release names any more. */
  async sweep(db: Db): Promise<void> {
    const named = new Set(
      (await this.list(db)).flatMap(({ release }) => release.files.map(({ sha256 }) => sha256)),
    );
    const files = await this.files();
    for (const { sha256 } of await files.list()) if (!named.has(sha256)) await files.remove(sha256);
  }
}

function kept(row: Row<'releases'>): KeptRelease {
  const envelope = readJson(Envelope, row.envelope);
  const payload = payloadOf('release', envelope);
  const parsed = payload.ok ? parsePayload('release', payload.value) : payload;
  if (!parsed.ok)
    throw new AppError('store_corrupt', 'A stored release is none', { context: { ...parsed.error } });
  return { row, envelope, release: parsed.value.statement };
}
