import { Alert, Text } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AroundVersion } from '../../../../../core/api/around.ts';
import { HeardOrder } from './HeardOrder.tsx';
import { useWhoWhen } from '../../../hooks/use-who-when.ts';
import { useSampleArea } from './use-sample-area.ts';

export function AroundReturned({ version }: { version: AroundVersion }) {
  const { t } = useTranslation();
  const whoWhen = useWhoWhen();
  const areaName = useSampleArea();
  return (
    <>
      <Alert color="orange" icon={<IconArrowBackUp />} title={t('review.returnedNote')} role="alert">
        <Text size="sm" className="wv-break">
          “{version.reason}”
        </Text>
        <Text size="xs" c="dimmed" mt={4}>
          {t('around.returnedBy', whoWhen(version.decidedBy, version.decidedAtMs))}
        </Text>
      </Alert>
      <HeardOrder content={version.content} areaName={areaName} />
    </>
  );
}
