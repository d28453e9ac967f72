import { Alert } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useConnectionState } from '../live/connection-state.ts';

export function ConnectionBanner() {
  const { t } = useTranslation();
  if (useConnectionState() !== 'lost') return null;
  return (
    <Alert color="orange" icon={<IconPlugConnectedX />} mb="md" role="status">
      {t('shell.lost')}
    </Alert>
  );
}
