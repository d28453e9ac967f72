import { z } from 'zod';
import { Id } from '../../core/model/primitives.ts';
import { Play } from '../../core/protocol/device.ts';
import { isStorageFault, SegmentLog, type StoragePort } from '../../media/store/index.ts';

/** What a newer release in the other slot adds to a play is passed over. */
const PlayRecord = z.object({ epoch: Id, play: z.object(Play.shape) });
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
  readonly #onDamaged: (detail: string) => void;
  readonly #epoch: string;
  #lastSequence: number;
  /** Numbered but not certain: a write failed, and the next one repeats them under the same numbers. */
  #unstored: PlayRecord[] = [];
  #storing: Promise<void> = Promise.resolve();
  /** Null once the epoch is on the disk. */
  #storeEpoch: (() => Promise<void>) | null = null;

  private constructor(
    log: SegmentLog,
    onDamaged: (detail: string) => void,
    epoch: string,
    lastSequence: number,
  ) {
    this.#log = log;
    this.#onDamaged = onDamaged;
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
    const last = await lastSequenceIn(segments, options, lost).catch(refused);
    if (isWhole && last !== undefined)
      return new PlayLog(segments, options.onDamaged, options.storeEpoch, last);
    const log = new PlayLog(segments, options.onDamaged, options.renewEpoch(), 0);
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
      yield { records: playsOf(records, this.#onDamaged), remove: () => this.#log.remove(segment) };
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
  lost: (detail: string) => void,
): Promise<number> {
  let last = acknowledgedSequence;
  for await (const { records } of log.iterate()) {
    for (const { epoch, play } of playsOf(records, lost)) {
      if (epoch === storeEpoch) last = Math.max(last, play.sequence);
    }
  }
  return last;
}

/** Those that are plays: one in a form of another release is lost, and holds up neither the start nor the others. */
function playsOf(values: readonly unknown[], lost: (detail: string) => void): PlayRecord[] {
  return values.flatMap((value) => {
    const { success, data } = PlayRecord.safeParse(value);
    if (!success) lost('a stored play is in a form that is not known');
    return success ? [data] : [];
  });
}
