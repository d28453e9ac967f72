/** What overtakes what in the job queue, and which uploads are, or look like, earlier ones. */
import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const jobPriorities: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('jobs')
      // 1 is urgent, 0 is not: higher goes first.
      .addColumn('priority', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema
      .alterTable('jobs')
      // How often a process died while it ran.
      .addColumn('interruptions', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema.alterTable('assets').addColumn('duplicate_of', 'text').execute();
    await db.schema
      .alterTable('assets')
      .addColumn('similar_to', 'text', (column) => column.notNull().defaultTo(sql`'[]'`))
      .execute();
    // The poster as mean colours (`core/picture/cells.ts`), base64; null for sound and for older uploads.
    await db.schema.alterTable('assets').addColumn('cells', 'text').execute();
    await db.schema.createIndex('assets_sha256').on('assets').column('sha256').execute();
  },
};
