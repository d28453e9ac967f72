import { Box, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AroundVersion } from '../../../../../core/api/around.ts';
import { HeardOrder } from './HeardOrder.tsx';
import { useSampleArea } from './use-sample-area.ts';

export function AroundMaking({ version: { content, parts, total } }: { version: AroundVersion }) {
  const { t } = useTranslation();
  const areaName = useSampleArea();
  return (
    <>
      <Box role="status">
        <Text size="sm" className="wv-num">
          {total === 0 ? t('around.makingFirst') : t('around.making', { done: parts.length, total })}
        </Text>
        <Progress value={total === 0 ? 0 : (100 * parts.length) / total} animated striped size="sm" mt={6} />
        <Text size="xs" c="dimmed" mt={4}>
          {t('around.makingHint')}
        </Text>
      </Box>
      <HeardOrder content={content} areaName={areaName} />
    </>
  );
}
