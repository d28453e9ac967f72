import { Alert, Anchor } from '@mantine/core';
import { IconUrgent } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { listAnnouncements } from '../../../../core/api/announcements.ts';
import { useRead } from '../../api/use-api.ts';

/** Emergencies on air, so that nobody forgets one. */
export function EmergencyAlert() {
  const { t } = useTranslation();
  const announcements = useRead('announcements', listAnnouncements, {}).data ?? [];
  return announcements
    .filter((item) => item.state === 'on_air' && item.content.emergency)
    .map(({ id, content }) => (
      <Alert key={id} color="red" icon={<IconUrgent />} mb="md">
        {t('home.emergency', { title: content.title })}{' '}
        <Anchor component={Link} to={`/announcements/${id}`} size="sm" c="inherit" td="underline">
          {t('home.open')}
        </Anchor>
      </Alert>
    ));
}
