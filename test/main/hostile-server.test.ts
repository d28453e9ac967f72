import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { signerFromSeed } from '../../core/trust/index.ts';
import type { Misbehaviour } from '../support/mini-director.ts';
import { picture, startPairedRig, type Rig } from './player-rig.ts';

const QUICK_LIMITS = { headersMs: 2000, leastBytes: 1024, windowMs: 300 };

/** A paired player that plays a good first version. */
async function playing(): Promise<{ rig: Rig; good: number }> {
  const rig = await startPairedRig({ httpLimits: QUICK_LIMITS });
  const { version } = rig.director.publish([{ id: 'baik', bytes: picture() }]);
  await rig.untilState(
    (state) => state.manifestVersion === version && state.unavailable.length === 0,
    'good',
  );
  return { rig, good: version };
}

const refusals: readonly [string, string, Misbehaviour][] = [
  [
    'signed by a key the root does not trust',
    'wrong_key',
    { manifestSigners: [signerFromSeed(randomBytes(32))] },
  ],
  [
    'for another screen',
    'wrong_recipient',
    {
      manifest: (manifest) => ({
        ...manifest,
        screenId: 'lain',
        programme: { ...manifest.programme, screenId: 'lain' },
      }),
    },
  ],
  ['older than the one held', 'rollback', { manifest: (manifest) => ({ ...manifest, version: 1 }) }],
  [
    'already expired',
    'expired',
    {
      manifest: (manifest) => ({ ...manifest, issuedAtMs: 1, expiresAtMs: 2 }),
    },
  ],
  [
    'with a field this version does not know',
    'unknown_schema',
    {
      manifest: (manifest) => ({ ...manifest, volume: 11 }) as typeof manifest,
    },
  ],
  [
    'with a field unknown deep in its programme',
    'unknown_schema',
    {
      manifest: (manifest) => ({
        ...manifest,
        programme: { ...manifest.programme, dimming: 3 } as typeof manifest.programme,
      }),
    },
  ],
  ['with an item no approval covers', 'uncovered', { bundle: (bundle) => ({ ...bundle, approvals: [] }) }],
  [
    'with a text other than the approved one',
    'uncovered',
    {
      manifest: (manifest) => ({
        ...manifest,
        programme: {
          ...manifest.programme,
          items: manifest.programme.items.map((item) => ({ ...item, title: 'Judul lain' })),
        },
      }),
    },
  ],
  ['in an answer with an unknown field', 'unknown_schema', { bundle: (bundle) => ({ ...bundle, extra: 1 }) }],
  ['in an answer that is not JSON', 'unknown_schema', { bundle: () => '{"roots":[' }],
  ['in an endless answer', 'too_large', { body: 'endless' }],
];

test.each(refusals)('a manifest %s is refused, the last good one plays on', async (_, code, misbehaviour) => {
  const { rig, good } = await playing();
  // Rollback needs something to roll back to.
  rig.director.publish([{ id: 'kedua', bytes: picture() }]);
  await rig.untilState(
    (state) => state.manifestVersion === good + 1 && state.unavailable.length === 0,
    'second',
  );
  rig.director.misbehave(misbehaviour);
  const { version } = rig.director.publish([{ id: 'jahat', bytes: picture() }]);
  await rig.director.until(() => rig.director.applied.some(({ refused }) => refused !== null), 'refusal');
  const refused = rig.director.applied.find((one) => one.refused !== null);
  expect(refused).toMatchObject({ manifestVersion: version, refused: { code } });
  expect(rig.page.state).toMatchObject({ manifestVersion: good + 1, unavailable: [] });
  expect(rig.service.status().faults.map((fault) => fault.code)).toContain(
    code === 'expired' ? 'manifest_expired' : 'manifest_refused',
  );

  // And the way back is open.
  rig.director.misbehave({});
  const { version: next } = rig.director.publish([{ id: 'lagi', bytes: picture() }]);
  await rig.untilState((state) => state.manifestVersion === next, 'the next good one');
});

test('an answer of one byte now and then is given up, and asked for again until it comes', async () => {
  const { rig, good } = await playing();
  rig.director.misbehave({ body: 'trickle' });
  const { version } = rig.director.publish([{ id: 'pelan', bytes: picture() }]);
  await rig.director.until(() => rig.logged.some(({ event }) => event === 'manifest_not_fetched'), 'gave up');
  expect(rig.page.state?.manifestVersion).toBe(good);
  rig.director.misbehave({});
  await rig.untilState((state) => state.manifestVersion === version, 'fetched after all');
});

test('a malformed message ends the connection, and the player comes back', async () => {
  const { rig } = await playing();
  const before = rig.director.hellos.length;
  rig.director.sendRaw('{"type":"changed"}');
  await rig.director.until(() => rig.director.hellos.length > before, 'reconnect');
});

test('media with a wrong byte are never playable, and are fetched again until they are right', async () => {
  const { rig } = await playing();
  rig.director.misbehave({ corruptMedia: true });
  const { version } = rig.director.publish([{ id: 'rusak', bytes: picture() }]);
  await rig.untilState((state) => state.manifestVersion === version, 'taken');
  await rig.director.until(
    () => rig.service.status().faults.some((fault) => fault.code === 'download_failed'),
    'fault',
  );
  expect(rig.page.state?.unavailable).toEqual(['rusak']);
  rig.director.misbehave({});
  await rig.untilState((state) => state.unavailable.length === 0, 'right at last');
});

test('a signed time far in the future does not outlive its approval: evergreen plays on', async () => {
  const rig = await startPairedRig();
  const { version } = rig.director.publish([
    { id: 'biasa', bytes: picture() },
    { id: 'kota', bytes: picture(), evergreen: true },
  ]);
  await rig.untilState(
    (state) => state.manifestVersion === version && state.unavailable.length === 0,
    'played',
  );
  rig.director.misbehave({ renewalTimeMs: Date.now() + 30 * 86_400_000 });
  rig.director.cutDevice();
  await rig.untilState((state) => state.unavailable.includes('biasa'), 'lease over');
  expect(rig.page.state?.unavailable).toEqual(['biasa']);
});
