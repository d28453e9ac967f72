import { join } from 'node:path';
import type { Adapter } from 'lowdb';
import type { z } from 'zod';
import { JsonFileAdapter, type DamagedFile, type StoragePort } from '../../media/store/index.ts';
import type { Postponed } from './postponed.ts';
import { FactsRecord } from './records.ts';

/** A power cut between the two files leaves less between their floors; an older release at work meanwhile, more. */
const APART_MS = 30 * 60_000;

/** What facts have beyond their first form. */
const Added = FactsRecord.pick({ earlier: true, systemOffsetMs: true, clockFloorMs: true });
type Added = z.infer<typeof Added>;

/**
 * The facts in two files: `facts.json` keeps the form it had at first, since the release in the other slot may be an
 * older one that takes a field it does not know for damage, and would begin anew without floor and without a memory of
 * what it took. Whatever facts get further goes into `facts-added.json`.
 */
export class FactsFiles implements Adapter<FactsRecord> {
  readonly #first: JsonFileAdapter<z.input<typeof FactsRecord>>;
  readonly #added: JsonFileAdapter<Added>;
  readonly #postponed: Postponed;
  /** What was last asked to be written into the second file. */
  #asked: string | null = null;

  constructor(
    folder: string,
    {
      postponed,
      ...options
    }: { onDamaged: (fault: DamagedFile) => void; storage: StoragePort; postponed: Postponed },
  ) {
    this.#postponed = postponed;
    this.#first = new JsonFileAdapter(join(folder, 'facts.json'), {
      ...options,
      parse: (value) => FactsRecord.parse(value),
    });
    this.#added = new JsonFileAdapter(join(folder, 'facts-added.json'), {
      ...options,
      parse: (value) => Added.parse(value),
    });
  }

  /** As `JsonFileAdapter.read` of the first file. Where the second cannot be read, `postponed` is told. */
  async read(): Promise<FactsRecord | null> {
    const added = await this.#added.read().catch((error: unknown) => {
      this.#postponed.note(error);
      return null;
    });
    const first = await this.#first.read();
    if (first === null) return null;
    if (added === null) return FactsRecord.parse(first);
    const { earlier, systemOffsetMs, clockFloorMs } = added;
    // Since an older release kept the floor, the system clock may have been set.
    const isOfNow = Math.abs(first.clockFloorMs - clockFloorMs) <= APART_MS;
    return { ...first, earlier, systemOffsetMs: isOfNow ? systemOffsetMs : null };
  }

  /** As `JsonFileAdapter.write`. */
  async write({ earlier, systemOffsetMs, ...first }: FactsRecord): Promise<void> {
    const added = { earlier, systemOffsetMs, clockFloorMs: first.clockFloorMs };
    const text = JSON.stringify(added);
    // Both at once: calls take turns for each file, so neither goes back behind a later call.
    const writing = [this.#first.write(first)];
    if (text !== this.#asked) {
      this.#asked = text;
      writing.push(this.#added.write(added));
    }
    try {
      await Promise.all(writing);
    } catch (error) {
      this.#asked = null;
      throw error;
    }
  }
}
