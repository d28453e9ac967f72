import { Box, Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBroadcast } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { previewPublish } from '../../../../core/api/schedule.ts';
import { useRead } from '../../api/use-api.ts';
import { StatusDot } from '../../components/StatusDot.tsx';
import { useMay } from '../../session/session.ts';
import { PublishModal } from './PublishModal.tsx';

/** Says when screens play something other than what is planned, and leads to publishing. */
export function PublishBar() {
  const { t } = useTranslation();
  const mayPublish = useMay(previewPublish);
  const preview = useRead('schedule', previewPublish, {}, { enabled: mayPublish });
  const [opened, modal] = useDisclosure(false);
  const changedScreens = preview.data?.screens.filter((screen) => screen.changed).length ?? 0;
  const count = Math.max(preview.data?.changedEntryIds.length ?? 0, changedScreens > 0 ? 1 : 0);
  if (!preview.data || count === 0) return null;
  return (
    <Box className="wv-card" px="md" py="sm" mb="md" role="status">
      <Group justify="space-between" gap="sm">
        <Group gap={10} wrap="nowrap">
          <StatusDot status="warn" />
          <Box>
            <Text fw={600} size="sm">
              {t('publish.bar', { count })}
            </Text>
            <Text size="xs" c="dimmed">
              {t('publish.barHint')}
            </Text>
          </Box>
        </Group>
        <Button leftSection={<IconBroadcast size={17} />} onClick={modal.open}>
          {t('publish.review')}
        </Button>
      </Group>
      {opened && <PublishModal preview={preview.data} onClose={modal.close} />}
    </Box>
  );
}
