import { ActionIcon, Box, Button, Group, Progress, Text, Tooltip } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconRefresh, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../hooks/use-format.ts';
import { useUploads, type UploadItem } from './uploads.ts';

const COLOUR = {
  queued: 'gray',
  sending: 'petrol',
  waiting: 'orange',
  paused: 'gray',
  failed: 'red',
} as const;

export function UploadRow({ item }: { item: UploadItem }) {
  const { t } = useTranslation();
  const format = useFormat();
  const uploads = useUploads();
  const percent = Math.floor((100 * item.sentBytes) / Math.max(1, item.bytes));
  const isPaused = item.state === 'paused';
  const toggleLabel = t(isPaused ? 'media.resume' : 'media.pause');
  const stateText = {
    queued: t('media.step.waiting'),
    sending: '',
    waiting: t('media.waiting'),
    paused: t('media.paused'),
    failed: '',
  }[item.state];
  return (
    <Box py={6} role="group" aria-label={item.name}>
      <Group wrap="nowrap" gap="sm">
        <Box style={{ flex: 1 }} miw={0}>
          <Text size="sm" truncate>
            {item.name}
          </Text>
          <Progress
            value={percent}
            size="sm"
            my={4}
            color={COLOUR[item.state]}
            aria-label={item.name}
            animated={item.state === 'waiting'}
          />
          <Text size="xs" c="dimmed" className="wv-num" role="status">
            {stateText !== '' && `${stateText} · `}
            {format.bytes(item.sentBytes)} / {format.bytes(item.bytes)} · {`${percent}\u00a0%`}
          </Text>
        </Box>
        {item.state !== 'failed' && (
          <Tooltip label={toggleLabel}>
            <ActionIcon
              variant="default"
              size="lg"
              aria-label={`${toggleLabel}: ${item.name}`}
              onClick={() => (isPaused ? uploads.resume(item.key) : uploads.pause(item.key))}
            >
              {isPaused ? <IconPlayerPlay size={16} /> : <IconPlayerPause size={16} />}
            </ActionIcon>
          </Tooltip>
        )}
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
      {item.failure !== null && (
        <Group gap="xs" mt={6} align="flex-start">
          <Text size="sm" c="var(--wv-live)" role="alert" style={{ flex: '1 1 240px' }}>
            {t(`media.uploadProblem.${item.failure}`)}
          </Text>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconRefresh size={15} />}
            onClick={() => uploads.resume(item.key)}
          >
            {t('common.retry')}
          </Button>
        </Group>
      )}
    </Box>
  );
}
