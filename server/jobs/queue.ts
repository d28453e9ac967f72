/**
 * Media work, one piece at a time: ffmpeg takes the cores it gets. Jobs live in the store, so those that were running
 * when the server went down start again.
 */
import type { Job } from '../../core/api/announcements.ts';
import { AppError } from '../../core/model/app-error.ts';
import type { Services } from '../services.ts';
import type { Trx } from '../store/database.ts';
import { writeJson } from '../store/json.ts';
import type { Row } from '../store/tables.ts';
import { jobOf } from './job-view.ts';

export interface JobError {
  code: string;
  detail: string;
}

export interface JobContext {
  signal: AbortSignal;
  /** Where the work is; `progress` is 0 to 1 of the whole job. */
  report: (step: Job['step'], progress: number) => void;
}

/** Work of one kind. It may be started again after a crash and then has to come to the same end. */
export interface Worker {
  /** Null when done, else why the subject cannot be worked on. */
  run(job: Row<'jobs'>, context: JobContext): Promise<JobError | null>;
  /** A fault ended the work: leaves the subject in a state a person can go on from. */
  giveUp(job: Row<'jobs'>, error: JobError): Promise<void>;
}

/** Progress is told at most this often. */
const TELL_EVERY_MS = 200;
const SHOWN_AFTER_END_MS = 24 * 3_600_000;

type QueueServices = Pick<Services, 'db' | 'nowMs' | 'newId' | 'events' | 'log'>;

interface Running {
  job: Job;
  abort: AbortController;
  toldAtMs: number;
}

export class JobQueue {
  readonly #services: QueueServices;
  readonly #workers: Record<Job['kind'], Worker>;
  /** Removes files nothing refers to any more; runs between jobs, never beside one. */
  readonly #tidy: () => Promise<void>;
  #running: Running | null = null;
  #loop: Promise<void> = Promise.resolve();
  #isAwake = false;
  #lookAgain = false;
  #isClosed = false;
  #tidyWanted = false;

  constructor(services: QueueServices, workers: Record<Job['kind'], Worker>, tidy: () => Promise<void>) {
    this.#services = services;
    this.#workers = workers;
    this.#tidy = tidy;
  }

  /** Puts jobs a former process was working on back in line, and begins. */
  async start(): Promise<void> {
    const again = { state: 'queued', progress: 0, step: 'waiting' } as const;
    await this.#services.db.updateTable('jobs').set(again).where('state', '=', 'running').execute();
    this.requestTidy();
  }

  /** Stops at once; the running job starts again with the next server. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#running?.abort.abort();
    await this.#loop;
  }

  /** Call `wake` once the transaction has committed. */
  async enqueue(
    trx: Trx,
    job: { kind: Job['kind']; subjectId: string; subjectRevision: number | null },
  ): Promise<void> {
    await trx
      .insertInto('jobs')
      .values({
        id: this.#services.newId(),
        kind: job.kind,
        subject_id: job.subjectId,
        subject_revision: job.subjectRevision,
        state: 'queued',
        progress: 0,
        step: 'waiting',
        error: null,
        created_at_ms: this.#services.nowMs(),
        ended_at_ms: null,
      })
      .execute();
  }

