import { expect, test } from 'vitest';
import { picture, startPairedRig, startRig } from './player-rig.ts';

test('an unpaired player shows the code central shows, computed by itself', async () => {
  const { director, untilState, page } = await startRig();
  await untilState((state) => state.pairingCode !== null, 'a code');
  expect(page.state?.pairingCode).toBe(director.codeShown);
  expect(page.state?.programme).toBeNull();
});

test('a published item is fetched, verified and played, and acknowledged once the page plays from it', async () => {
  const rig = await startPairedRig();
  const bytes = picture(1_500_000);
  const { version } = rig.director.publish([{ id: 'ktp', bytes }]);
  await rig.untilState(
    (state) => state.manifestVersion === version && state.unavailable.length === 0,
    'playable',
  );
  expect(rig.page.state?.pairingCode).toBeNull();
  expect(rig.page.state?.demo).toBe(true);
  const served = await rig.page.fetch(
    `/media/${rig.page.state?.programme?.items.map((item) => ('mediaSha256' in item ? item.mediaSha256 : ''))[0]}`,
  );
  expect(Buffer.from(await served.arrayBuffer()).equals(bytes)).toBe(true);
  await rig.director.until(
    () => rig.director.applied.some((one) => one.manifestVersion === version && one.refused === null),
    'applied',
  );
});
