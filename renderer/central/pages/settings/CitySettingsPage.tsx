import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { getCitySettings, updateCitySettings } from '../../../../core/api/city.ts';
import { useRead } from '../../api/use-api.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { useMay } from '../../session/session.ts';
import { AroundSection } from './around/AroundSection.tsx';
import { CityForm } from './CityForm.tsx';

/** Everyone may read it, so that an editor knows the limits and the quiet times; an admin changes it. */
export function CitySettingsPage() {
  const { t } = useTranslation();
  const settings = useRead('city', getCitySettings, {});
  const mayChange = useMay(updateCitySettings);
  return (
    <>
      <PageHeader title={t('city.title')} subtitle={t('city.subtitle')} />
      <Stack gap="md">
        <AroundSection />
        {!mayChange && (
          <Text size="sm" c="dimmed">
            {t('city.readOnly')}
          </Text>
        )}
        <Loaded query={settings}>{(initial) => <CityForm initial={initial} />}</Loaded>
      </Stack>
    </>
  );
}
