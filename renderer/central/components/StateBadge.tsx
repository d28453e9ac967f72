import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AnnouncementState } from '../../../core/model/catalogue.ts';

const COLOR: Record<AnnouncementState, string> = {
  draft: 'gray',
  in_review: 'petrol',
  approved: 'green',
  returned: 'orange',
  scheduled: 'petrol',
  on_air: 'red',
  ended: 'gray',
  withdrawn: 'gray',
};

export function StateBadge({ state }: { state: AnnouncementState }) {
  const { t } = useTranslation();
  return (
    <Badge color={COLOR[state]} variant={state === 'on_air' ? 'dot' : 'light'}>
      {t(`state.${state}`)}
    </Badge>
  );
}
