/** `render`: the files an announcement airs as, one for each panel size and one for the car. */
import { createHash } from 'node:crypto';
import { AnnouncementContent, MediaProbe, Rendition } from '../../core/model/catalogue.ts';
import type { PictureSize } from '../../core/model/picture-sizes.ts';
import type { MediaWarning } from '../../core/model/media-warning.ts';
import { AppError } from '../../core/model/app-error.ts';
import { err, ok, type Result } from '../../core/model/result.ts';
import { renderImage, renderVideo, tooLong } from '../../media/index.ts';
import { Turns } from '../../media/store/index.ts';
import type { Services } from '../services.ts';
import { readJson, writeJson } from '../store/json.ts';
import { noteMediaFile } from '../store/media-files.ts';
import { getSetting } from '../store/settings.ts';
import type { Row } from '../store/tables.ts';
import { sizesWanted } from './panel-sizes.ts';
import { soundPieces } from './sound-pieces.ts';
import { NO_PICTURE, pictureFacts, type PictureFacts, type PictureSource } from './picture-facts.ts';
import type { JobContext, JobError, Worker } from './queue.ts';

/** Raised when renditions of the same input come out differently, so that old ones are not taken for new. */
const RENDER_VERSION = 5;
const STORE_LIMIT_BYTES = 16 * 2 ** 30;

/** Nothing was measured. */
const BUILTIN_VOICE: MediaWarning = { code: 'builtin_voice', panel: null, value: 1, limit: 0 };

type Made = Result<{ path: string; rendition: Rendition }, JobError>;

interface PieceContext {
  signal: AbortSignal;
  workDir: string;
  onProgress: (fraction: number) => void;
}

/** What is shown, and the panels it is made for. */
interface Picture {
  asset: PictureSource;
  sizes: PictureSize[];
}

interface Outcome {
  renditions: Rendition[];
  facts: PictureFacts;
}

/** One file to make. */
interface Piece {
  step: 'transcoding' | 'speaking';
  /** All the file depends on. */
  inputs: readonly unknown[];
  make: (options: PieceContext) => Promise<Made>;
  /** Made in its place when it cannot be made. */
  instead?: Piece | null;
}

