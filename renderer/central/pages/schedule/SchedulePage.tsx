import { Button, Tabs } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { createEntry } from '../../../../core/api/schedule.ts';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useMay } from '../../session/session.ts';
import { DayView } from './DayView.tsx';
import { EntryList } from './EntryList.tsx';
import { PublishBar } from './PublishBar.tsx';

export function SchedulePage() {
  const { t } = useTranslation();
  const mayPlan = useMay(createEntry);
  const [params, setParams] = useSearchParams();
  return (
    <>
      <PageHeader
        title={t('schedule.title')}
        subtitle={t('schedule.subtitle')}
        actions={
          mayPlan && (
            <Button component={Link} to="/schedule/new" leftSection={<IconPlus size={17} />}>
              {t('schedule.new')}
            </Button>
          )
        }
      />
      <PublishBar />
      <Tabs
        value={params.get('tab') === 'entries' ? 'entries' : 'day'}
        onChange={(tab) => setParams({ tab: tab ?? 'day' }, { replace: true })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="day">{t('schedule.tabs.day')}</Tabs.Tab>
          <Tabs.Tab value="entries">{t('schedule.tabs.entries')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="day">
          <DayView />
        </Tabs.Panel>
        <Tabs.Panel value="entries">
          <EntryList />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
