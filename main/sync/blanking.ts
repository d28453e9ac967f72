import { join } from 'node:path';
import { Low } from 'lowdb';
import { z } from 'zod';
import { EpochMs } from '../../core/model/primitives.ts';
import type { Programme } from '../../core/model/programme.ts';
import { broadcastDay, dayBounds } from '../../core/schedule/index.ts';
import { JsonFileAdapter } from '../../media/store/index.ts';
import type { Log } from '../log.ts';
import type { DeviceStore } from '../store/device-store.ts';

const Record = z.object({ untilMs: EpochMs.nullable() });

/** A screen without a programme stays dark for at most so long. */
const WITHOUT_PROGRAMME_MS = 86_400_000;
/** No broadcast day is longer: what is to stay dark beyond was said while the clock was wrong. */
const MOST_MS = 2 * 86_400_000;

export interface BlankingOptions {
  store: Pick<DeviceStore, 'dataDir' | 'storage' | 'postponed'>;
  nowMs(): number;
  log: Log;
}

/**
 * Whether an operator wants the panel dark. It outlives a restart and ends with the broadcast day, so that a panel
 * blanked in the evening and forgotten is lit the next morning.
 */
export class Blanking {
  readonly #options: BlankingOptions;
  readonly #record: Low<z.infer<typeof Record>>;

  private constructor(options: BlankingOptions, record: Low<z.infer<typeof Record>>) {
    this.#options = options;
    this.#record = record;
  }

  /** Where the disk does not let it read, the panel is lit. */
  static async open(options: BlankingOptions): Promise<Blanking> {
    const { dataDir, storage, postponed } = options.store;
    const adapter = new JsonFileAdapter(join(dataDir, 'blanking.json'), {
      parse: (value) => Record.parse(value),
      onDamaged: (fault) => {
        options.log.error('record_rebuilt', { ...fault });
      },
      storage,
    });
    const stored = await adapter.read().catch((error: unknown) => {
      postponed.note(error);
      return null;
    });
    return new Blanking(options, new Low(adapter, stored ?? { untilMs: null }));
  }

  get isBlanked(): boolean {
    const { untilMs } = this.#record.data;
    const leftMs = (untilMs ?? 0) - this.#options.nowMs();
    return leftMs > 0 && leftMs <= MOST_MS;
  }

  /** Counts at once, also when the disk refuses it; what it throws then is that it would not outlive a restart. */
  async blank(programme: Programme | null): Promise<void> {
    const nowMs = this.#options.nowMs();
    const endMs =
      programme === null
        ? nowMs + WITHOUT_PROGRAMME_MS
        : dayBounds(programme, broadcastDay(programme, nowMs)).endMs;
    this.#record.data = { untilMs: Math.round(endMs) };
    await this.#record.write();
  }

  /** As `blank`. */
  async unblank(): Promise<void> {
    if (this.#record.data.untilMs === null) return;
    this.#record.data = { untilMs: null };
    await this.#record.write();
  }
}
