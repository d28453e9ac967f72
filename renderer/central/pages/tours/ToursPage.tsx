import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { getTourDay } from '../../../../core/api/tours.ts';
import { NotForYou } from '../../components/NotForYou.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useMay } from '../../session/session.ts';
import { PlacesTab } from './places/PlacesTab.tsx';
import { PlanTab } from './plan/PlanTab.tsx';
import { ProofTab } from './proof/ProofTab.tsx';

const TABS = ['plan', 'proof', 'places'] as const;

export function ToursPage() {
  const { t } = useTranslation();
  const maySee = useMay(getTourDay);
  const [params, setParams] = useSearchParams();
  if (!maySee) return <NotForYou />;
  const tab = TABS.find((one) => one === params.get('tab')) ?? 'plan';
  return (
    <>
      <PageHeader title={t('tours.title')} subtitle={t('tours.subtitle')} />
      <Tabs
        value={tab}
        onChange={(next) => setParams({ tab: next ?? 'plan' }, { replace: true })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          {TABS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`tours.tabs.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="plan">
          <PlanTab />
        </Tabs.Panel>
        <Tabs.Panel value="proof">
          <ProofTab />
        </Tabs.Panel>
        <Tabs.Panel value="places">
          <PlacesTab />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
