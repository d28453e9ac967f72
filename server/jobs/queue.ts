/**
 * Media work: what is urgent first, uploads before renditions, as much at once as the machine bears. Jobs live in the
 * store, so those that were running when the server went down start again.
 */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Job } from '../../core/api/announcements.ts';
import { AppError } from '../../core/model/app-error.ts';
import type { Services } from '../services.ts';
import type { Trx } from '../store/database.ts';
import { folders } from '../store/folders.ts';
import type { Row } from '../store/tables.ts';
import * as rows from './job-rows.ts';
import { agencyOf } from './abandon.ts';
import { jobOf } from './job-view.ts';
import type { Lanes } from './lanes.ts';
import { Remaining } from './remaining.ts';

export interface JobError {
  code: string;
  detail: string;
}

export interface JobContext {
  signal: AbortSignal;
  /** A folder of this job's own; it goes with all that is left in it when the work ends. */
  workDir: string;
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
/** Work that so many processes died of is not tried again by itself. */
const MOST_INTERRUPTIONS = 8;

type QueueServices = Pick<Services, 'db' | 'nowMs' | 'newId' | 'events' | 'log' | 'dataDir'>;

interface Running {
  row: Row<'jobs'>;
  job: Job;
  /** Whose work it is; null for the city's own. */
  agencyId: string | null;
  abort: AbortController;
  remaining: Remaining;
  toldAtMs: number;
  /** It was stopped so that urgent work can begin. */
  isOvertaken: boolean;
}

export class JobQueue {
  readonly #services: QueueServices;
  readonly #workers: Record<Job['kind'], Worker>;
  /** Removes files nothing refers to any more. Runs when no job runs or waits: what an unfinished one has made stays. */
  readonly #tidy: () => Promise<void>;
  readonly #lanes: Lanes;
  /** In the order they were begun. */
  readonly #running = new Map<string, Running>();
  readonly #attempts = new Set<Promise<void>>();
  #loop: Promise<void> = Promise.resolve();
  #isAwake = false;
  #lookAgain = false;
  #isClosed = false;
  #tidyWanted = false;

  constructor(
    services: QueueServices,
    workers: Record<Job['kind'], Worker>,
    tidy: () => Promise<void>,
    lanes: Lanes,
  ) {
    this.#services = services;
    this.#workers = workers;
    this.#tidy = tidy;
    this.#lanes = lanes;
  }

