import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { DEFAULT_PLAYER_SETTINGS } from '../../../core/model/screen-settings.ts';
import { startPlayerService } from '../../../main/service.ts';
import { picture, startPairedRig } from '../player-rig.ts';

const HOUR_MS = 3_600_000;
const loopback = {
  host: '127.0.0.1',
  port: 0,
  subnets: () => [{ address: '127.0.0.1', prefixBits: 8 }],
};
/** Wall clock in Jakarta. */
const localTime = (atMs: number): string => new Date(atMs + 7 * HOUR_MS).toISOString().slice(11, 16);

test('outside of the download hours a neighbour’s file comes from there, and nothing from the server', async () => {
  const rig = await startPairedRig({ lan: loopback });
  const { director } = rig;
  const shared = { ...DEFAULT_PLAYER_SETTINGS, lanSharing: true };
  const common = { id: 'ktp', bytes: picture(1_500_000) };
  const { version } = director.publish([common], { settings: shared });
  await rig.untilState(
    (state) => state.manifestVersion === version && state.unavailable.length === 0,
    'the first has it',
  );
  const opensMs = Date.now() + 3 * HOUR_MS;
  const windows = [{ from: localTime(opensMs), to: localTime(opensMs + HOUR_MS) }];
  const later = director.publish([common, { id: 'baru', bytes: picture() }], {
    settings: { ...shared, downloads: { ...shared.downloads, windows } },
  });
  await rig.untilState((state) => state.manifestVersion === later.version, 'the first holds back');

  const requests = director.mediaRequests.length;
  const paired = director.hellos.length;
  const second = await startPlayerService({
    ...rig.playerOptions,
    dataDir: join(rig.dataDir, '..', 'second'),
  });
  onTestFinished(() => second.close());
  await director.until(() => director.hellos.length > paired, 'hello');
  director.pair();
  const missing = () => second.status().media.missing;
  await director.until(() => second.status().manifestVersion === later.version, 'held');
  await director.until(() => missing() === 1, 'all but one came', 20_000);
  expect(director.mediaRequests).toHaveLength(requests);
  expect(second.status().faults.map(({ code }) => code)).not.toContain('download_failed');
});
