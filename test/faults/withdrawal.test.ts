import { expect, test } from 'vitest';
import { withdrawAnnouncement } from '../../core/api/announcements.ts';
import { publish } from '../../core/api/schedule.ts';
import { claimPairing } from '../../core/api/screens.ts';
import { picture, startPairedRig, startRig } from '../main/player-rig.ts';
import { allDay, approve, city, evergreen, inReview, plan } from '../server/director/support/city.ts';
import { until } from '../../tools/api-client.ts';
import { figure } from './support/figure.ts';
import { untilWhole } from './support/playing.ts';

const HOUR_MS = 3_600_000;
/** What a withdrawal may take from the decision to the screen. */
const TARGET_MS = 5000;

test('[F57] a withdrawal is off a connected screen within seconds of the decision', async () => {
  const where = await city();
  await evergreen(where);
  const ktp = await approve(where, await inReview(where, 'ktp'));
  await plan(where, allDay(ktp.id));
  await where.editor.api.call(publish, {});
  const rig = await startRig({ serverUrl: where.server.url });
  const code = await until(async () => rig.service.status().pairingCode ?? undefined);
  await where.editor.api.call(claimPairing, { body: { code, screenId: where.screen.id } });
  const isOn = () => {
    const { programme, unavailable = [] } = rig.page.state ?? {};
    const gone = new Set([...unavailable, ...(programme?.withdrawn.map(({ itemId }) => itemId) ?? [])]);
    return programme?.items.some((item) => item.announcementId === ktp.id && !gone.has(item.id)) === true;
  };
  await until(async () => (isOn() ? true : undefined));

  const decidedMs = performance.now();
  await where.editor.api.call(withdrawAnnouncement, { params: { id: ktp.id }, body: { reason: 'Batal.' } });
  await rig.untilState(() => !isOn(), 'off the screen');
  const tookMs = performance.now() - decidedMs;
  expect(tookMs).toBeLessThan(TARGET_MS);
  figure(`connected: off after ${Math.round(tookMs)} ms`);
});

test('[F57] a screen without network shows an item until its lease ends, and not after', async () => {
  let aheadMs = 0;
  const rig = await startPairedRig({
    nowMs: () => Date.now() + aheadMs,
    monotonicMs: () => performance.now() + aheadMs,
  });
  const { version } = rig.director.publish([
    { id: 'sewa', bytes: picture(), leaseMs: 72 * HOUR_MS },
    { id: 'kota', bytes: picture(), evergreen: true },
  ]);
  await rig.untilState(
    (state) => state.manifestVersion === version && state.unavailable.length === 0,
    'both on',
  );
  await rig.director.until(() => rig.service.status().clock !== null, 'signed time');
  await rig.director.stop();
  aheadMs = 71.9 * HOUR_MS;
  await rig.restart();
  await rig.untilState((state) => state.manifestVersion === version, 'started again');
  expect(rig.page.state?.unavailable).toEqual([]);
  aheadMs = 72.1 * HOUR_MS;
  await rig.untilState((state) => state.unavailable.includes('sewa'), 'its lease is over');
  expect(rig.page.state?.unavailable).toEqual(['sewa']);
  figure('offline: on at 71.9 h of a lease of 72 h, off at 72.1 h');
});

test('[F57] a server restored from a backup brings nothing back that was withdrawn since', async () => {
  const rig = await startPairedRig();
  const { director } = rig;
  const items = [
    { id: 'ditarik', bytes: picture() },
    { id: 'kota', bytes: picture(), evergreen: true },
  ];
  await untilWhole(rig, director.publish(items).version);
  director.misbehave({
    manifest: ({ programme, ...manifest }) => ({
      ...manifest,
      programme: { ...programme, withdrawn: [{ itemId: 'ditarik', atMs: manifest.issuedAtMs }] },
    }),
  });
  director.publish(items);
  await rig.untilState(({ unavailable }) => unavailable.includes('ditarik'), 'withdrawn');

  director.misbehave({});
  const restored = director.publish(items);
  await rig.untilState(({ manifestVersion }) => manifestVersion === restored.version, 'taken');
  expect(rig.page.state?.unavailable).toEqual(['ditarik']);
  await director.until(
    () => director.statuses.at(-1)?.faults.some(({ code }) => code === 'withdrawn_earlier') === true,
    'the server is told',
  );
  await director.stop();
  await rig.restart();
  await rig.untilState(({ manifestVersion }) => manifestVersion === restored.version, 'started again');
  expect(rig.page.state?.unavailable).toEqual(['ditarik']);
  figure('restored server: still off, also after a restart without network');
});
