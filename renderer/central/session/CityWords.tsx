import { useEffect } from 'react';
import { useCitySettings } from '../hooks/use-city-settings.ts';
import { setCityWords } from '../i18n/index.ts';

/** Lets the city's own words into the texts, once they are known and whenever an admin changes them. */
export function CityWords() {
  const { unitLabel, maxDurationMs } = useCitySettings();
  useEffect(() => setCityWords({ unitLabel, maxDurationMs }), [unitLabel, maxDurationMs]);
  return null;
}
