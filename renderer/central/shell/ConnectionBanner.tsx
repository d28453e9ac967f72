import { Alert } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useConnectionState } from '../live/connection-state.ts';
import './ConnectionBanner.css';

/** Stays in sight however far the page is scrolled: what is read below it may be old. */
export function ConnectionBanner() {
  const { t } = useTranslation();
  if (useConnectionState() !== 'lost') return null;
  return (
    <div className="wv-lost">
      <Alert color="orange" icon={<IconPlugConnectedX />} role="status">
        {t('shell.lost')}
      </Alert>
    </div>
  );
}
