import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import type { Job } from '../../core/api/announcements.ts';
import { Events } from '../../server/events.ts';
import { abandon, agencyOf } from '../../server/jobs/abandon.ts';
import { lanesFor, type Lanes } from '../../server/jobs/lanes.ts';
import { JobQueue, type JobContext, type JobError, type Worker } from '../../server/jobs/queue.ts';
import { Remaining } from '../../server/jobs/remaining.ts';
import { openDatabase } from '../../server/store/database.ts';
import { prepareFolders } from '../../server/store/folders.ts';
import { until } from '../../tools/api-client.ts';
import { workFolder } from '../support/work-folder.ts';

/** Work a test brings to its end itself. */
interface Begun {
  subject: string;
  context: JobContext;
  finish: (error?: JobError) => void;
  isOver: boolean;
}

async function queueWith(lanes: Lanes, dataDir?: string) {
  const folder = dataDir ?? (await workFolder());
  await prepareFolders(folder);
  const db = await openDatabase(join(folder, 'wawar.sqlite'));
  const begun: Begun[] = [];
  const givenUp: string[] = [];
  const told: Job[] = [];
  let tidied = 0;
  let id = 0;
  const worker: Worker = {
    run: (job, context) =>
      new Promise((resolve, reject) => {
        const one: Begun = {
          subject: job.subject_id,
          context,
          isOver: false,
          finish: (error) => {
            one.isOver = true;
            resolve(error ?? null);
          },
        };
        context.signal.addEventListener('abort', () => {
          one.isOver = true;
          reject(new Error('stopped'));
        });
        begun.push(one);
      }),
    giveUp: async (job) => void givenUp.push(job.subject_id),
  };
  const events = new Events();
  events.on('live', (message) => message.type === 'job' && told.push(message.job));
  const services = {
    ...{ db, events, dataDir: folder },
    nowMs: Date.now,
    newId: () => `job-${(id += 1).toString().padStart(4, '0')}-${String(process.hrtime.bigint())}`,
    log: pino({ level: 'silent' }),
  };
  const queue = new JobQueue(
    services,
    { accept: worker, render: worker },
    async () => void (tidied += 1),
    lanes,
  );
  let isOpen = true;
  const close = async () => {
    if (!isOpen) return;
    isOpen = false;
    await queue.close();
    await db.destroy();
  };
  onTestFinished(close);
  return {
    ...{ queue, db, begun, givenUp, told, folder, close },
    tidied: () => tidied,
    async add(kind: Job['kind'], subjectId: string, isUrgent = false) {
      await db
        .transaction()
        .execute((trx) => queue.enqueue(trx, { kind, subjectId, subjectRevision: 1, isUrgent }));
      queue.wake();
    },
    running: () => begun.filter(({ isOver }) => !isOver).map(({ subject }) => subject),
    /** Waits until exactly these run, and brings the first to its end. */
    async expectRunning(...subjects: string[]) {
      const running = () => begun.filter(({ isOver }) => !isOver);
      return until(async () => {
        const now = running();
        return now.map(({ subject }) => subject).join() === subjects.join() ? now : undefined;
      }, 10_000);
    },
    stateOf: async (subject: string) =>
      (await db.selectFrom('jobs').select('state').where('subject_id', '=', subject).execute()).map(
        ({ state }) => state,
      ),
  };
}

const ONE_RENDER: Lanes = { total: 2, renders: 1 };

