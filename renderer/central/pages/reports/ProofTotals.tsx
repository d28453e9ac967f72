import { Box, SimpleGrid, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ProofOfPlay } from '../../../../core/api/reports.ts';
import { useFormat } from '../../hooks/use-format.ts';

/** The period in four numbers. */
export function ProofTotals({ rows }: { rows: ProofOfPlay['rows'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  // What nobody logs is neither met nor missed.
  const logged = rows.filter(({ playLog }) => playLog);
  const sum = (of: (row: ProofOfPlay['rows'][number]) => number) =>
    logged.reduce((total, row) => total + of(row), 0);
  const plays = sum((row) => row.plays);
  const planned = sum((row) => row.planned);
  const numbers = [
    ['plays', format.number(plays)],
    ['planned', format.number(planned)],
    ['met', planned === 0 ? '–' : `${format.number((100 * plays) / planned)} %`],
    ['airTime', format.duration(sum((row) => row.airTimeMs))],
  ] as const;
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="md" className="wv-card" p="md">
      {numbers.map(([key, value]) => (
        <Box key={key}>
          <Text size="xs" c="dimmed">
            {t(`reports.totals.${key}`)}
          </Text>
          <Text fz={24} fw={650} lh={1.25} className="wv-num">
            {value}
          </Text>
        </Box>
      ))}
    </SimpleGrid>
  );
}
