import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Upload } from 'tus-js-client';
import { notifyProblem } from '../../components/notify.ts';
import { startTusUpload } from './tus-upload.ts';
import { failureOf } from './upload-failure.ts';
import { UploadsContext, type UploadItem, type Uploads } from './uploads.ts';

/** Holds uploads above the pages, so that walking around the app does not stop them. */
export function UploadsProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [items, setItems] = useState<readonly UploadItem[]>([]);
  const running = useRef(new Map<string, Upload>());

  const change = useCallback((key: string, part: Partial<UploadItem>) => {
    setItems((list) => list.map((item) => (item.key === key ? { ...item, ...part } : item)));
  }, []);
  const drop = useCallback((key: string) => {
    running.current.delete(key);
    setItems((list) => list.filter((item) => item.key !== key));
  }, []);

  const add = useCallback<Uploads['add']>(
    (files, agencyId, onStored) => {
      for (const file of files) {
        const key = crypto.randomUUID();
        const item: UploadItem = {
          key,
          name: file.name,
          bytes: file.size,
          sentBytes: 0,
          state: 'sending',
          failure: null,
        };
        setItems((list) => [...list, item]);
        startTusUpload(file, agencyId, {
          onProgress: (sentBytes) => change(key, { sentBytes, state: 'sending' }),
          onWaiting: () => change(key, { state: 'waiting' }),
          onFailed: (failure) => change(key, { state: 'failed', failure }),
          onStored: (assetId) => {
            drop(key);
            onStored?.(assetId);
            void client.invalidateQueries({ queryKey: ['assets'] });
            void client.invalidateQueries({ queryKey: ['jobs'] });
          },
        }).then((upload) => running.current.set(key, upload), notifyProblem);
      }
    },
    [change, client, drop],
  );

  const value = useMemo<Uploads>(
    () => ({
      items,
      add,
      pause: (key) => {
        running.current
          .get(key)
          ?.abort()
          .then(() => change(key, { state: 'paused' }), notifyProblem);
      },
      resume: (key) => {
        change(key, { state: 'sending', failure: null });
        running.current.get(key)?.start();
      },
      cancel: (key) => {
        // A server that cannot be reached forgets unfinished uploads by itself.
        running.current
          .get(key)
          ?.abort(true)
          .catch((error: Error) => {
            if (failureOf(error) !== 'unreachable') notifyProblem(error);
          });
        drop(key);
      },
    }),
    [items, add, change, drop],
  );

  const isSending = items.some((item) => item.state === 'sending' || item.state === 'waiting');
  useEffect(() => {
    if (!isSending) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isSending]);

  return <UploadsContext value={value}>{children}</UploadsContext>;
}
