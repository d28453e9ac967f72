import { createContext, useContext } from 'react';
import { AppError } from '../../../../core/model/app-error.ts';
import type { UploadFailure } from './upload-failure.ts';

/** A file on its way to the server. */
export interface UploadItem {
  key: string;
  name: string;
  bytes: number;
  sentBytes: number;
  /**
   * `queued`: others go first. `waiting`: the line broke, and it goes on by itself when the server answers again.
   */
  state: 'queued' | 'sending' | 'waiting' | 'paused' | 'failed';
  /** Of the state `failed`. */
  failure: UploadFailure | null;
}

export interface Uploads {
  items: readonly UploadItem[];
  /** `onStored` is told the asset each file became. */
  add(files: readonly File[], agencyId: string | null, onStored?: (assetId: string) => void): void;
  pause(key: string): void;
  resume(key: string): void;
  cancel(key: string): void;
}

export const UploadsContext = createContext<Uploads | null>(null);

export function useUploads(): Uploads {
  const uploads = useContext(UploadsContext);
  if (!uploads) throw new AppError('no_uploads', 'useUploads is called outside UploadsProvider');
  return uploads;
}
