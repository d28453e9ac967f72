import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useFormat } from '../../hooks/use-format.ts';
import { useNowMs } from '../../session/clock.ts';
import { PublishBar } from '../schedule/PublishBar.tsx';
import { ClockAlert } from './ClockAlert.tsx';
import { EmergencyAlert } from './EmergencyAlert.tsx';
import { FirstSteps } from './FirstSteps.tsx';
import { HomeScreens } from './HomeScreens.tsx';
import { Tasks } from './Tasks.tsx';

export function HomePage() {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNowMs(60_000);
  return (
    <>
      <PageHeader title={t('home.title')} subtitle={format.dateLong(nowMs)} />
      <ClockAlert />
      <EmergencyAlert />
      <PublishBar />
      <Stack gap="md">
        <FirstSteps />
        <Tasks />
        <HomeScreens />
      </Stack>
    </>
  );
}
