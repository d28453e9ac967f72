import { Alert } from '@mantine/core';
import { IconFileAlert } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Asset } from '../../../../core/model/catalogue.ts';
import { rejectionText } from './rejection.ts';

/** Why a file was refused, and what to do about it. */
export function RejectionAlert({ rejection }: { rejection: NonNullable<Asset['rejection']> }) {
  const { t } = useTranslation();
  return (
    <Alert color="red" icon={<IconFileAlert />} title={t('media.rejectedTitle')}>
      {rejectionText(t, rejection)}
    </Alert>
  );
}