describe('the order of work', () => {
  it('an upload is accepted beside a rendition, and a second rendition waits', async () => {
    const { add, expectRunning } = await queueWith(ONE_RENDER);
    await add('render', 'first');
    await add('render', 'second');
    await add('accept', 'upload');
    const [first] = await expectRunning('first', 'upload');
    first?.finish();
    await expectRunning('upload', 'second');
  });

  it('urgent work takes the lane of the rendition begun last, which goes on in its old place afterwards', async () => {
    const { add, expectRunning, told } = await queueWith({ total: 3, renders: 2 });
    await add('render', 'oldest');
    await add('render', 'older');
    await add('render', 'waiting');
    await expectRunning('oldest', 'older');
    await add('render', 'flood', true);
    const [, flood] = await expectRunning('oldest', 'flood');
    expect(told.find(({ subjectId, state }) => subjectId === 'older' && state === 'queued')).toMatchObject({
      progress: 0,
      remainingMs: null,
      priority: 'normal',
    });
    flood?.finish();
    const [, older] = await expectRunning('oldest', 'older');
    older?.finish();
    await expectRunning('oldest', 'waiting');
  });

  it('an upload an emergency names overtakes those before it, and takes their lane where no rendition has one', async () => {
    const { add, expectRunning, queue, db, stateOf } = await queueWith(ONE_RENDER);
    for (const upload of ['first', 'second', 'third', 'flood']) await add('accept', upload);
    await expectRunning('first', 'second');
    await db.transaction().execute((trx) => queue.hurry(trx, ['flood']));
    queue.wake();
    const [, flood] = await expectRunning('first', 'flood');
    expect(await stateOf('second')).toEqual(['queued']);
    // One that is being looked at when it is named is not stopped by the next.
    await db.transaction().execute((trx) => queue.hurry(trx, ['first']));
    await add('render', 'quake', true);
    flood?.finish();
    const [first] = await expectRunning('first', 'quake');
    first?.finish();
    await expectRunning('quake', 'second');
  });

  it('urgent work that waits for a rendition’s lane stops no upload', async () => {
    const { add, expectRunning, stateOf } = await queueWith(ONE_RENDER);
    await add('render', 'flood', true);
    await add('accept', 'upload');
    await expectRunning('flood', 'upload');
    await add('render', 'quake', true);
    await add('accept', 'urgent', true);
    await expectRunning('flood', 'urgent');
    expect(await stateOf('quake')).toEqual(['queued']);
  });

  it('one urgent job does not overtake another', async () => {
    const { add, expectRunning, queue } = await queueWith(ONE_RENDER);
    await add('render', 'flood', true);
    await expectRunning('flood');
    await add('render', 'quake', true);
    await add('render', 'ordinary');
    const [flood] = await expectRunning('flood');
    flood?.finish();
    await expectRunning('quake');
    expect((await queue.list()).map(({ priority }) => priority)).toEqual(['urgent', 'urgent', 'normal']);
  });

  it('files nothing refers to go only when no work is unfinished', async () => {
    const { add, queue, expectRunning, tidied } = await queueWith(ONE_RENDER);
    await add('render', 'first');
    await add('render', 'second');
    const [first] = await expectRunning('first');
    queue.requestTidy();
    first?.finish();
    const [second] = await expectRunning('second');
    expect(tidied()).toBe(0);
    second?.finish();
    await until(async () => (tidied() === 1 ? true : undefined), 10_000);
  });
});

