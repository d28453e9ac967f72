/** The cars' days, and where they are silent. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const tours: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('tours')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('unit_id', 'text', (column) => column.notNull())
      .addColumn('date', 'text', (column) => column.notNull())
      .addColumn('revision', 'bigint', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('plan', 'text', (column) => column.notNull())
      .addColumn('created_by', 'text', (column) => column.notNull())
      .addColumn('changed_at_ms', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('tours_date').on('tours').columns(['date', 'unit_id']).execute();
    await db.schema
      .createTable('quiet_places')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('spec', 'text', (column) => column.notNull())
      .execute();
    await db.schema.alterTable('areas').addColumn('circle', 'text').execute();
  },
};
