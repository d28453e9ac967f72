import { expect, test, vi } from 'vitest';
import { DEFAULT_PLAYER_SETTINGS, type DownloadPolicy } from '../../../core/model/screen-settings.ts';
import { picture, startPairedRig, type Rig } from '../player-rig.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const settings = (downloads: Partial<DownloadPolicy>) => ({
  settings: {
    ...DEFAULT_PLAYER_SETTINGS,
    downloads: { ...DEFAULT_PLAYER_SETTINGS.downloads, ...downloads },
  },
});
/** Wall clock in Jakarta. */
const localTime = (atMs: number): string => new Date(atMs + 7 * HOUR_MS).toISOString().slice(11, 16);

const applied = ({ director }: Rig, version: number) =>
  director.until(() => director.applied.some((one) => one.manifestVersion === version), `version ${version}`);
const whole = (rig: Rig, version: number) =>
  rig.untilState(
    (state) => state.manifestVersion === version && state.unavailable.length === 0,
    `version ${version} whole`,
  );
const faulty = ({ director }: Rig, code: string) =>
  director.until(() => director.statuses.at(-1)?.faults.some((fault) => fault.code === code) ?? false, code);

/** The server's signed time is this from the next connection on. */
function moveTime({ director }: Rig, atMs: number): void {
  director.misbehave({ renewalTimeMs: atMs });
  director.cutDevice();
}

test('outside of a window nothing of media is fetched, but manifests are; it starts when the window does', async () => {
  const rig = await startPairedRig();
  const opensMs = Date.now() + 3 * HOUR_MS;
  const windows = [{ from: localTime(opensMs), to: localTime(opensMs + HOUR_MS) }];
  const { version } = rig.director.publish([{ id: 'nanti', bytes: picture() }], settings({ windows }));
  await applied(rig, version);
  const next = rig.director.publish(
    [
      { id: 'nanti', bytes: picture() },
      { id: 'teks', text: 'Halo' },
    ],
    settings({ windows }),
  );
  await applied(rig, next.version);
  expect(rig.director.mediaRequests).toEqual([]);
  moveTime(rig, opensMs + 90_000);
  await whole(rig, next.version);
  expect(rig.director.mediaRequests).toHaveLength(1);
});

test('pictures of an emergency come at any hour', async () => {
  const rig = await startPairedRig();
  const opensMs = Date.now() + 3 * HOUR_MS;
  const windows = [{ from: localTime(opensMs), to: localTime(opensMs + HOUR_MS) }];
  const { version } = rig.director.publish(
    [{ id: 'siaga', bytes: picture(), emergency: true }],
    settings({ windows }),
  );
  await whole(rig, version);
});

test('a spent budget stops media and pictures of the screen; manifests and withdrawals go on; next month it resumes', async () => {
  let aheadMs = 0;
  const rig = await startPairedRig({ nowMs: () => Date.now() + aheadMs });
  const big = { id: 'besar', bytes: picture(3_000_000), evergreen: true };
  const limited = settings({ monthlyBudgetMb: 2 });
  rig.director.publish([big, { id: 'lain', bytes: picture() }], limited);
  await faulty(rig, 'data_budget_spent');
  const asked = rig.director.mediaRequests.length;
  const withdrawn = rig.director.publish([big], limited);
  await applied(rig, withdrawn.version);
  rig.service.captureWith(() => Promise.resolve(picture(1000)));
  rig.director.send({
    type: 'command',
    id: 'foto',
    command: 'screenshot',
    expiresAtMs: Date.now() + HOUR_MS,
  });
  await rig.director.until(() => rig.director.commandResults.length > 0, 'an answer');
  expect(rig.director.commandResults[0]).toMatchObject({ ok: false });
  expect(rig.director.snapshots).toEqual([]);

  await rig.restart();
  await faulty(rig, 'data_budget_spent');
  expect(rig.director.mediaRequests).toHaveLength(asked);

  // A server's clock that is alone with it begins none, which would last as long as it is wrong.
  moveTime(rig, Date.now() + 32 * DAY_MS);
  const isMonthAhead = () => rig.service.status().atMs > Date.now() + 31 * DAY_MS;
  await vi.waitUntil(isMonthAhead, 10_000);
  await faulty(rig, 'data_budget_spent');
  expect(rig.director.mediaRequests).toHaveLength(asked);

  aheadMs = 32 * DAY_MS;
  moveTime(rig, Date.now() + aheadMs + 60_000);
  await whole(rig, withdrawn.version);
  expect(rig.director.mediaRequests.at(-1)?.range).toMatch(/^bytes=[1-9]\d*-$/);
});
