/** Groups whose screens show the same frame, and walls made of them. */
import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const syncGroups: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('screen_groups')
      .addColumn('spec', 'text', (column) => column.notNull().defaultTo(sql`'{}'`))
      .execute();
  },
};