export function renderWorker(services: Services): Worker {
  const { db, nowMs, mediaStore, events, log } = services;
  /** Of two announcements that need the same file at once, the second takes the first one's. */
  const turns = new Turns();

  const source = async (assetId: string): Promise<PictureSource | null> => {
    const row = await db.selectFrom('assets').selectAll().where('id', '=', assetId).executeTakeFirst();
    if (row?.sha256 == null || row.probe === null) return null;
    const { sha256, poster_sha256: posterSha256 } = row;
    return { path: mediaStore.path(sha256), sha256, probe: readJson(MediaProbe, row.probe), posterSha256 };
  };

  const pictureOf = async (content: AnnouncementContent): Promise<Result<Picture | null, JobError>> => {
    if (!content.outputs.screen || content.screenAssetId === null) return ok(null);
    const asset = await source(content.screenAssetId);
    if (asset === null) return err({ code: 'asset_not_ready', detail: content.screenAssetId });
    const sizes = await sizesWanted(db, content.areaIds);
    if (sizes.length === 0) return err({ code: 'no_screens', detail: '' });
    return ok({ asset, sizes });
  };

  const picturePieces = async ({ asset, sizes }: Picture, content: AnnouncementContent): Promise<Piece[]> => {
    const { fit, airDurationMs, page, segment, mute, volumeDb } = content;
    const isStill = asset.probe.kind === 'image';
    const { screenLoudnessLufs: targetLufs } = await getSetting(db, 'city');
    const sound = { targetLufs, volumeDb, mute };
    const ofKind = isStill ? [page] : [airDurationMs, segment, asset.probe.audio === null ? null : sound];
    const piece = (size: PictureSize): Piece => ({
      step: 'transcoding',
      inputs: [asset.sha256, size.widthPx, size.heightPx, fit, ...ofKind],
      make: (options) => {
        const order = { sourcePath: asset.path, ...size, fit, ...options };
        return isStill
          ? renderImage({ ...order, page })
          : renderVideo({ ...order, airDurationMs, segment, sound });
      },
    });
    return sizes.map(piece);
  };

  const cached = async (key: string): Promise<Rendition | null> => {
    const row = await db.selectFrom('render_cache').selectAll().where('key', '=', key).executeTakeFirst();
    if (row === undefined) return null;
    const rendition = readJson(Rendition, row.rendition);
    return (await mediaStore.has(rendition.sha256)) ? rendition : null;
  };

  const makeOne = (piece: Piece, context: PieceContext): Promise<Result<Rendition, JobError>> => {
    const key = createHash('sha256')
      .update(JSON.stringify([RENDER_VERSION, ...piece.inputs]))
      .digest('hex');
    return turns.run(key, async () => {
      const known = await cached(key);
      return known === null ? makeNew(key, piece, context) : ok(known);
    });
  };

  const makeNew = async (
    key: string,
    piece: Piece,
    context: PieceContext,
  ): Promise<Result<Rendition, JobError>> => {
    const made = await piece.make(context);
    if (!made.ok) return made;
    const stored = await mediaStore.adopt(made.value.path, { maxBytes: STORE_LIMIT_BYTES });
    if (!stored.ok)
      throw new AppError('store_refused', stored.error.detail, { context: { ...stored.error } });
    await db
      .insertInto('render_cache')
      .values({ key, rendition: writeJson(made.value.rendition) })
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet({ rendition: writeJson(made.value.rendition) }),
      )
      .execute();
    return ok(made.value.rendition);
  };

  const makeAll = async (
    content: AnnouncementContent,
    { signal, workDir, report }: JobContext,
  ): Promise<Result<Outcome, JobError>> => {
    const picture = await pictureOf(content);
    const sounds = await soundPieces(db, content, source);
    if (!picture.ok) return picture;
    if (!sounds.ok) return sounds;
    const pictures = picture.value === null ? [] : await picturePieces(picture.value, content);
    const pieces = [...pictures, ...sounds.value];
    const { maxDurationMs } = await getSetting(db, 'city');
    const renditions: Rendition[] = [];
    const warnings: MediaWarning[] = [];
    for (const [index, piece] of pieces.entries()) {
      const onProgress = (fraction: number): void => report(piece.step, (index + fraction) / pieces.length);
      onProgress(0);
      const context = { signal, workDir, onProgress };
      let made = await makeOne(piece, context);
      if (!made.ok && piece.instead != null) {
        log.warn(
          { ...made.error },
          'the speech engine gave no sound: the built-in voice reads the emergency',
        );
        made = await makeOne(piece.instead, context);
        if (warnings.length === 0) warnings.push(BUILTIN_VOICE);
      }
      if (!made.ok) return err({ code: made.error.code, detail: made.error.detail });
      // A script or two recordings may pass what each upload keeps to.
      const { kind, durationMs } = made.value;
      const refusal = kind === 'audio' ? tooLong(durationMs ?? 0, maxDurationMs) : null;
      if (refusal !== null) return err(refusal);
      renditions.push(made.value);
    }
    report('storing', 1);
    if (picture.value === null) return ok({ renditions, facts: { ...NO_PICTURE, warnings } });
    const { asset, sizes } = picture.value;
    const facts = await pictureFacts(services, asset, content, sizes, { signal, workDir });
    if (!facts.ok) return err({ code: facts.error.code, detail: facts.error.detail });
    return ok({ renditions, facts: { ...facts.value, warnings: [...warnings, ...facts.value.warnings] } });
  };

  /** Takes effect only if the announcement is still at the revision the job was for. */
  const settle = async (job: Row<'jobs'>, outcome: Result<Outcome, JobError>): Promise<void> => {
    await db.transaction().execute(async (trx) => {
      if (outcome.ok) {
        const { renditions, facts } = outcome.value;
        const files = facts.made === null ? renditions : [...renditions, facts.made];
        for (const file of files) await noteMediaFile(trx, file, nowMs());
      }
      await trx
        .updateTable('announcements')
        .set(
          outcome.ok
            ? {
                rendering: 'ready',
                renditions: writeJson(outcome.value.renditions),
                poster_sha256: outcome.value.facts.posterSha256,
                warnings: writeJson(outcome.value.facts.warnings),
              }
            : { rendering: 'failed', renditions: '[]' },
        )
        .where('id', '=', job.subject_id)
        .where('revision', '=', job.subject_revision ?? 0)
        .where('rendering', '=', 'running')
        .execute();
    });
    events.changed('announcements', job.subject_id);
  };

  return {
    async run(job, context) {
      const row = await db
        .selectFrom('announcements')
        .select('content')
        .where('id', '=', job.subject_id)
        .where('revision', '=', job.subject_revision ?? 0)
        .where('rendering', '=', 'running')
        .executeTakeFirst();
      if (row === undefined) return null;
      const outcome = await makeAll(readJson(AnnouncementContent, row.content), context);
      await settle(job, outcome);
      return outcome.ok ? null : outcome.error;
    },

    giveUp: (job, error) => settle(job, err(error)),
  };
}
