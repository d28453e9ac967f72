import { z } from 'zod';
import { AppError } from '../../core/model/app-error.ts';
import { Id } from '../../core/model/primitives.ts';
import { Play } from '../../core/protocol/device.ts';
import { isStorageFault, SegmentLog, type StoragePort } from '../../media/store/index.ts';

const PlayRecord = z.strictObject({ epoch: Id, play: Play });
export type PlayRecord = z.infer<typeof PlayRecord>;

export interface PlayLogOptions {
  folder: string;
  storeEpoch: string;
  /** Highest sequence of this epoch the server has; numbers go on above it. */
  acknowledgedSequence: number;
  /** Begins a new epoch, in memory: numbers of a log that cannot be read whole might have been given out before. */
  renewEpoch(): string;
  /** Makes that epoch durable. */
  keepEpoch(): Promise<void>;
  /** What of the log is lost, or what the disk refused while it was opened. */
  onDamaged(detail: string): void;
  storage?: StoragePort;
}

/**
 * Plays that the server has not acknowledged. A play counts as stored once `record` has returned; it is delivered
 * at least once, and the server tells repeats by (device, epoch, sequence).
 */
export class PlayLog {
  readonly #log: SegmentLog;
  readonly #epoch: string;
  #lastSequence: number;
  /** Numbered but not certain: a write failed, and the next one repeats them under the same numbers. */
  #unstored: PlayRecord[] = [];
  #storing: Promise<void> = Promise.resolve();
  /** Null once the epoch is on the disk. */
  #storeEpoch: (() => Promise<void>) | null = null;

  private constructor(log: SegmentLog, epoch: string, lastSequence: number) {
    this.#log = log;
    this.#epoch = epoch;
    this.#lastSequence = lastSequence;
  }

  /** Opens on any disk: plays that cannot be read whole begin a new epoch, which is stored before any of its plays. */
  static async open(options: PlayLogOptions): Promise<PlayLog> {
    let isWhole = true;
    const lost = (detail: string) => {
      isWhole = false;
      options.onDamaged(detail);
    };
    const refused = (error: unknown) => {
      if (!isStorageFault(error)) throw error;
      lost(error.message);
    };
    const segments = new SegmentLog(options.folder, {
      onDamaged: ({ segment, lines }) => {
        lost(`${lines} lines of play segment ${segment}`);
      },
      ...(options.storage && { storage: options.storage }),
    });
    const last = await lastSequenceIn(segments, options).catch(refused);
    if (isWhole && last !== undefined) return new PlayLog(segments, options.storeEpoch, last);
    const log = new PlayLog(segments, options.renewEpoch(), 0);
    log.#storeEpoch = () => options.keepEpoch();
    await log.#settleEpoch().catch(refused);
    return log;
  }

  /**
   * Stores a play under the next sequence number.
   * @throws AppError `disk_full`, `disk_io_error`, `storage_failed`: it is kept in memory and stored with the next.
   */
  record(play: Omit<Play, 'sequence'>): Promise<void> {
    this.#lastSequence += 1;
    this.#unstored.push({ epoch: this.#epoch, play: { sequence: this.#lastSequence, ...play } });
    return this.#store();
  }

  /** Batches that are final, oldest first, each of one epoch and with the way to forget its segment when delivered. */
  async *sealed(): AsyncGenerator<{ records: readonly PlayRecord[]; remove(): Promise<void> }> {
    if (this.#unstored.length > 0) await this.#store();
    // Until then the disk knows the epoch of before, and must go on knowing which numbers of it were given out.
    await this.#settleEpoch();
    const final = await this.#log.seal();
    for await (const { segment, records } of this.#log.iterate(final)) {
      yield { records: records.map(parseRecord), remove: () => this.#log.remove(segment) };
    }
  }

  async close(): Promise<void> {
    await this.#storing.catch(() => undefined);
    await this.#log.close();
  }

  /** One write at a time; whatever piled up during one goes into the next. */
  #store(): Promise<void> {
    const mine = this.#storing.then(
      () => this.#appendUnstored(),
      () => this.#appendUnstored(),
    );
    this.#storing = mine;
    return mine;
  }

  async #appendUnstored(): Promise<void> {
    const records = this.#unstored;
    if (records.length === 0) return;
    this.#unstored = [];
    try {
      await this.#settleEpoch();
      await this.#log.append(records);
    } catch (error) {
      this.#unstored = [...records, ...this.#unstored];
      throw error;
    }
  }

  async #settleEpoch(): Promise<void> {
    await this.#storeEpoch?.();
    this.#storeEpoch = null;
  }
}

/** Highest number that was given out in the store's epoch. */
async function lastSequenceIn(
  log: SegmentLog,
  { storeEpoch, acknowledgedSequence }: PlayLogOptions,
): Promise<number> {
  let last = acknowledgedSequence;
  for await (const { records } of log.iterate()) {
    for (const { epoch, play } of records.map(parseRecord)) {
      if (epoch === storeEpoch) last = Math.max(last, play.sequence);
    }
  }
  return last;
}

function parseRecord(value: unknown): PlayRecord {
  const parsed = PlayRecord.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError('play_record_invalid', 'A stored play is not one of ours', { cause: parsed.error });
}
