import '@mantine/charts/styles.css';
import { Stack, Tabs } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../components/PageHeader.tsx';
import { AsRunLog } from './AsRunLog.tsx';
import { ProofOfPlayReport } from './ProofOfPlayReport.tsx';
import { ReportFilters, type ReportFilter } from './ReportFilters.tsx';
import { usePeriod } from './use-period.ts';

export function ReportsPage() {
  const { t } = useTranslation();
  const period = usePeriod();
  const [filter, setFilter] = useState<ReportFilter>({ announcementId: null, screenId: null });
  const query = {
    fromMs: period.fromMs,
    toMs: period.toMs,
    ...(filter.announcementId === null ? {} : { announcementId: filter.announcementId }),
    ...(filter.screenId === null ? {} : { screenId: filter.screenId }),
  };
  return (
    <>
      <PageHeader title={t('reports.title')} subtitle={t('reports.subtitle')} />
      <Stack gap="md">
        <ReportFilters period={period} filter={filter} onChange={setFilter} />
        <Tabs defaultValue="proof" keepMounted={false}>
          <Tabs.List mb="md">
            <Tabs.Tab value="proof">{t('reports.tabs.proof')}</Tabs.Tab>
            <Tabs.Tab value="log">{t('reports.tabs.log')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="proof">
            <ProofOfPlayReport query={query} from={period.from} to={period.to} />
          </Tabs.Panel>
          <Tabs.Panel value="log">
            <AsRunLog query={query} />
          </Tabs.Panel>
        </Tabs>
      </Stack>
    </>
  );
}
