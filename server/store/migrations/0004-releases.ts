/** Player software kept for the screens, what each group is to run, and what each device said it runs. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const releases: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('releases')
      .addColumn('sha256', 'text', (column) => column.primaryKey())
      .addColumn('version', 'integer', (column) => column.notNull().unique())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('envelope', 'text', (column) => column.notNull())
      .addColumn('uploaded_by', 'text', (column) => column.notNull())
      .addColumn('uploaded_at_ms', 'integer', (column) => column.notNull())
      .addColumn('complete', 'integer', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('software_assignments')
      // A group's id, or `*` for every screen whose group has none.
      .addColumn('scope', 'text', (column) => column.primaryKey())
      .addColumn('release_sha256', 'text', (column) => column.notNull().references('releases.sha256'))
      .addColumn('assigned_by', 'text', (column) => column.notNull())
      .addColumn('assigned_at_ms', 'integer', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('device_software')
      .addColumn('device_id', 'text', (column) => column.primaryKey().references('devices.id'))
      .addColumn('software', 'text', (column) => column.notNull())
      .addColumn('release_version', 'integer')
      .addColumn('release_sha256', 'text')
      .addColumn('reported_at_ms', 'integer', (column) => column.notNull())
      .execute();
  },
};
