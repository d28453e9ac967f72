import { AppError } from '../../core/model/app-error.ts';

/** Left free for manifests, facts and plays, which matter more than the next video. */
export const LEAST_FREE_BYTES = 64 * 2 ** 20;
/** The disk is looked at again after so many bytes: something else may fill it meanwhile. */
const LOOK_EVERY_BYTES = 8 * 2 ** 20;

export interface RoomOptions {
  freeBytes(): Promise<number>;
  onReleased(room: Room): void;
}

/** Room on the disk that is kept for one file on its way, until it is released. */
export class Room {
  readonly #options: RoomOptions;
  #lackingBytes: number;
  #sinceLookBytes = 0;

  constructor(bytes: number, options: RoomOptions) {
    this.#lackingBytes = bytes;
    this.#options = options;
  }

  /** What is still to come. */
  get lackingBytes(): number {
    return this.#lackingBytes;
  }

  /** Passes on what comes, of which there will be `bytes`. @throws AppError `disk_full` when little is left after all. */
  async *fill(bytes: number, source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    this.#lackingBytes = bytes;
    for await (const piece of source) {
      this.#lackingBytes = Math.max(0, this.#lackingBytes - piece.length);
      await this.#look(piece.length);
      yield piece;
    }
  }

  release(): void {
    this.#options.onReleased(this);
  }

  async #look(bytes: number): Promise<void> {
    this.#sinceLookBytes += bytes;
    if (this.#sinceLookBytes < LOOK_EVERY_BYTES) return;
    this.#sinceLookBytes = 0;
    const freeBytes = await this.#options.freeBytes();
    if (freeBytes >= LEAST_FREE_BYTES) return;
    throw new AppError('disk_full', `Only ${freeBytes} bytes are left`, { context: { freeBytes } });
  }
}
