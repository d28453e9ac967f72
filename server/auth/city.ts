import type { User } from '../../core/model/catalogue.ts';
import type { Session } from '../../core/api/people.ts';
import type { Services } from '../services.ts';
import { getSetting } from '../store/settings.ts';

/** What every page shows about the installation. */
export async function cityView({ db, trust }: Services): Promise<Session['city']> {
  const root = await trust.root(db);
  return {
    name: root?.cityName ?? (await getSetting(db, 'cityName')),
    demo: root?.demo ?? false,
    timeZone: await getSetting(db, 'timeZone'),
  };
}

export const sessionView = async (services: Services, user: User): Promise<Session> => ({
  user,
  city: await cityView(services),
  serverTimeMs: services.nowMs(),
});
