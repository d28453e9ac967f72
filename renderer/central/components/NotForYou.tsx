import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from './EmptyState.tsx';

export function NotForYou() {
  const { t } = useTranslation();
  return (
    <EmptyState icon={IconLock} title={t('common.notForYourRole')}>
      {t('common.notForYourRoleHint')}
    </EmptyState>
  );
}
