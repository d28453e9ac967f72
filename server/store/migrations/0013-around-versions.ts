/** Chime, greeting and closing as they were proposed, made and decided on. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const aroundVersions: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('around_versions')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('content', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('proposed_by', 'text', (column) => column.notNull().references('users.id'))
      .addColumn('proposed_at_ms', 'bigint', (column) => column.notNull())
      .addColumn('decided_by', 'text', (column) => column.references('users.id'))
      .addColumn('decided_at_ms', 'bigint')
      .addColumn('reason', 'text')
      .addColumn('total', 'integer', (column) => column.notNull())
      .addColumn('parts', 'text', (column) => column.notNull())
      .addColumn('sha256', 'text')
      .addColumn('envelope', 'text')
      .execute();
    await db.schema
      .createIndex('around_versions_in_force')
      .on('around_versions')
      .column('state')
      .unique()
      .where('state' as never, '=', 'approved')
      .execute();
  },
};
