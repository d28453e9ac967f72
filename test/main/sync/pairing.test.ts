import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FactsRecord } from '../../../main/store/records.ts';
import { untilWhole } from '../../faults/support/playing.ts';
import { picture, startPairedRig, type Rig } from '../player-rig.ts';

/** The first line of each file is the checksum of the rest. */
async function factsOf({ dataDir }: Rig): Promise<FactsRecord> {
  const texts = ['facts.json', 'facts-added.json'].map((name) => readFile(join(dataDir, name), 'utf8'));
  const [first, added] = (await Promise.all(texts)).map(
    (text) => JSON.parse(text.slice(text.indexOf('\n'))) as object,
  );
  return FactsRecord.parse({ ...first, ...added });
}

/** A paired player on its second version, and the first one, as somebody on the line recorded it. */
async function playingSecond() {
  const rig = await startPairedRig();
  const recorded = rig.director.publish([{ id: 'ditarik', bytes: picture(900) }]);
  await untilWhole(rig, recorded.version);
  const { version } = rig.director.publish([{ id: 'kini', bytes: picture(800) }]);
  await untilWhole(rig, version);
  await rig.director.until(() => rig.director.applied.at(-1)?.manifestVersion === version, 'stored');
  return { rig, recorded, version };
}

const welcomeAs = (screenId: string) =>
  JSON.stringify({ type: 'welcome', screenId, token: 'x', manifestVersion: 1, rootVersion: 1 });

test('unsigned messages take nothing off a screen, and no memory of what it took', async () => {
  const { rig, recorded, version } = await playingSecond();
  const { director } = rig;
  const told = rig.page.states.length;
  director.sendRaw(JSON.stringify({ type: 'unpaired', code: 'x', roots: [] }));
  director.sendRaw(welcomeAs('lain'));
  director.sendRaw(welcomeAs(director.screenId));
  director.misbehave({ manifest: () => recorded });
  const hellos = director.hellos.length;
  director.cutDevice();
  await director.until(() => director.hellos.length > hellos && rig.service.status().connected, 'back');
  director.send({ type: 'changed', manifestVersion: recorded.version });
  await director.until(() => director.applied.at(-1)?.refused?.code === 'rollback', 'rollback');
  expect(rig.page.states).toHaveLength(told);
  expect(rig.page.state).toMatchObject({ manifestVersion: version, pairingCode: null });
  await director.stop();
  await rig.restart();
  await rig.untilState((state) => state.manifestVersion === version, 'plays without network');
  expect(await factsOf(rig)).toMatchObject({ screenId: 'alun-alun', highest: { version } });
});

test('a device that was bound anew plays on until a fresh manifest of its new screen is there', async () => {
  const { rig, version } = await playingSecond();
  const { director } = rig;
  director.screenId = 'terminal';
  director.misbehave({ manifest: (manifest) => ({ ...manifest, version: manifest.version - 1 }) });
  const next = director.publish([{ id: 'terminal', bytes: picture(700) }]);
  const hellos = director.hellos.length;
  director.cutDevice();
  await director.until(() => director.hellos.length > hellos, 'hello');
  await director.until(() => director.applied.at(-1)?.refused?.code === 'rollback', 'recorded one refused');
  expect(rig.page.state).toMatchObject({ manifestVersion: version });
  expect((await factsOf(rig)).screenId).toBe('alun-alun');

  director.misbehave({});
  director.announce();
  await untilWhole(rig, next.version);
  await director.until(() => director.applied.at(-1)?.refused === null, 'acknowledged');
  expect(rig.page.state?.programme?.screenId).toBe('terminal');
  expect(await factsOf(rig)).toMatchObject({
    screenId: 'terminal',
    highest: { version: next.version },
    earlier: { 'alun-alun': { version } },
  });
});
