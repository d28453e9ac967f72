import { Box, Button, Group, Modal, ScrollArea, Stack, Text } from '@mantine/core';
import { IconBroadcast } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { publish, type PublishPreview } from '../../../../core/api/schedule.ts';
import { useSend } from '../../api/use-api.ts';
import { notifyDone } from '../../components/notify.ts';
import { ProblemAlert } from '../../components/ProblemAlert.tsx';
import { PublishScreenRow } from './PublishScreenRow.tsx';

interface Props {
  preview: PublishPreview;
  onClose: () => void;
}

export function PublishModal({ preview, onClose }: Props) {
  const { t } = useTranslation();
  const send = useSend(publish, ['schedule', 'live', 'announcements'], ({ published, blocked }) => {
    const parts = [t('publish.done', { count: published.length })];
    if (blocked.length > 0) parts.push(t('publish.someBlocked', { count: blocked.length }));
    notifyDone(parts.join(' '));
    onClose();
  });
  const screens = [...preview.screens].sort((a, b) => Number(b.changed) - Number(a.changed));
  const canPublish = screens.some((screen) => screen.changed && screen.blocked === null);
  return (
    <Modal opened onClose={onClose} size="lg" title={<Text fw={600}>{t('publish.title')}</Text>}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('publish.intro')}
        </Text>
        <ScrollArea.Autosize mah="50vh">
          <Box>
            {screens.map((screen) => (
              <PublishScreenRow key={screen.screenId} screen={screen} />
            ))}
          </Box>
        </ScrollArea.Autosize>
        <ProblemAlert problem={send.error} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            leftSection={<IconBroadcast size={17} />}
            disabled={!canPublish}
            loading={send.isPending}
            onClick={() => send.mutate({})}
          >
            {t('publish.now')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
