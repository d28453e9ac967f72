import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Section } from '../../components/Section.tsx';
import { useFormat } from '../../hooks/use-format.ts';
import { wholePlace } from '../screens/brightness-form.ts';
import { LocationInput } from '../screens/LocationInput.tsx';
import type { CityFields } from './city-fields.ts';
import { placeDoubt } from './place-doubt.ts';

export function PlaceSection({ values, set }: CityFields) {
  const { t } = useTranslation();
  const { timeZone, zone } = useFormat();
  const place = wholePlace(values.location);
  const doubt = place && placeDoubt(place, timeZone);
  return (
    <Section title={t('city.location')}>
      <LocationInput
        value={values.location}
        onChange={(location) => set('location', location)}
        hint={t('city.locationHint')}
      />
      {doubt && (
        <Text size="sm" mt={6} c="var(--wv-warn)" role="status">
          {doubt === 'not_here' ? t('city.notHere') : t('city.otherZone', { zone })}
        </Text>
      )}
    </Section>
  );
}
