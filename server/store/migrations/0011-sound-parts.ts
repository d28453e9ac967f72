/** Chimes, greetings and closings heard around the clips of cars, by what they are made from. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const soundParts: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('sound_parts')
      .addColumn('key', 'text', (column) => column.primaryKey().notNull())
      .addColumn('rendition', 'text', (column) => column.notNull())
      .addColumn('used_at_ms', 'bigint', (column) => column.notNull())
      .execute();
  },
};
