import { join } from 'node:path';
import type { SnapshotSource } from '../../core/protocol/device.ts';
import { ScreenFiles, type ScreenFile } from './screen-files.ts';

export interface Snapshot {
  jpeg: Buffer;
  atMs: number;
  source: SnapshotSource;
}

/** The last snapshot and the last log of each player. */
export class PlayerFiles {
  readonly #pictures: Record<SnapshotSource, ScreenFiles>;
  readonly #logs: ScreenFiles;

  constructor(folder: string) {
    this.#pictures = {
      screen: new ScreenFiles(join(folder, 'snapshots'), 'screen.jpg'),
      page: new ScreenFiles(join(folder, 'snapshots'), 'page.jpg'),
    };
    this.#logs = new ScreenFiles(join(folder, 'logs'), 'jsonl.gz');
  }

  async keepSnapshot(screenId: string, { jpeg, atMs, source }: Snapshot): Promise<void> {
    await this.#pictures[source].write(screenId, jpeg, atMs);
  }

  /** The newer of the two kinds. */
  async snapshot(screenId: string): Promise<Snapshot | null> {
    const found: Snapshot[] = [];
    for (const source of ['screen', 'page'] as const) {
      const file = await this.#pictures[source].read(screenId);
      if (file !== null) found.push({ jpeg: file.bytes, atMs: file.atMs, source });
    }
    return found.sort((a, b) => b.atMs - a.atMs)[0] ?? null;
  }

  async keepLog(screenId: string, packed: Buffer, atMs: number): Promise<void> {
    await this.#logs.write(screenId, packed, atMs);
  }

  log(screenId: string): Promise<ScreenFile | null> {
    return this.#logs.read(screenId);
  }

  /** What a device left belongs to it: gone with it. */
  async forget(screenId: string): Promise<void> {
    await Promise.all(
      [this.#pictures.screen, this.#pictures.page, this.#logs].map((files) => files.remove(screenId)),
    );
  }
}
