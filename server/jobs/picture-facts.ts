/** What is found out about an announcement's picture beside its renditions: a still to know it by, and warnings. */
import type { AnnouncementContent, MediaProbe } from '../../core/model/catalogue.ts';
import { AppError } from '../../core/model/app-error.ts';
import type { MediaWarning } from '../../core/model/media-warning.ts';
import { fileWarnings } from '../../core/picture/media-warnings.ts';
import { ok, type Result } from '../../core/model/result.ts';
import { checkPicture, renderPoster, type PosterResult } from '../../media/index.ts';
import type { PictureSize } from '../../core/model/picture-sizes.ts';
import type { Services } from '../services.ts';
import type { JobContext, JobError } from './queue.ts';

export interface PictureSource {
  path: string;
  sha256: string;
  probe: MediaProbe;
  posterSha256: string | null;
}

export interface PictureFacts {
  posterSha256: string | null;
  /** The poster, when it was made now and is in the store without the database knowing of it. */
  made: PosterResult | null;
  warnings: MediaWarning[];
}

export const NO_PICTURE: PictureFacts = { posterSha256: null, made: null, warnings: [] };

/** Posters are at most 640 pixels a side. */
const POSTER_LIMIT_BYTES = 2 ** 22;

/** The instant a video is judged by: the chosen one, else the middle of what airs; null when all of it does. */
function instantOf(
  { posterMs, segment, airDurationMs }: AnnouncementContent,
  durationMs: number,
): number | null {
  if (posterMs !== null) return posterMs;
  if (segment === null && airDurationMs >= durationMs) return null;
  const { inMs, outMs } = segment ?? { inMs: 0, outMs: durationMs };
  return Math.round(inMs + Math.min(airDurationMs, outMs - inMs) / 2);
}

/**
 * The asset's own poster serves where nothing else was chosen. Errors: those of `renderPoster` and `checkPicture`.
 *
 * @throws AppError `store_refused`, `cancelled`
 */
export async function pictureFacts(
  { mediaStore }: Pick<Services, 'mediaStore'>,
  source: PictureSource,
  content: AnnouncementContent,
  panels: readonly PictureSize[],
  { signal, workDir }: Pick<JobContext, 'signal' | 'workDir'>,
): Promise<Result<PictureFacts, JobError>> {
  const { page, fit, posterMs, segment } = content;
  const atMs = source.probe.kind === 'video' ? instantOf(content, source.probe.durationMs ?? 0) : null;
  const common = { sourcePath: source.path, workDir, page, atMs, signal };
  const warnings = await checkPicture({ ...common, panels, fit });
  if (!warnings.ok) return warnings;
  const all = [...(content.mute ? [] : fileWarnings(source.probe)), ...warnings.value];
  const isAssetsOwn = page === 1 && (atMs === null || (posterMs === null && segment === null));
  if (isAssetsOwn) return ok({ posterSha256: source.posterSha256, made: null, warnings: all });
  const poster = await renderPoster(common);
  if (!poster.ok) return poster;
  const stored = await mediaStore.adopt(poster.value.path, { maxBytes: POSTER_LIMIT_BYTES });
  if (!stored.ok) throw new AppError('store_refused', stored.error.detail, { context: { ...stored.error } });
  return ok({ posterSha256: poster.value.sha256, made: poster.value, warnings: all });
}
