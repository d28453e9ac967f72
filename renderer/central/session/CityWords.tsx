import { useEffect } from 'react';
import { useCitySettings } from '../hooks/use-city-settings.ts';
import { setUnitLabel } from '../i18n/index.ts';

/** Lets the city's own words into the texts, once they are known and whenever an admin changes them. */
export function CityWords() {
  const { unitLabel } = useCitySettings();
  useEffect(() => setUnitLabel(unitLabel), [unitLabel]);
  return null;
}
