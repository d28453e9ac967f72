import { join } from 'node:path';
import { z } from 'zod';
import { EpochMs, Sha256 } from '../../core/model/primitives.ts';
import { ReleaseRef } from '../../core/trust/index.ts';
import { JsonFileAdapter, nodeStorage, type StoragePort } from '../../media/store/index.ts';
import type { Log } from '../log.ts';
import { MOST_ENDS } from './safe-mode.ts';
import { RefusedSlot, SlotName } from './protocol.ts';

/** Two copies, so that damage to one forgets nothing that was pinned. */
const FILES = ['launcher.json', 'launcher-copy.json'] as const;
const FAILED_KEPT = 20;

export const LauncherState = z.strictObject({
  schema: z.literal(1),
  /** Slot that is started next. */
  current: SlotName,
  /**
   * How often a release that has yet to prove itself was started from the current slot without coming to life; null for
   * one that has shown a picture.
   */
  trialStarts: z.int().min(0).nullable(),
  /** The release a person put here: it is believed by its hash, whoever signed it. */
  installedSha256: Sha256.nullable(),
  /** First root of the city this device was paired with: it vouches for every later release. */
  rootSha256: Sha256.nullable(),
  highest: ReleaseRef.nullable(),
  /** For the slate. */
  cityName: z.string().max(120).nullable(),
  failed: z.array(RefusedSlot).max(FAILED_KEPT),
  /** When the player ended lately without being asked to, oldest first. */
  ends: z.array(EpochMs).max(MOST_ENDS).default([]),
  /** It ended so often that it is started with `--safe`. */
  isSafe: z.boolean().default(false),
  /** How often it ended in safe mode since that began, or since the slots last took turns. */
  safeEnds: z.int().min(0).default(0),
});
export type LauncherState = z.infer<typeof LauncherState>;

const FIRST: LauncherState = {
  schema: 1,
  current: 'a',
  trialStarts: null,
  installedSha256: null,
  rootSha256: null,
  highest: null,
  cityName: null,
  failed: [],
  ends: [],
  isSafe: false,
  safeEnds: 0,
};

/** The launcher's durable facts; only the launcher writes them. */
export class StateFile {
  readonly #adapters: readonly JsonFileAdapter<LauncherState>[];
  #data: LauncherState;

  private constructor(adapters: readonly JsonFileAdapter<LauncherState>[], data: LauncherState) {
    this.#adapters = adapters;
    this.#data = data;
  }

  /** @throws AppError `disk_io_error`, `storage_failed` when neither copy can be read, for another reason than damage. */
  static async open(home: string, log: Log, storage: StoragePort = nodeStorage): Promise<StateFile> {
    const adapters = FILES.map(
      (name) =>
        new JsonFileAdapter<LauncherState>(join(home, name), {
          parse: (value) => LauncherState.parse(value),
          onDamaged: (fault) => {
            log.error('launcher_state_damaged', { ...fault });
          },
          storage,
        }),
    );
    let data: LauncherState | null = null;
    for (const adapter of adapters) data ??= await adapter.read();
    return new StateFile(adapters, data ?? FIRST);
  }

  get data(): LauncherState {
    return this.#data;
  }

  /** Durable once it returns. @throws AppError as `writeDurably`; the change then holds until the next start only. */
  async change(changes: Partial<LauncherState>): Promise<void> {
    this.#data = {
      ...this.#data,
      ...changes,
      failed: (changes.failed ?? this.#data.failed).slice(-FAILED_KEPT),
    };
    for (const adapter of this.#adapters) await adapter.write(this.#data);
  }
}
