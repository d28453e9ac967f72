/** Opens the one database file and brings it to the newest shape. */
import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect, type Transaction } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { AppError } from '../../core/model/app-error.ts';
import { catalogue } from './migrations/0001-catalogue.ts';
import { auditBySubject } from './migrations/0002-audit-by-subject.ts';
import { syncGroups } from './migrations/0003-sync-groups.ts';
import { releases } from './migrations/0004-releases.ts';
import { jobPriorities } from './migrations/0006-job-priorities.ts';
import { sightings } from './migrations/0005-sightings.ts';
import { tours } from './migrations/0007-tours.ts';
import { crew } from './migrations/0008-crew.ts';
import { mediaWarnings } from './migrations/0010-media-warnings.ts';
import { soundParts } from './migrations/0011-sound-parts.ts';
import { uploadHashes } from './migrations/0012-upload-hashes.ts';
import { aroundVersions } from './migrations/0013-around-versions.ts';
import { playPlaces } from './migrations/0014-play-places.ts';
import type { Database } from './tables.ts';

export type Db = Kysely<Database>;
/**
 * There is one connection, and a transaction holds it: inside `db.transaction().execute(…)` ask the transaction,
 * never `db`, which would wait for it for ever.
 */
export type Trx = Transaction<Database>;

const MIGRATIONS: Record<string, Migration> = {
  '0001-catalogue': catalogue,
  '0002-audit-by-subject': auditBySubject,
  '0003-sync-groups': syncGroups,
  '0004-releases': releases,
  '0006-job-priorities': jobPriorities,
  '0005-sightings': sightings,
  '0008-crew': crew,
  '0007-tours': tours,
  '0010-media-warnings': mediaWarnings,
  '0011-sound-parts': soundParts,
  '0012-upload-hashes': uploadHashes,
  '0013-around-versions': aroundVersions,
  '0014-play-places': playPlaces,
};

/**
 * SQLite in WAL mode with synchronous=FULL: what was committed survives a power cut (sqlite.org/pragma.html).
 *
 * @throws AppError `database_unusable` if the file cannot be opened or migrated
 */
export async function openDatabase(file: string): Promise<Db> {
  const db = new Kysely<Database>({ dialect: new SqliteDialect({ database: connect(file) }) });
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) {
    await db.destroy();
    throw new AppError('database_unusable', 'The database cannot be migrated', {
      cause: error,
      context: { file },
    });
  }
  return db;
}

function connect(file: string): SqliteDatabase.Database {
  let sqlite: SqliteDatabase.Database | undefined;
  try {
    sqlite = new SqliteDatabase(file);
    // A second server on the same folder would undo the first one's files: it is told, not let in.
    sqlite.pragma('locking_mode = EXCLUSIVE');
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('synchronous = FULL');
    sqlite.pragma('foreign_keys = ON');
    sqlite.pragma('busy_timeout = 2000');
    return sqlite;
  } catch (cause) {
    sqlite?.close();
    throw new AppError('database_unusable', 'The database cannot be opened', { cause, context: { file } });
  }
}
