import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { createArea } from '../../core/api/people.ts';
import { listAudit } from '../../core/api/reports.ts';
import { openDatabase } from '../../server/store/database.ts';
import { ApiClient } from '../../tools/api-client.ts';
import { addAgency, invite, setUp, testServer } from './support/running-server.ts';

it('every change is told with who and when, newest first', async () => {
  const nowMs = Date.now();
  const server = await testServer({ nowMs: () => nowMs });
  const admin = await setUp(server);
  const agency = await addAgency(admin);
  await invite(server, admin, 'humas', ['editor']);
  const { rows, chainIntact } = await admin.api.call(listAudit, {});
  expect(chainIntact).toBe(true);
  expect(rows.map(({ action }) => action)).toEqual([
    'user.activated',
    'user.invited',
    'agency.added',
    'server.set_up',
  ]);
  expect(rows[2]).toMatchObject({
    atMs: nowMs,
    userId: admin.user.id,
    userName: 'Administrator',
    subjectId: agency.id,
  });
  expect(JSON.stringify(rows)).not.toContain('kata sandi');
});

it('a change that is refused leaves no row', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const area = { name: 'Karangseruni', level: 'village' as const, code: '97.71.01.1001', parentId: null };
  await admin.api.call(createArea, { body: area });
  const before = await admin.api.call(listAudit, {});
  await expect(admin.api.call(createArea, { body: area })).rejects.toThrow('name_taken');
  expect(await admin.api.call(listAudit, {})).toEqual(before);
});

it.each([
  ['edited', 'update audit set detail = \'{"roles":[]}\' where sequence = 2'],
  ['moved in time', 'update audit set at_ms = at_ms - 1 where sequence = 1'],
  ['removed', 'delete from audit where sequence = 2'],
])('a row that was %s is found', async (_what, statement) => {
  const server = await testServer();
  const admin = await setUp(server);
  await addAgency(admin);
  await invite(server, admin, 'humas', ['editor']);
  await server.close();

  const db = await openDatabase(join(server.dataDir, 'wawar.sqlite'));
  await sql.raw(statement).execute(db);
  await db.destroy();

  const again = await testServer({ dataDir: server.dataDir });
  const { chainIntact } = await new ApiClient(again.url, admin.api.cookie).call(listAudit, {});
  expect(chainIntact).toBe(false);
});