describe('the end of work', () => {
  it('a cancelled job stops, waits no more, and lets the next one begin', async () => {
    const { add, expectRunning, queue, db, stateOf } = await queueWith(ONE_RENDER);
    await add('render', 'first');
    await add('render', 'second');
    await expectRunning('first');
    await db.transaction().execute((trx) => queue.cancel(trx, 'first'));
    await queue.stopCancelled();
    await expectRunning('second');
    expect(await stateOf('first')).toEqual(['cancelled']);
  });

  it('an upload whose acceptance a person stopped counts as refused', async () => {
    const { add, db } = await queueWith(ONE_RENDER);
    const asset = { name: 'a.mp4', agency_id: 'dinkes', uploaded_by: 'u', uploaded_at_ms: 1, bytes: 1 };
    const none = { rejection: null, sha256: null, probe: null, poster_sha256: null };
    await db
      .insertInto('assets')
      .values({ id: 'upload', ...asset, ...none, state: 'processing' })
      .execute();
    await add('accept', 'upload');
    const job = await db.selectFrom('jobs').selectAll().executeTakeFirstOrThrow();
    await db.transaction().execute(async (trx) => {
      expect(await agencyOf(trx, job)).toBe('dinkes');
      await abandon(trx, job);
    });
    const { state, rejection } = await db.selectFrom('assets').selectAll().executeTakeFirstOrThrow();
    expect([state, JSON.parse(rejection ?? '')]).toEqual(['rejected', { code: 'cancelled', detail: '' }]);
  });

  it('a job’s folder goes with what it left there, however it ends', async () => {
    const { add, expectRunning } = await queueWith(ONE_RENDER);
    await add('render', 'first');
    const [first] = await expectRunning('first');
    const workDir = first?.context.workDir ?? '';
    await writeFile(join(workDir, 'half.mp4'), 'half');
    first?.finish({ code: 'unreadable', detail: '' });
    await until(async () => (existsSync(workDir) ? undefined : true), 10_000);
  });

  it('work a dead process left goes on after what killed no process; after eight deaths it is given up', async () => {
    const before = await queueWith(ONE_RENDER);
    await before.add('render', 'deadly');
    await before.add('render', 'poison');
    await before.add('render', 'harmless');
    await before.expectRunning('deadly');
    await before.close();
    // An orderly end is no death: nothing was counted. What follows is what SIGKILL leaves.
    const { db, ...after } = await queueWith(ONE_RENDER, before.folder);
    expect(
      (await db.selectFrom('jobs').select('interruptions').execute()).map((row) => row.interruptions),
    ).toEqual([0, 0, 0]);
    const died = (subject: string, interruptions: number) =>
      db
        .updateTable('jobs')
        .set({ state: 'running', interruptions })
        .where('subject_id', '=', subject)
        .execute();
    await died('deadly', 0);
    await died('poison', 7);
    await after.queue.start();
    const [harmless] = await after.expectRunning('harmless');
    harmless?.finish();
    await after.expectRunning('deadly');
    expect(after.givenUp).toEqual(['poison']);
    expect(await after.stateOf('poison')).toEqual(['failed']);
  });
});

describe('how long it still takes', () => {
  test('by the pace so far, after a second', () => {
    const remaining = new Remaining();
    expect(remaining.after(0, 0)).toBeNull();
    expect(remaining.after(500, 0.05)).toBeNull();
    expect(remaining.after(2000, 0.2)).toBe(8000);
  });

  test('a rendition that was there already is no pace', () => {
    const remaining = new Remaining();
    remaining.after(0, 0);
    remaining.after(10, 0.5);
    expect(remaining.after(5010, 0.75)).toBe(5000);
  });

  test('the last twenty seconds count', () => {
    const remaining = new Remaining();
    for (let s = 0; s <= 10; s += 1) remaining.after(s * 1000, s * 0.05);
    let last: number | null = null;
    for (let s = 11; s <= 40; s += 1) last = remaining.after(s * 1000, 0.5 + (s - 10) * 0.01);
    expect(last).toBeGreaterThan(18_000);
    expect(last).toBeLessThan(22_000);
  });
});

test('as much goes on at once as cores and memory bear, and one upload more', () => {
  const gib = 2 ** 30;
  expect(lanesFor({ cores: 2, memoryBytes: 8 * gib })).toEqual({ total: 2, renders: 1 });
  expect(lanesFor({ cores: 8, memoryBytes: 4 * gib })).toEqual({ total: 3, renders: 2 });
  expect(lanesFor({ cores: 64, memoryBytes: 256 * gib })).toEqual({ total: 5, renders: 4 });
  expect(lanesFor({ cores: 1, memoryBytes: gib })).toEqual({ total: 2, renders: 1 });
  expect(lanesFor({ cores: 2, memoryBytes: 8 * gib }, 2)).toEqual({ total: 3, renders: 2 });
});
