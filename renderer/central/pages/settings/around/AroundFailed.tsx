import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AroundVersion } from '../../../../../core/api/around.ts';
import { HeardOrder } from './HeardOrder.tsx';
import { useSampleArea } from './use-sample-area.ts';

const EXPLAINED = ['speech_unavailable', 'silent', 'too_long'] as const;

export function AroundFailed({ version: { content, reason } }: { version: AroundVersion }) {
  const { t } = useTranslation();
  const areaName = useSampleArea();
  const known = EXPLAINED.find((one) => one === reason);
  return (
    <>
      <Alert color="red" icon={<IconAlertTriangle />} role="alert">
        <Text size="sm">{t(`around.failedReason.${known ?? 'other'}`)}</Text>
      </Alert>
      <HeardOrder content={content} areaName={areaName} />
    </>
  );
}
