import { Alert } from '@mantine/core';
import { IconShieldOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { getHealth } from '../../../core/api/reports.ts';
import { useRead } from '../api/use-api.ts';
import { useSession } from '../session/session.ts';

/** Told to those who can mend it, on every page, as long as it is so. */
export function SandboxBanner() {
  const { t } = useTranslation();
  const { user } = useSession();
  const { data } = useRead('health', getHealth, {}, { enabled: user.roles.includes('admin') });
  if (data?.sandbox !== 'limits_only') return null;
  return (
    <Alert color="orange" icon={<IconShieldOff />} role="status" mb="md">
      {t('shell.noSandbox')}
    </Alert>
  );
}
