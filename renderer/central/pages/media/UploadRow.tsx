import { ActionIcon, Box, Group, Progress, Text, Tooltip } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../hooks/use-format.ts';
import { useUploads, type UploadItem } from './uploads.ts';

export function UploadRow({ item }: { item: UploadItem }) {
  const { t } = useTranslation();
  const format = useFormat();
  const uploads = useUploads();
  const percent = Math.floor((100 * item.sentBytes) / Math.max(1, item.bytes));
  const reason =
    item.failedStatus === null
      ? t('media.uploadNoAnswer')
      : t('media.uploadRefused', { status: item.failedStatus });
  const isSending = item.state === 'sending';
  const toggleLabel = t(isSending ? 'media.pause' : 'media.resume');
  return (
    <Group wrap="nowrap" gap="sm" py={6}>
      <Box style={{ flex: 1 }} miw={0}>
        <Group justify="space-between" wrap="nowrap" gap="sm">
          <Text size="sm" truncate>
            {item.name}
          </Text>
          <Text size="xs" c="dimmed" className="wv-num" style={{ whiteSpace: 'nowrap' }}>
            {item.state === 'paused' && `${t('media.paused')} · `}
            {format.bytes(item.sentBytes)} / {format.bytes(item.bytes)} · {percent} %
          </Text>
        </Group>
        <Progress
          value={percent}
          size="sm"
          mt={4}
          color={item.state === 'failed' ? 'red' : 'petrol'}
          aria-label={item.name}
        />
        {item.state === 'failed' && (
          <Text size="xs" c="red" mt={2} role="alert">
            {t('media.uploadFailed', { reason })}
          </Text>
        )}
      </Box>
      <Tooltip label={toggleLabel}>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={`${toggleLabel}: ${item.name}`}
          onClick={() => (isSending ? uploads.pause(item.key) : uploads.resume(item.key))}
        >
          {isSending ? <IconPlayerPause size={16} /> : <IconPlayerPlay size={16} />}
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('media.cancelUpload')}>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={`${t('media.cancelUpload')}: ${item.name}`}
          onClick={() => uploads.cancel(item.key)}
        >
          <IconX size={16} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
