/** The first shape of the store. `bigint` columns are SQLite integers; the same text runs on PostgreSQL. */
import type { CreateTableBuilder, Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

type ColumnType = 'text' | 'bigint' | 'real';
/** `!` not null, `*` part of the primary key, `=` unique. */
type Columns = Record<string, ColumnType | `${ColumnType}${'!' | '*' | '!='}`>;

async function table(db: Kysely<unknown>, name: string, columns: Columns): Promise<void> {
  let builder: CreateTableBuilder<string> = db.schema.createTable(name);
  const keys: string[] = [];
  for (const [column, declared] of Object.entries(columns)) {
    const type = declared.replace(/[!*=]+$/, '') as ColumnType;
    if (declared.endsWith('*')) keys.push(column);
    builder = builder.addColumn(column, type, (definition) => {
      const required = type === declared ? definition : definition.notNull();
      return declared.endsWith('=') ? required.unique() : required;
    });
  }
  await builder.addPrimaryKeyConstraint(`${name}_pk`, keys as never[]).execute();
}

const TABLES: Record<string, Columns> = {
  settings: { key: 'text*', value: 'text!' },
  agencies: { id: 'text*', name: 'text!=', short_name: 'text!', kind: 'text!' },
  areas: { id: 'text*', name: 'text!', level: 'text!', code: 'text!=', parent_id: 'text' },
  users: {
    id: 'text*',
    username: 'text!=',
    display_name: 'text!',
    roles: 'text!',
    agency_id: 'text',
    state: 'text!',
    password_hash: 'text',
    created_at_ms: 'bigint!',
  },
  approver_keys: {
    keyid: 'text*',
    user_id: 'text!',
    public_key: 'text!',
    sealed_private_key: 'text!',
    created_at_ms: 'bigint!',
    retired_at_ms: 'bigint',
  },
  sessions: { token_hash: 'text*', user_id: 'text!', created_at_ms: 'bigint!', expires_at_ms: 'bigint!' },
  links: {
    token_hash: 'text*',
    purpose: 'text!',
    user_id: 'text',
    expires_at_ms: 'bigint!',
    used_at_ms: 'bigint',
  },
  assets: {
    id: 'text*',
    name: 'text!',
    agency_id: 'text',
    uploaded_by: 'text!',
    uploaded_at_ms: 'bigint!',
    state: 'text!',
    rejection: 'text',
    sha256: 'text',
    bytes: 'bigint!',
    probe: 'text',
    poster_sha256: 'text',
  },
  jobs: {
    id: 'text*',
    kind: 'text!',
    subject_id: 'text!',
    subject_revision: 'bigint',
    state: 'text!',
    progress: 'real!',
    step: 'text!',
    error: 'text',
    created_at_ms: 'bigint!',
    ended_at_ms: 'bigint',
  },
  announcements: {
    id: 'text*',
    revision: 'bigint!',
    content: 'text!',
    state: 'text!',
    agency_id: 'text!',
    created_by: 'text!',
    created_at_ms: 'bigint!',
    submitted_by: 'text',
    submitted_at_ms: 'bigint',
    decided_by: 'text',
    decided_at_ms: 'bigint',
    reason: 'text',
    renditions: 'text!',
    rendering: 'text!',
    approval_sha256: 'text',
  },
  approvals: {
    sha256: 'text*',
    announcement_id: 'text!',
    revision: 'bigint!',
    envelope: 'text!',
    approved_at_ms: 'bigint!',
  },
  playlists: { id: 'text*', name: 'text!=', announcement_ids: 'text!' },
  entries: {
    id: 'text*',
    plan: 'text!',
    published: 'text',
    deleted: 'bigint!',
    created_by: 'text!',
    created_at_ms: 'bigint!',
  },
  screens: { id: 'text*', name: 'text!=', spec: 'text!' },
  screen_groups: { id: 'text*', name: 'text!=' },
  mobile_units: { id: 'text*', name: 'text!=', spec: 'text!' },
  devices: {
    id: 'text*',
    public_key: 'text!',
    screen_id: 'text!',
    paired_at_ms: 'bigint!',
    revoked_at_ms: 'bigint',
    last_seen_at_ms: 'bigint',
  },
  manifests: {
    screen_id: 'text*',
    version: 'bigint*',
    envelope: 'text!',
    programme: 'text!',
    issued_at_ms: 'bigint!',
    effective_from_ms: 'bigint!',
    applied_at_ms: 'bigint',
  },
  plays: {
    device_id: 'text*',
    store_epoch: 'text*',
    sequence: 'bigint*',
    screen_id: 'text!',
    zone: 'text!',
    item_id: 'text!',
    announcement_id: 'text!',
    entry_id: 'text',
    manifest_version: 'bigint!',
    start_ms: 'bigint!',
    end_ms: 'bigint!',
    complete: 'bigint!',
    received_at_ms: 'bigint!',
  },
  withdrawals: { announcement_id: 'text*', at_ms: 'bigint!', by_user: 'text!', reason: 'text!' },
  withdrawal_screens: {
    announcement_id: 'text*',
    screen_id: 'text*',
    required_version: 'bigint!',
    lease_ends_at_ms: 'bigint',
    acknowledged_at_ms: 'bigint',
    shown: 'bigint!',
  },
  audit: {
    sequence: 'bigint*',
    at_ms: 'bigint!',
    user_id: 'text',
    action: 'text!',
    subject_kind: 'text!',
    subject_id: 'text!',
    detail: 'text!',
    previous_hash: 'text!',
    hash: 'text!',
  },
  roots: { version: 'bigint*', envelope: 'text!' },
  media_files: {
    sha256: 'text*',
    bytes: 'bigint!',
    mime_type: 'text!',
    chunk_sha256: 'text!',
    created_at_ms: 'bigint!',
  },
  render_cache: { key: 'text*', rendition: 'text!' },
};

const INDEXES: readonly [table: string, ...columns: string[]][] = [
  ['plays', 'announcement_id', 'start_ms'],
  ['plays', 'screen_id', 'start_ms'],
  ['approver_keys', 'user_id'],
  ['sessions', 'user_id'],
  ['jobs', 'state'],
  ['announcements', 'agency_id'],
  ['assets', 'agency_id'],
  ['approvals', 'announcement_id'],
  ['devices', 'screen_id'],
];

export const catalogue: Migration = {
  async up(db: Kysely<unknown>) {
    for (const [name, columns] of Object.entries(TABLES)) await table(db, name, columns);
    for (const [name, ...columns] of INDEXES) {
      await db.schema
        .createIndex([name, ...columns].join('_'))
        .on(name)
        .columns(columns)
        .execute();
    }
  },
};
