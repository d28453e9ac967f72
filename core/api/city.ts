import { CitySettings } from '../model/city-settings.ts';
import { contract } from './contract.ts';

export const getCitySettings = contract({
  id: 'getCitySettings',
  method: 'get',
  path: '/api/city/settings',
  summary: 'What the city decided once for all announcements: loudness, car sound, quiet times, speech',
  access: 'signed_in',
  response: CitySettings,
});

export const updateCitySettings = contract({
  id: 'updateCitySettings',
  method: 'put',
  path: '/api/city/settings',
  summary: 'Change them; holds for what is made from now on',
  access: ['admin'],
  body: CitySettings,
  response: CitySettings,
});
