/** Pictures others took of a lit wall: cameras and field staff. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const sightings: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('sightings')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('screen_id', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('taken_at_ms', 'bigint', (column) => column.notNull())
      .addColumn('dated_by', 'text', (column) => column.notNull())
      .addColumn('received_at_ms', 'bigint', (column) => column.notNull())
      .addColumn('by_user', 'text')
      .addColumn('sha256', 'text', (column) => column.notNull())
      .addColumn('width_px', 'bigint', (column) => column.notNull())
      .addColumn('height_px', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('sightings_screen_taken')
      .on('sightings')
      .columns(['screen_id', 'taken_at_ms'])
      .execute();
  },
};
