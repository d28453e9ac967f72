import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { IconUpload } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notifications } from '@mantine/notifications';
import { notifyDone, notifyProblem } from '../../components/notify.ts';
import { FolderProblem, uploadRelease } from './upload-release.ts';

/** Picks a release folder and sends it. */
export function UploadRelease() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);

  const send = async (files: readonly File[]) => {
    if (files.length === 0) return;
    setProgress({ done: 0, total: 1 });
    try {
      const { version } = await uploadRelease(files, (done, total) => {
        setProgress({ done, total });
      });
      notifyDone(t('software.uploaded', { version }));
    } catch (error) {
      if (error instanceof FolderProblem) {
        const { path } = error;
        const message = path === null ? t('software.noStatement') : t('software.fileMissing', { path });
        notifications.show({ message, color: 'red', autoClose: 8000 });
      } else notifyProblem(error);
    } finally {
      setProgress(null);
      if (input.current) input.current.value = '';
      await client.invalidateQueries({ queryKey: ['screens'] });
    }
  };

  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        // @ts-expect-error React has no name for it; every browser of the last ten years does.
        webkitdirectory=""
        aria-label={t('software.upload')}
        onChange={(event) => void send([...(event.currentTarget.files ?? [])])}
      />
      <Button
        leftSection={<IconUpload size={17} />}
        loading={progress !== null}
        onClick={() => input.current?.click()}
      >
        {progress === null ? t('software.upload') : t('software.uploading', progress)}
      </Button>
    </>
  );
}