  /** Puts jobs a former process was working on back in line, and begins. */
  async start(): Promise<void> {
    for (const row of await rows.requeueInterrupted(this.#services.db)) {
      if (row.interruptions >= MOST_INTERRUPTIONS) await this.#giveUp(row);
    }
    this.requestTidy();
  }

  /** Stops at once; the running jobs start again with the next server. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { abort } of this.#running.values()) abort.abort();
    await this.#loop;
    await Promise.all(this.#attempts);
  }

  /** Call `wake` once the transaction has committed. */
  enqueue(trx: Trx, job: rows.NewJob): Promise<void> {
    return rows.insertJob(trx, this.#services, job);
  }

  /** An emergency waits for these uploads. Call `wake` once the transaction has committed. */
  async hurry(trx: Trx, assetIds: readonly string[]): Promise<void> {
    if (assetIds.length === 0) return;
    await rows.markUrgent(trx, assetIds);
    for (const running of this.#running.values()) {
      if (running.row.kind !== 'accept' || !assetIds.includes(running.row.subject_id)) continue;
      running.row = { ...running.row, priority: 1 };
      running.job = { ...running.job, priority: 'urgent' };
    }
  }

  /** Takes a subject's jobs out of the line. Call `stopCancelled` once the transaction has committed. */
  cancel(trx: Trx, subjectId: string): Promise<void> {
    return rows.markCancelled(trx, subjectId, this.#services.nowMs());
  }

  /** Stops the running jobs that were cancelled. */
  async stopCancelled(): Promise<void> {
    for (const id of await rows.cancelledOf(this.#services.db, [...this.#running.keys()])) {
      this.#running.get(id)?.abort.abort();
    }
  }

  requestTidy(): void {
    this.#tidyWanted = true;
    this.wake();
  }

  wake(): void {
    this.#lookAgain = true;
    if (this.#isAwake || this.#isClosed) return;
    this.#isAwake = true;
    this.#loop = this.#fillLanes().catch((error: unknown) => {
      this.#isAwake = false;
      this.#services.log.error({ err: error }, 'the job queue stopped; the next job wakes it');
    });
  }

  /** Jobs that wait, run, or ended within the last day, oldest first. */
  async list(): Promise<Job[]> {
    const { db, nowMs } = this.#services;
    const places = await rows.placesInLine(db);
    const view = (row: Row<'jobs'>): Job => {
      const running = row.state === 'running' ? this.#running.get(row.id)?.job : undefined;
      return running ?? jobOf(row, places.get(row.id) ?? null);
    };
    return (await rows.jobsSince(db, nowMs() - SHOWN_AFTER_END_MS)).map(view);
  }

  async #fillLanes(): Promise<void> {
    const { db } = this.#services;
    while (this.#lookAgain && !this.#isClosed) {
      this.#lookAgain = false;
      if (this.#tidyWanted && this.#running.size === 0 && !(await rows.anyWaiting(db))) {
        this.#tidyWanted = false;
        await this.#tidy();
      }
      const row = await this.#next();
      if (row === undefined) await this.#makeWay();
      else {
        await this.#begin(row);
        this.#lookAgain = true;
      }
    }
    this.#isAwake = false;
  }

  #isFree(kind: Job['kind']): boolean {
    if (this.#running.size >= this.#lanes.total) return false;
    const renders = [...this.#running.values()].filter(({ row }) => row.kind === 'render').length;
    return kind === 'accept' || renders < this.#lanes.renders;
  }

  async #next(): Promise<Row<'jobs'> | undefined> {
    const kinds = (['accept', 'render'] as const).filter((kind) => this.#isFree(kind));
    return kinds.length === 0 ? undefined : rows.nextJob(this.#services.db, kinds);
  }

  /**
   * Urgent work that finds no lane takes that of the rendition begun last, whose finished files stay; where that is no
   * help, that of the upload begun last, whose file waits on.
   */
  async #makeWay(): Promise<void> {
    const first = await rows.nextJob(this.#services.db, ['accept', 'render']);
    const running = [...this.#running.values()];
    if (first === undefined || first.priority === 0 || running.some(({ isOvertaken }) => isOvertaken)) return;
    const lesser = running.filter(({ row }) => row.priority < first.priority);
    const renders = running.filter(({ row }) => row.kind === 'render').length;
    const needsRender = first.kind === 'render' && renders >= this.#lanes.renders;
    const last =
      lesser.findLast(({ row }) => row.kind === 'render') ?? (needsRender ? undefined : lesser.at(-1));
    if (last === undefined) return;
    last.isOvertaken = true;
    last.abort.abort();
  }

  async #begin(row: Row<'jobs'>): Promise<void> {
    const running: Running = {
      row,
      job: { ...jobOf(row), state: 'running' },
      agencyId: await agencyOf(this.#services.db, row),
      abort: new AbortController(),
      remaining: new Remaining(),
      toldAtMs: 0,
      isOvertaken: false,
    };
    // Known as running before the store says so: who cancels it from now on finds it.
    this.#running.set(row.id, running);
    const isOurs = await rows.markRunning(this.#services.db, row.id);
    if (!isOurs) {
      this.#running.delete(row.id);
      return;
    }
    if (this.#isClosed) running.abort.abort();
    const attempt = this.#runOne(running)
      .catch((error: unknown) =>
        this.#services.log.error({ err: error, job: row.id }, 'a media job could not be brought to an end'),
      )
      .finally(() => {
        this.#running.delete(row.id);
        this.#attempts.delete(attempt);
        this.wake();
      });
    this.#attempts.add(attempt);
  }

  async #runOne(running: Running): Promise<void> {
    const workDir = join(folders(this.#services.dataDir).work, running.row.id);
    await mkdir(workDir, { recursive: true });
    try {
      const outcome = await this.#attempt(running, workDir);
      if (outcome === 'stopped') await this.#stopped(running);
      else await this.#end(running, outcome);
    } finally {
      await rm(workDir, { recursive: true, force: true });
    }
  }

  async #attempt(running: Running, workDir: string): Promise<JobError | null | 'stopped'> {
    const { row, abort } = running;
    if (abort.signal.aborted) return 'stopped';
    const worker = this.#workers[row.kind];
    try {
      const report: JobContext['report'] = (step, progress) => this.#report(running, step, progress);
      return await worker.run(row, { signal: abort.signal, workDir, report });
    } catch (fault) {
      if (abort.signal.aborted) return 'stopped';
      const code = fault instanceof AppError ? fault.code : 'internal';
      this.#services.log.error({ err: fault, code, job: row.id, kind: row.kind }, 'a media job failed');
      const error = { code, detail: '' };
      await worker.giveUp(row, error);
      return error;
    }
  }

  /** Cancelled, overtaken or interrupted by our own end; the latter two wait again. */
  async #stopped({ row, job, agencyId }: Running): Promise<void> {
    const { db, events } = this.#services;
    const waits = await rows.markWaiting(db, row.id);
    const state = waits
      ? ({ state: 'queued', step: 'waiting', progress: 0 } as const)
      : { state: 'cancelled' as const };
    events.job({ ...job, ...state, remainingMs: null }, agencyId);
  }

  async #end({ row, job, agencyId }: Running, error: JobError | null): Promise<void> {
    const { db, nowMs, events } = this.#services;
    const state = error === null ? 'done' : 'failed';
    if (await rows.markEnded(db, row.id, error, nowMs()))
      events.job({ ...job, state, progress: 1, error, remainingMs: null }, agencyId);
  }

  async #giveUp(row: Row<'jobs'>): Promise<void> {
    const { db, nowMs, log } = this.#services;
    log.error({ job: row.id, kind: row.kind }, 'processes died of a media job again and again: given up');
    const error = { code: 'interrupted', detail: '' };
    await this.#workers[row.kind].giveUp(row, error);
    await rows.markEnded(db, row.id, error, nowMs(), 'queued');
  }

  #report(running: Running, step: Job['step'], progress: number): void {
    const nowMs = this.#services.nowMs();
    const isNewStep = step !== running.job.step;
    const share = Math.min(1, Math.max(0, progress));
    const remainingMs = running.remaining.after(nowMs, share);
    running.job = { ...running.job, step, progress: share, remainingMs };
    if (!isNewStep && nowMs - running.toldAtMs < TELL_EVERY_MS) return;
    running.toldAtMs = nowMs;
    this.#services.events.job(running.job, running.agencyId);
  }
}
