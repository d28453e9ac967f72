import { Grid } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../components/PageHeader.tsx';
import { AgencyList } from './AgencyList.tsx';
import { AreaList } from './AreaList.tsx';

export function AgenciesPage() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t('agencies.title')} subtitle={t('agencies.subtitle')} />
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 6 }}>
          <AgencyList />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 6 }}>
          <AreaList />
        </Grid.Col>
      </Grid>
    </>
  );
}
