import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AroundVersion } from '../../../../../core/api/around.ts';
import { useWhoWhen } from '../../../hooks/use-who-when.ts';
import { Half } from './Half.tsx';

interface Props {
  /** Tells why, where it was in force and somebody ended it. */
  newest: AroundVersion | null;
}

export function NothingHeard({ newest }: Props) {
  const { t } = useTranslation();
  const whoWhen = useWhoWhen();
  return (
    <Half title={t('around.inForce')}>
      <Text size="sm" fw={600}>
        {t('around.nothing')}
      </Text>
      <Text size="sm" c="dimmed">
        {t('around.nothingHint')}
      </Text>
      {newest?.state === 'withdrawn' && (
        <Text size="sm" mt="xs" className="wv-break">
          {t('around.stoppedBy', {
            ...whoWhen(newest.decidedBy, newest.decidedAtMs),
            reason: newest.reason,
          })}
        </Text>
      )}
    </Half>
  );
}
