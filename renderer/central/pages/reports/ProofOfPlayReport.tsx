import { BarChart } from '@mantine/charts';
import { Box, Button, Stack } from '@mantine/core';
import { IconChartBar, IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { QueryOf } from '../../../../core/api/contract.ts';
import { getProofOfPlay, getProofOfPlayCsv } from '../../../../core/api/reports.ts';
import { urlOf } from '../../../../core/api/url.ts';
import { useRead } from '../../api/use-api.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Section } from '../../components/Section.tsx';
import { useFormat } from '../../hooks/use-format.ts';
import { currentLanguage } from '../../i18n/index.ts';
import { CarTable } from './CarTable.tsx';
import { daysChart } from './days-chart.ts';
import { ProofTable } from './ProofTable.tsx';
import { ProofTotals } from './ProofTotals.tsx';

interface Props {
  query: QueryOf<typeof getProofOfPlay>;
  from: string;
  to: string;
}

export function ProofOfPlayReport({ query, from, to }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const report = useRead('plays', getProofOfPlay, { query }, { keepPrevious: true });
  return (
    <Loaded query={report}>
      {(shown) => {
        if (shown.rows.length + shown.cars.length === 0)
          return (
            <EmptyState icon={IconChartBar} title={t('reports.empty')}>
              {t('reports.emptyHint')}
            </EmptyState>
          );
        const download = (
          <Button
            component="a"
            href={urlOf(getProofOfPlayCsv, { query: { ...query, language: currentLanguage() } })}
            download
            size="xs"
            variant="default"
            leftSection={<IconDownload size={16} />}
          >
            {t('reports.csv')}
          </Button>
        );
        const hasScreens = shown.rows.length > 0;
        const { data, series } = daysChart(shown, from, to, t('reports.others'));
        return (
          <Stack gap="md">
            {hasScreens && (
              <>
                <ProofTotals rows={shown.rows} />
                <Section title={t('reports.perDay')} hint={format.zone} actions={download}>
                  <BarChart
                    h={280}
                    data={data}
                    dataKey="day"
                    type="stacked"
                    series={series}
                    maxBarWidth={48}
                    withLegend
                    legendProps={{ verticalAlign: 'bottom' }}
                    tickLine="none"
                    gridAxis="x"
                    valueFormatter={format.number}
                    yAxisProps={{ allowDecimals: false }}
                    xAxisProps={{
                      tickFormatter: (day: string) => format.dateShort(Date.parse(`${day}T12:00Z`)),
                    }}
                  />
                </Section>
                <Box className="wv-card">
                  <ProofTable rows={shown.rows} />
                </Box>
              </>
            )}
            {shown.cars.length > 0 && (
              <CarTable rows={shown.cars} actions={hasScreens ? undefined : download} />
            )}
          </Stack>
        );
      }}
    </Loaded>
  );
}
