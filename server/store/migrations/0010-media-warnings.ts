/** What was noticed about media, the pages of documents, and the still an announcement is known by. */
import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const mediaWarnings: Migration = {
  async up(db: Kysely<unknown>) {
    for (const [table, column] of [
      ['assets', 'page_posters'],
      ['assets', 'warnings'],
      ['announcements', 'warnings'],
    ] as const) {
      await db.schema
        .alterTable(table)
        .addColumn(column, 'text', (added) => added.notNull().defaultTo(sql`'[]'`))
        .execute();
    }
    await db.schema.alterTable('announcements').addColumn('poster_sha256', 'text').execute();
  },
};