  /** Takes a subject's jobs out of the line. Call `stopCancelled` once the transaction has committed. */
  async cancel(trx: Trx, subjectId: string): Promise<void> {
    await trx
      .updateTable('jobs')
      .set({ state: 'cancelled', ended_at_ms: this.#services.nowMs() })
      .where('subject_id', '=', subjectId)
      .where('state', 'in', ['queued', 'running'])
      .execute();
  }

  /** Stops the running job if it was cancelled. */
  async stopCancelled(): Promise<void> {
    const running = this.#running;
    if (running === null) return;
    const row = await this.#services.db
      .selectFrom('jobs')
      .select('state')
      .where('id', '=', running.job.id)
      .executeTakeFirst();
    if (row?.state === 'cancelled') running.abort.abort();
  }

  requestTidy(): void {
    this.#tidyWanted = true;
    this.wake();
  }

  wake(): void {
    this.#lookAgain = true;
    if (this.#isAwake || this.#isClosed) return;
    this.#isAwake = true;
    this.#loop = this.#work().catch((error: unknown) => {
      this.#isAwake = false;
      this.#services.log.error({ err: error }, 'the job queue stopped; the next job wakes it');
    });
  }

  /** Jobs that wait, run, or ended within the last day, oldest first. */
  async list(): Promise<Job[]> {
    const { db, nowMs } = this.#services;
    const rows = await db
      .selectFrom('jobs')
      .selectAll()
      .where((where) =>
        where.or([where('ended_at_ms', 'is', null), where('ended_at_ms', '>', nowMs() - SHOWN_AFTER_END_MS)]),
      )
      .orderBy('created_at_ms')
      .orderBy('id')
      .execute();
    const running = this.#running?.job;
    return rows.map((row) => (row.id === running?.id && row.state === 'running' ? running : jobOf(row)));
  }

  async #work(): Promise<void> {
    while (this.#lookAgain && !this.#isClosed) {
      this.#lookAgain = false;
      if (this.#tidyWanted) {
        this.#tidyWanted = false;
        await this.#tidy();
      }
      const row = await this.#next();
      if (row === undefined) continue;
      this.#lookAgain = true;
      await this.#runOne(row);
    }
    this.#isAwake = false;
  }

  /** Uploads first: somebody sits before the progress bar. `accept` sorts before `render`. */
  async #next(): Promise<Row<'jobs'> | undefined> {
    return this.#services.db
      .selectFrom('jobs')
      .selectAll()
      .where('state', '=', 'queued')
      .orderBy('kind')
      .orderBy('created_at_ms')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
  }

  async #runOne(row: Row<'jobs'>): Promise<void> {
    const abort = new AbortController();
    const running: Running = { job: { ...jobOf(row), state: 'running' }, abort, toldAtMs: 0 };
    this.#running = running;
    try {
      const started = await this.#services.db
        .updateTable('jobs')
        .set({ state: 'running' })
        .where('id', '=', row.id)
        .where('state', '=', 'queued')
        .executeTakeFirst();
      if (started.numUpdatedRows === 0n) return;
      const error = await this.#attempt(row, running);
      if (error !== 'stopped') await this.#end(running, error);
      else if (!this.#isClosed) this.#services.events.job({ ...running.job, state: 'cancelled' });
    } finally {
      this.#running = null;
    }
  }

  async #attempt(row: Row<'jobs'>, running: Running): Promise<JobError | null | 'stopped'> {
    const worker = this.#workers[row.kind];
    try {
      const report: JobContext['report'] = (step, progress) => this.#report(running, step, progress);
      return await worker.run(row, { signal: running.abort.signal, report });
    } catch (fault) {
      if (running.abort.signal.aborted) return 'stopped';
      const code = fault instanceof AppError ? fault.code : 'internal';
      this.#services.log.error({ err: fault, code, job: row.id, kind: row.kind }, 'a media job failed');
      const error = { code, detail: '' };
      await worker.giveUp(row, error);
      return error;
    }
  }

  async #end(running: Running, error: JobError | null): Promise<void> {
    const { db, nowMs, events } = this.#services;
    const state = error === null ? 'done' : 'failed';
    const ended = await db
      .updateTable('jobs')
      .set({
        state,
        progress: 1,
        error: error === null ? null : writeJson(error),
        ended_at_ms: nowMs(),
      })
      .where('id', '=', running.job.id)
      .where('state', '=', 'running')
      .executeTakeFirst();
    if (ended.numUpdatedRows > 0n) events.job({ ...running.job, state, progress: 1, error });
  }

  #report(running: Running, step: Job['step'], progress: number): void {
    const nowMs = this.#services.nowMs();
    const isNewStep = step !== running.job.step;
    running.job = { ...running.job, step, progress: Math.min(1, Math.max(0, progress)) };
    if (!isNewStep && nowMs - running.toldAtMs < TELL_EVERY_MS) return;
    running.toldAtMs = nowMs;
    this.#services.events.job(running.job);
  }
}
