/** The city's speech engine does not answer: what that means for an emergency, and for all else. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import {
  createAnnouncement,
  getAnnouncement,
  listJobs,
  submitAnnouncement,
} from '../../../core/api/announcements.ts';
import { updateCitySettings } from '../../../core/api/city.ts';
import { createUnit } from '../../../core/api/reports.ts';
import type { Announcement } from '../../../core/model/catalogue.ts';
import { DEFAULT_CITY_SETTINGS } from '../../../core/model/city-settings.ts';
import { until } from '../../../tools/api-client.ts';
import { contentWith } from '../support/content.ts';
import { addAgency, setUp, testServer } from '../support/running-server.ts';

it('an emergency is read by the built-in voice, and says so; all else fails, as what would be too long does', async () => {
  let asked = 0;
  const engine = createServer((_, res) => {
    asked += 1;
    res.writeHead(500).end();
  });
  await new Promise<void>((listening) => engine.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void engine.close());
  const url = `http://127.0.0.1:${(engine.address() as AddressInfo).port}/speak`;

  const server = await testServer();
  const { api, user } = await setUp(server);
  const agency = await addAgency({ api, user });
  const settings = { ...DEFAULT_CITY_SETTINGS, speech: { kind: 'http', url } as const };
  await api.call(updateCitySettings, { body: settings });
  for (const voicing of ['horn', 'indoor'] as const)
    await api.call(createUnit, {
      body: { name: voicing, plate: '', agencyId: null, areaIds: [], memberIds: [], voicing },
    });
  const rendered = async (
    emergency: boolean,
    script = 'Air naik. Segera menuju titik kumpul.',
  ): Promise<Announcement> => {
    const outputs = { screen: false, ticker: false, mobile: true };
    const body = contentWith(agency.id, { outputs, script, emergency });
    const { id } = await api.call(createAnnouncement, { body });
    await api.call(submitAnnouncement, { params: { id }, body: { revision: 1 } });
    return until(async () => {
      const announcement = await api.call(getAnnouncement, { params: { id } });
      return announcement.rendering === 'running' ? undefined : announcement;
    });
  };

  const urgent = await rendered(true);
  expect(urgent).toMatchObject({ rendering: 'ready', warnings: [{ code: 'builtin_voice' }] });
  expect(urgent.renditions.map(({ voicing }) => voicing)).toEqual(['horn', 'indoor']);
  expect(asked).toBe(1);
  expect(await rendered(false)).toMatchObject({ rendering: 'failed', renditions: [], warnings: [] });
  expect(asked).toBe(2);

  const builtIn = { ...DEFAULT_CITY_SETTINGS, maxDurationMs: 10_000 };
  await api.call(updateCitySettings, { body: builtIn });
  expect(await rendered(false, 'Air naik. Segera menuju titik kumpul. '.repeat(6))).toMatchObject({
    rendering: 'failed',
  });
  const jobs = await api.call(listJobs, {});
  expect(jobs.at(-1)?.error?.code).toBe('too_long');
});
