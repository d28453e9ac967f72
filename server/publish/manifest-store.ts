/** The manifests screens were given. */
import { fromBase64, Envelope } from '../../core/trust/index.ts';
import { Manifest } from '../../core/model/programme.ts';
import { AppError } from '../../core/model/app-error.ts';
import type { Db, Trx } from '../store/database.ts';
import { readJson, writeJson } from '../store/json.ts';

/** Parsed manifests kept in memory: the newest of each screen of a large city, and some of today's. */
const KEPT = 500;

export class ManifestStore {
  /** By screen and version; a manifest never changes. In order of use. */
  readonly #parsed = new Map<string, Manifest>();

  /** 0 when the screen was never given one. */
  async newestVersion(db: Db | Trx, screenId: string): Promise<number> {
    const row = await db
      .selectFrom('manifests')
      .select('version')
      .where('screen_id', '=', screenId)
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row?.version ?? 0;
  }

  async newest(db: Db | Trx, screenId: string): Promise<Manifest | null> {
    const version = await this.newestVersion(db, screenId);
    return version === 0 ? null : this.get(db, screenId, version);
  }

  /** Null for a version this server never gave, as a screen may report after a restore from backup. */
  async find(db: Db | Trx, screenId: string, version: number): Promise<Manifest | null> {
    return version <= (await this.newestVersion(db, screenId)) ? this.get(db, screenId, version) : null;
  }

  async get(db: Db | Trx, screenId: string, version: number): Promise<Manifest> {
    const key = `${screenId} ${version}`;
    const manifest = this.#parsed.get(key) ?? openOwn(await this.envelope(db, screenId, version));
    this.#parsed.delete(key);
    this.#parsed.set(key, manifest);
    const oldest = this.#parsed.keys().next().value;
    if (this.#parsed.size > KEPT && oldest !== undefined) this.#parsed.delete(oldest);
    return manifest;
  }

  async envelope(db: Db | Trx, screenId: string, version: number): Promise<Envelope> {
    const row = await db
      .selectFrom('manifests')
      .select('envelope')
      .where('screen_id', '=', screenId)
      .where('version', '=', version)
      .executeTakeFirstOrThrow();
    return readJson(Envelope, row.envelope);
  }

  async add(trx: Trx, manifest: Manifest, envelope: Envelope): Promise<void> {
    await trx
      .insertInto('manifests')
      .values({
        screen_id: manifest.screenId,
        version: manifest.version,
        envelope: writeJson(envelope),
        programme: writeJson(manifest.programme),
        issued_at_ms: manifest.issuedAtMs,
        effective_from_ms: manifest.programme.effectiveFromMs,
        applied_at_ms: null,
      })
      .execute();
  }

  /** Versions in force at some time of [startMs, endMs), ascending: each from its instant until the next one's. */
  async inForce(
    db: Db | Trx,
    screenId: string,
    startMs: number,
    endMs: number,
  ): Promise<{ version: number; fromMs: number; untilMs: number }[]> {
    const first = await db
      .selectFrom('manifests')
      .select((select) => select.fn.max('version').as('version'))
      .where('screen_id', '=', screenId)
      .where('effective_from_ms', '<=', startMs)
      .executeTakeFirst();
    const rows = await db
      .selectFrom('manifests')
      .select(['version', 'effective_from_ms'])
      .where('screen_id', '=', screenId)
      .where('version', '>=', first?.version ?? 0)
      .where('effective_from_ms', '<', endMs)
      .orderBy('version')
      .execute();
    return rows
      .map((row, at) => ({
        version: row.version,
        fromMs: row.effective_from_ms,
        untilMs: rows[at + 1]?.effective_from_ms ?? Number.POSITIVE_INFINITY,
      }))
      .filter((span) => span.untilMs > startMs && span.untilMs > span.fromMs);
  }
}

function openOwn(envelope: Envelope): Manifest {
  const payload = fromBase64(envelope.payload);
  if (payload === null) throw new AppError('store_corrupt', 'A stored manifest is not base64');
  return readJson(Manifest, new TextDecoder().decode(payload));
}
