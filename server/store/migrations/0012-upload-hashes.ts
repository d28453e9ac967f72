/** The hash of what was uploaded, which is not that of what is kept when it had to be converted. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const uploadHashes: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('assets').addColumn('upload_sha256', 'text').execute();
    await db.schema.createIndex('assets_upload_sha256').on('assets').column('upload_sha256').execute();
  },
};
