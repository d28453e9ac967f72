import { getCitySettings, updateCitySettings } from '../../core/api/city.ts';
import { bind, type Route } from '../http/bind.ts';
import type { Services } from '../services.ts';
import { recorded } from '../store/change.ts';
import { getSetting, setSetting } from '../store/settings.ts';

export function citySettingsRoutes(services: Services): Route[] {
  const { db, events } = services;
  return [
    bind(getCitySettings, () => getSetting(db, 'city')),

    bind(updateCitySettings, async ({ body, user }) => {
      const event = { action: 'city.changed', subjectKind: 'city', subjectId: 'city', detail: body };
      await recorded(services, { userId: user.id, ...event }, (trx) => setSetting(trx, 'city', body));
      events.changed('city');
      return body;
    }),
  ];
}
