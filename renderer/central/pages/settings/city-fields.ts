import type { CitySettings } from '../../../../core/model/city-settings.ts';

/** What every part of the settings form is handed. */
export interface CityFields {
  values: CitySettings;
  set<K extends keyof CitySettings>(field: K, value: CitySettings[K]): void;
}
