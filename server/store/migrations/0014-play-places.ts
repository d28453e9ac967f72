/** What stays of where a play of a car was heard once its position is forgotten, and how reports find such plays. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const playPlaces: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('tour_plays').addColumn('placing', 'text').execute();
    await db.schema.createIndex('tour_plays_start').on('tour_plays').column('start_ms').execute();
    await db.schema
      .createIndex('tour_plays_announcement')
      .on('tour_plays')
      .columns(['announcement_id', 'start_ms'])
      .execute();
  },
};
