import { Upload } from 'tus-js-client';
import { UPLOADS_PATH } from '../../../../core/api/announcements.ts';
import { failureOf, mayHeal, type UploadFailure } from './upload-failure.ts';

const RETRY_DELAYS_MS = [0, 1000, 3000, 10_000, 20_000, 30_000];
/** Small enough that a paused or broken upload loses little, large enough to keep a line busy. */
const CHUNK_BYTES = 8 * 1024 * 1024;

/** On the answer to the last piece. */
const ASSET_HEADER = 'Wawar-Asset-Id';

interface Events {
  onProgress(sentBytes: number): void;
  onStored(assetId: string): void;
  /** It stopped, and is tried again by itself after a while. */
  onWaiting(): void;
  /** It stopped, and only a person can start it again. */
  onFailed(failure: UploadFailure): void;
}

/** A resumable upload (tus 1.0.0); starting it again after a reload of the page finds where it was. */
export async function startTusUpload(file: File, agencyId: string | null, events: Events): Promise<Upload> {
  const upload = new Upload(file, {
    endpoint: UPLOADS_PATH,
    chunkSize: CHUNK_BYTES,
    retryDelays: RETRY_DELAYS_MS,
    removeFingerprintOnSuccess: true,
    metadata: { filename: file.name, ...(agencyId === null ? {} : { agencyId }) },
    onProgress: events.onProgress,
    onSuccess: ({ lastResponse }) => events.onStored(lastResponse.getHeader(ASSET_HEADER) ?? ''),
    onShouldRetry: (error) => {
      const isRetried = mayHeal(failureOf(error));
      if (isRetried) events.onWaiting();
      return isRetried;
    },
    onError: (error) => events.onFailed(failureOf(error)),
  });
  const [previous] = await upload.findPreviousUploads();
  if (previous) upload.resumeFromPreviousUpload(previous);
  upload.start();
  return upload;
}
