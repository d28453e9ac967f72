import { expect, test } from 'vitest';
import { playing } from '../faults/support/playing.ts';
import { picture, startPairedRig } from './player-rig.ts';

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
