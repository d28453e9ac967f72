/** Phones of crews, the links they sign in by, and what they played on tours. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const crew: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('crew_links')
      .addColumn('token_hash', 'text', (column) => column.primaryKey().notNull())
      .addColumn('unit_id', 'text', (column) => column.notNull())
      .addColumn('user_id', 'text', (column) => column.notNull())
      .addColumn('expires_at_ms', 'bigint', (column) => column.notNull())
      .addColumn('used_at_ms', 'bigint')
      .addColumn('device_id', 'text')
      .execute();
    await db.schema.createIndex('crew_links_device').on('crew_links').column('device_id').execute();
    await db.schema
      .createTable('crew_devices')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('public_key', 'text', (column) => column.notNull())
      .addColumn('unit_id', 'text', (column) => column.notNull())
      .addColumn('user_id', 'text', (column) => column.notNull())
      .addColumn('label', 'text', (column) => column.notNull())
      .addColumn('signed_in_at_ms', 'bigint', (column) => column.notNull())
      .addColumn('last_seen_at_ms', 'bigint', (column) => column.notNull())
      .addColumn('revoked_at_ms', 'bigint')
      .execute();
    await db.schema.createIndex('crew_devices_unit').on('crew_devices').column('unit_id').execute();
    await db.schema
      .createTable('tour_plays')
      .addColumn('device_id', 'text', (column) => column.notNull())
      .addColumn('store_epoch', 'text', (column) => column.notNull())
      .addColumn('sequence', 'bigint', (column) => column.notNull())
      .addColumn('unit_id', 'text', (column) => column.notNull())
      .addColumn('user_id', 'text', (column) => column.notNull())
      .addColumn('tour_id', 'text')
      .addColumn('how', 'text', (column) => column.notNull())
      .addColumn('announcement_id', 'text', (column) => column.notNull())
      .addColumn('clip_sha256', 'text')
      .addColumn('start_ms', 'bigint', (column) => column.notNull())
      .addColumn('end_ms', 'bigint', (column) => column.notNull())
      .addColumn('complete', 'integer', (column) => column.notNull())
      .addColumn('latitude_deg', 'real')
      .addColumn('longitude_deg', 'real')
      .addColumn('accuracy_m', 'real')
      .addColumn('area_id', 'text')
      .addColumn('quiet_overridden', 'text', (column) => column.notNull())
      .addColumn('received_at_ms', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('tour_plays_key', ['device_id', 'store_epoch', 'sequence'])
      .execute();
    await db.schema
      .createIndex('tour_plays_unit_start')
      .on('tour_plays')
      .columns(['unit_id', 'start_ms'])
      .execute();
    await db.schema
      .createIndex('tour_plays_tour')
      .on('tour_plays')
      .columns(['tour_id', 'start_ms'])
      .execute();
  },
};
