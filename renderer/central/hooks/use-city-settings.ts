import { getCitySettings } from '../../../core/api/city.ts';
import { DEFAULT_CITY_SETTINGS, type CitySettings } from '../../../core/model/city-settings.ts';
import { useRead } from '../api/use-api.ts';

/** What the city decided; until the answer is there, what holds before anyone decides. */
export const useCitySettings = (): CitySettings =>
  useRead('city', getCitySettings, {}).data ?? DEFAULT_CITY_SETTINGS;
