import { Button, FileButton, Group, Text } from '@mantine/core';
import { IconCloudUpload } from '@tabler/icons-react';
import { useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useCitySettings } from '../../hooks/use-city-settings.ts';
import { useFormat } from '../../hooks/use-format.ts';
import { useSession } from '../../session/session.ts';
import { useUploads } from './uploads.ts';
import './UploadZone.css';

/** By ending where browsers know no type of their own for it. */
const ACCEPT = 'video/*,image/*,audio/*,.pdf,.pptx,.ppt,.odp,.heic,.heif';

/** Takes files by drop, by the file dialog, or by keyboard. */
export function UploadZone() {
  const { t } = useTranslation();
  const { user } = useSession();
  const uploads = useUploads();
  const format = useFormat();
  const { maxDurationMs } = useCitySettings();
  const [isOver, setOver] = useState(false);
  const add = (files: readonly File[]) => uploads.add(files, user.agencyId);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    add([...event.dataTransfer.files]);
  };
  return (
    <div
      className="wv-drop"
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <IconCloudUpload size={30} stroke={1.5} aria-hidden />
      <Group gap={8} justify="center">
        <Text size="sm">{isOver ? t('media.dropNow') : t('media.drop')}</Text>
        <FileButton multiple accept={ACCEPT} onChange={add}>
          {(props) => (
            <Button {...props} size="xs" variant="light">
              {t('media.choose')}
            </Button>
          )}
        </FileButton>
      </Group>
      <Text size="xs" c="dimmed" ta="center">
        {t('media.dropHint', { minutes: format.number(maxDurationMs / 60_000) })}
      </Text>
    </div>
  );
}
