/** Makes the recordings of a proposal, one after the other, so that somebody can hear them before deciding. */
import { AppError } from '../../core/model/app-error.ts';
import { AroundPart } from '../../core/model/around-clip.ts';
import { err, ok, type Result } from '../../core/model/result.ts';
import { renderCarAudio, type CarAudioSource } from '../../media/index.ts';
import type { Services } from '../services.ts';
import { audit } from '../store/audit.ts';
import { folders } from '../store/folders.ts';
import { writeJson } from '../store/json.ts';
import { getSetting } from '../store/settings.ts';
import { piecesOf, type AroundPiece } from './around-pieces.ts';
import { versionOf } from './around-versions.ts';
import { soundPart } from './parts.ts';
import { SOUND_VERSION } from './sound-version.ts';
import { speechEngine } from './speech-engine.ts';

type MakerServices = Pick<Services, 'db' | 'mediaStore' | 'nowMs' | 'dataDir' | 'log' | 'events'>;

/** Every page that looks on asks for all of them anew. */
const TOLD_EVERY = 10;

export class AroundMaker {
  readonly #services: MakerServices;
  readonly #closing = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(services: MakerServices) {
    this.#services = services;
  }

  /** Call it when there is something to make, and once at the start: what was made before is not made again. */
  wake(): void {
    const { log } = this.#services;
    this.#running = this.#running
      .then(() => this.#makeWaiting())
      .catch((error: unknown) => {
        if (!this.#closing.signal.aborted) log.error({ err: error }, 'the sounds around clips were not made');
      });
  }

  /** Ends what is being made; it goes on with the next start. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
  }

  async #makeWaiting(): Promise<void> {
    const { db, events } = this.#services;
    const row = await db
      .selectFrom('around_versions')
      .selectAll()
      .where('state', '=', 'making')
      .executeTakeFirst();
    if (row === undefined || this.#closing.signal.aborted) return;
    const { id, content } = versionOf(row);
    const pieces = await piecesOf(db, content);
    const parts: AroundPart[] = [];
    for (const piece of pieces) {
      const made = await this.#make(piece).catch((error: unknown) => this.#fault(error));
      if (!made.ok) return this.#fail(id, made.error.code);
      parts.push(made.value);
      const isCurrent = await this.#note(id, { parts, total: pieces.length, isDone: false });
      if (!isCurrent || this.#closing.signal.aborted) return;
    }
    await this.#note(id, { parts, total: pieces.length, isDone: true });
    events.changed('around', id);
  }

  async #make({ role, areaId, voicing, text }: AroundPiece): Promise<Result<AroundPart, { code: string }>> {
    const { db, dataDir } = this.#services;
    const { signal } = this.#closing;
    const { speech } = await getSetting(db, 'city');
    const cityName = await getSetting(db, 'cityName');
    const engine = speechEngine(speech);
    const source: CarAudioSource =
      role === 'chime' ? { kind: 'chime' } : { kind: 'script', text, language: 'id' };
    const title = role === 'chime' ? 'Nada pembuka' : text.slice(0, 60);
    const tags = { title, artist: cityName, album: 'Wawar' };
    const made = await soundPart(this.#services, [SOUND_VERSION, source, voicing, engine.name, tags], () =>
      renderCarAudio({ source, voicing, engine, tags, workDir: folders(dataDir).work, signal }),
    );
    if (!made.ok) return made;
    const { sha256, bytes, durationMs } = made.value;
    const part = AroundPart.safeParse({ role, areaId, voicing, sha256, bytes, durationMs: durationMs ?? 0 });
    return part.success ? ok(part.data) : err({ code: 'too_long' });
  }

  /** What broke while it was being made is told as the proposal's failure; only the server's own end is not. */
  #fault(error: unknown): Result<never, { code: string }> {
    if (this.#closing.signal.aborted) throw error;
    this.#services.log.error({ err: error }, 'a sound around clips was not made');
    return err({ code: error instanceof AppError ? error.code : 'fault' });
  }

  /** False when another proposal has taken its place. */
  async #note(
    id: string,
    { parts, total, isDone }: { parts: readonly AroundPart[]; total: number; isDone: boolean },
  ): Promise<boolean> {
    const { db, events } = this.#services;
    const changed = await db
      .updateTable('around_versions')
      .set({ parts: writeJson(parts), total, ...(isDone && { state: 'waiting' as const }) })
      .where('id', '=', id)
      .where('state', '=', 'making')
      .executeTakeFirst();
    if (!isDone && parts.length % TOLD_EVERY === 1) events.changed('around', id);
    return changed.numUpdatedRows > 0n;
  }

  async #fail(id: string, reason: string): Promise<void> {
    const { db, events, nowMs } = this.#services;
    await db.transaction().execute(async (trx) => {
      await trx
        .updateTable('around_versions')
        .set({ state: 'failed', reason })
        .where('id', '=', id)
        .where('state', '=', 'making')
        .execute();
      await audit(trx, {
        atMs: nowMs(),
        userId: null,
        action: 'around.failed',
        subjectKind: 'around',
        subjectId: id,
        detail: { reason },
      });
    });
    events.changed('around', id);
  }
}
