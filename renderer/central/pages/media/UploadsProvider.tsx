import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Upload } from 'tus-js-client';
import { notifyProblem } from '../../components/notify.ts';
import { startTusUpload } from './tus-upload.ts';
import { failureOf, type UploadFailure } from './upload-failure.ts';
import { UploadLine } from './upload-line.ts';
import { UploadsContext, type UploadItem, type Uploads } from './uploads.ts';

/** More only share one line, and each keeps room on the server's disk. */
const AT_ONCE = 3;

/** Holds uploads above the pages, so that walking around the app does not stop them. */
export function UploadsProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [items, setItems] = useState<readonly UploadItem[]>([]);
  const [line] = useState(() => new UploadLine(AT_ONCE));
  /** How each goes on, of all that are neither stored nor cancelled. */
  const starts = useRef(new Map<string, () => void>());
  const running = useRef(new Map<string, Upload>());

  const change = useCallback((key: string, part: Partial<UploadItem>) => {
    setItems((list) => list.map((item) => (item.key === key ? { ...item, ...part } : item)));
  }, []);
  const drop = useCallback(
    (key: string) => {
      running.current.delete(key);
      starts.current.delete(key);
      line.leave(key);
      setItems((list) => list.filter((item) => item.key !== key));
    },
    [line],
  );

  const add = useCallback<Uploads['add']>(
    (files, agencyId, onStored) => {
      for (const file of files) {
        const key = crypto.randomUUID();
        const item: UploadItem = {
          key,
          name: file.name,
          bytes: file.size,
          sentBytes: 0,
          state: 'queued',
          failure: null,
        };
        const onFailed = (failure: UploadFailure): void => {
          change(key, { state: 'failed', failure });
          line.leave(key);
        };
        const begin = async (): Promise<void> => {
          const upload = await startTusUpload(file, agencyId, {
            onProgress: (sentBytes) => change(key, { sentBytes, state: 'sending' }),
            onWaiting: () => change(key, { state: 'waiting' }),
            onFailed,
            onStored: (assetId) => {
              drop(key);
              onStored?.(assetId);
              void client.invalidateQueries({ queryKey: ['assets'] });
              void client.invalidateQueries({ queryKey: ['jobs'] });
            },
          });
          running.current.set(key, upload);
          // It was paused or cancelled before it had begun.
          if (!line.isGoing(key)) await upload.abort(!starts.current.has(key));
        };
        starts.current.set(key, () => {
          change(key, { state: 'sending', failure: null });
          const begun = running.current.get(key);
          if (begun !== undefined) begun.start();
          else
            begin().catch((error: Error) => {
              onFailed('internal');
              notifyProblem(error);
            });
        });
        setItems((list) => [...list, item]);
        line.join(key, () => starts.current.get(key)?.());
      }
    },
    [change, client, drop, line],
  );

  const value = useMemo<Uploads>(
    () => ({
      items,
      add,
      pause: (key) => {
        line.leave(key);
        change(key, { state: 'paused' });
        running.current
          .get(key)
          ?.abort()
          .then(() => {
            if (!line.isGoing(key)) change(key, { state: 'paused' });
          }, notifyProblem);
      },
      resume: (key) => {
        change(key, { state: 'queued', failure: null });
        line.join(key, () => starts.current.get(key)?.());
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
    [items, add, change, drop, line],
  );

  const isSending = items.some(({ state }) => ['queued', 'sending', 'waiting'].includes(state));
  useEffect(() => {
    if (!isSending) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isSending]);

  return <UploadsContext value={value}>{children}</UploadsContext>;
}
