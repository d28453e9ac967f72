/** Histories read the audit log by what its rows are about. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const auditBySubject: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.createIndex('audit_subject_id').on('audit').columns(['subject_id']).execute();
  },
};
