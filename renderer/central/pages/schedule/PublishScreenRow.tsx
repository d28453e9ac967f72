import { Alert, Badge, Box, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PublishPreview } from '../../../../core/api/schedule.ts';
import { FindingList } from './FindingList.tsx';

export function PublishScreenRow({ screen }: { screen: PublishPreview['screens'][number] }) {
  const { t } = useTranslation();
  return (
    <Box py="sm" style={{ borderTop: '1px solid var(--wv-line)' }}>
      <Group justify="space-between" gap="xs" mb={screen.findings.length > 0 ? 6 : 0}>
        <Text fw={600} size="sm">
          {screen.screenName}
        </Text>
        <Group gap={6}>
          {screen.findings.length > 0 && (
            <Badge color="orange">{t('publish.findings', { count: screen.findings.length })}</Badge>
          )}
          {screen.blocked ? (
            <Badge color="red">{t('publish.blocked')}</Badge>
          ) : (
            <Badge color={screen.changed ? 'petrol' : 'gray'}>
              {t(screen.changed ? 'publish.changed' : 'publish.same')}
            </Badge>
          )}
        </Group>
      </Group>
      {screen.blocked && (
        <Alert color="red" my={6}>
          {t('publish.blockedHint')}
        </Alert>
      )}
      {screen.findings.length > 0 && <FindingList findings={screen.findings} />}
    </Box>
  );
}
