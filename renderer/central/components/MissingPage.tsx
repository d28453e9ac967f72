import { Button } from '@mantine/core';
import { IconMapOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from './EmptyState.tsx';

export function MissingPage() {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={IconMapOff}
      title={t('common.pageMissing')}
      action={
        <Button component={Link} to="/" variant="light" mt="sm">
          {t('common.toHome')}
        </Button>
      }
    >
      {t('common.pageMissingHint')}
    </EmptyState>
  );
}
