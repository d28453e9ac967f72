import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Manifest } from '../../core/model/programme.ts';
import { MAX_VERSION_STEP, signerFromSeed } from '../../core/trust/index.ts';
import { picture } from '../main/player-rig.ts';
import { newSigner } from '../support/director/city-root.ts';
import type { Misbehaviour } from '../support/mini-director.ts';
import { figure } from './support/figure.ts';
import { playing, refusalOf, untilAlarm, untilTakenAgain, untilWhole } from './support/playing.ts';

const forScreen = (manifest: Manifest, screenId: string): Manifest => ({
  ...manifest,
  screenId,
  programme: { ...manifest.programme, screenId },
});

const refusals: readonly [title: string, code: string, misbehaviour: (old: Manifest) => Misbehaviour][] = [
  [
    '[F1] a manifest signed by a key the root does not trust',
    'wrong_key',
    () => ({ manifestSigners: [signerFromSeed(randomBytes(32))] }),
  ],
  ['[F3] an older manifest', 'rollback', (old) => ({ manifest: () => old })],
  [
    '[F4] a manifest that has expired',
    'expired',
    () => ({ manifest: (manifest) => ({ ...manifest, issuedAtMs: 1, expiresAtMs: 2 }) }),
  ],
  [
    '[F5] a manifest with the media list of the version before',
    'mix_and_match',
    (old) => ({ manifest: (manifest) => ({ ...manifest, media: old.media }) }),
  ],
  [
    '[F5] a manifest with chunks of another file',
    'mix_and_match',
    () => ({
      manifest: (manifest) => ({
        ...manifest,
        media: manifest.media.map((file) => ({ ...file, chunkSha256: ['0'.repeat(64), '1'.repeat(64)] })),
      }),
    }),
  ],
  [
    '[F9] a manifest made for another screen',
    'wrong_recipient',
    () => ({ manifest: (manifest) => forScreen(manifest, 'lain') }),
  ],
];

test.each(refusals)(
  '%s is refused with an alarm, the last good one plays on, the next good one is taken',
  async (_, code, misbehaviour) => {
    const player = await playing();
    const { rig } = player;
    const old = rig.director.publish([{ id: 'lama', bytes: picture(4000) }]);
    const { version: good } = rig.director.publish([{ id: 'kini', bytes: picture(3000) }]);
    await untilWhole(rig, good);
    await rig.director.until(() => rig.director.applied.at(-1)?.manifestVersion === good, 'acknowledged');
    const told = rig.page.states.length;
    expect(await refusalOf(player, misbehaviour(old))).toBe(code);
    await untilAlarm(player, code === 'expired' ? 'manifest_expired' : 'manifest_refused');
    expect(rig.page.states).toHaveLength(told);
    await untilTakenAgain(player);
    figure(`refused as ${code}`);
  },
);

test('[F2] a manifest with one signature of the two its role asks for is refused, with both it is taken', async () => {
  const player = await playing();
  const { rig, good } = player;
  const two = [newSigner(), newSigner()];
  rig.director.rotate(two);
  expect(await refusalOf(player, { manifestSigners: two.slice(0, 1) })).toBe('below_threshold');
  expect(await refusalOf(player, { manifestSigners: [two[0]!, two[0]!] })).toBe('below_threshold');
  expect(rig.page.state).toMatchObject({ manifestVersion: good, unavailable: [] });
  await untilAlarm(player, 'manifest_refused');
  await untilTakenAgain(player);
  figure('refused as below_threshold, also with one key signing twice');
});

test('[F4] a manifest that expires on screen raises an alarm and plays on, and a new one is taken', async () => {
  const player = await playing();
  const { rig } = player;
  const items = [{ id: 'habis', bytes: picture(2000) }];
  const { version } = rig.director.publish(items, { expiresAtMs: Date.now() + 1500 });
  await untilWhole(rig, version);
  const told = rig.page.states.length;
  await untilAlarm(player, 'manifest_expired');
  expect(rig.page.states).toHaveLength(told);
  expect(rig.page.state).toMatchObject({ manifestVersion: version, unavailable: [] });
  await untilTakenAgain(player);
  figure('expired on screen: alarm, picture unchanged');
});

test('[F6] version 2^53 is refused; a stolen key’s highest possible one is outrun by a new root', async () => {
  const player = await playing();
  const { rig, good } = player;
  const withVersion = (version: number): Misbehaviour => ({
    manifest: (manifest) => ({ ...manifest, version }),
  });
  expect(await refusalOf(player, withVersion(2 ** 53))).toBe('unknown_schema');
  expect(await refusalOf(player, withVersion(2 ** 53 - 1))).toBe('version_jump');
  expect(await refusalOf(player, withVersion(good + MAX_VERSION_STEP + 1))).toBe('version_jump');
  expect(rig.page.state?.manifestVersion).toBe(good);
  rig.director.misbehave({});

  const thief = rig.director.publish([{ id: 'pencuri', bytes: picture(900) }], {
    version: good + MAX_VERSION_STEP,
  });
  await untilWhole(rig, thief.version);
  const honest = good + 10;
  rig.director.publish([{ id: 'jujur', bytes: picture(800) }], { version: honest });
  await rig.director.until(() => rig.director.applied.at(-1)?.refused?.code === 'rollback', 'rollback');
  rig.director.rotate();
  rig.director.publish([{ id: 'jujur', bytes: picture(800) }], { version: honest });
  await untilWhole(rig, honest);
  figure(`after 2^32 versions of a thief, version ${honest} of a new root was taken`);
});

test('[F10] a root that skips one is refused and its keys count for nothing, the next one is followed', async () => {
  const player = await playing();
  const { rig, good } = player;
  rig.director.rotate();
  rig.director.publish([{ id: 'dua', bytes: picture(700) }]);
  await untilWhole(rig, good + 1);
  rig.director.rotate([newSigner()], { version: 4 });
  rig.director.publish([{ id: 'empat', bytes: picture(600) }]);
  await rig.director.until(() => rig.director.applied.at(-1)?.refused?.code === 'version_gap', 'version_gap');
  expect(rig.page.state?.manifestVersion).toBe(good + 1);
  figure('1→2 followed, 2→4 refused as version_gap');
});
