import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { ok } from '../../../core/model/result.ts';
import type { Manifest } from '../../../core/model/programme.ts';
import type { ReleaseRef } from '../../../core/trust/index.ts';
import type { LaunchFacts } from '../../../main/launcher/protocol.ts';
import { openLife, type LifeOptions } from '../../../main/life.ts';
import type { LauncherLink } from '../../../main/software/launcher-link.ts';
import { SoftwareUpdates, type UpdatesOptions } from '../../../main/software/updates.ts';
import type { Session } from '../../../main/sync/session.ts';
import { manifest, NOW_MS, programme, shaOf } from '../../core/trust/samples.ts';
import { made, pairedHome, put, ROOT, ROOT_SHA256, silentLog, until } from '../launcher/rig.ts';

/** The launcher's end of a player that runs release 1 from slot a. */
function linkTo(facts: Partial<LaunchFacts>) {
  const said: unknown[] = [];
  const link = {
    facts: {
      ...{ home: '/nowhere', slot: 'a', shell: 'kiosk', isTrial: false, highest: null },
      ...{ failed: [], refused: [], previous: null, release: { version: 1, sha256: shaOf('running') } },
      ...facts,
    },
    events: new EventEmitter(),
    say: (message: unknown) => said.push(message),
  };
  return { link: link as unknown as LauncherLink, said };
}

const holdingOf = (software: ReleaseRef, changes: Partial<Manifest['programme']> = {}) =>
  ({
    current: { manifest: manifest({ software, programme: { ...programme, ...changes } }) },
  }) as UpdatesOptions['holding'];

/** Time that goes on by a minute with every look. */
function minutes() {
  let nowMs = 0;
  return () => (nowMs += 60_000);
}

const session = {} as Session;
const clock = { nowMs: () => NOW_MS } as UpdatesOptions['clock'];

test.each([
  ['waits for a quiet hour', false, []],
  ['is asked for at once in safe mode', true, ['switch']],
])('a release that is ready in the midst of the day %s', async (_, isSafe, asked) => {
  const home = await pairedHome();
  const next = await made(2, 'healthy');
  await put(home, 'b', next);
  const { link, said } = linkTo({ home });
  const events: string[] = [];
  const updates = new SoftwareUpdates({
    link,
    holding: holdingOf(
      { version: 2, sha256: next.sha256 },
      { operatingHours: { from: '05:00', to: '22:00' } },
    ),
    store: { anchor: { data: { pinnedSha256: ROOT_SHA256, roots: [ROOT] } } } as UpdatesOptions['store'],
    clock,
    faults: { raise: () => undefined, settle: () => undefined } as unknown as UpdatesOptions['faults'],
    api: {
      isOpen: true,
      release: () => Promise.resolve(ok(next.envelope)),
    } as unknown as UpdatesOptions['api'],
    isSafe,
    monotonicMs: minutes(),
    log: { ...silentLog, info: (event) => void events.push(event) },
  });
  updates.online(session);
  updates.refresh();
  await until(() => events.includes('software_ready'), 'the release to be ready');
  await updates.close();
  expect(said.map((message) => (message as { type: string }).type)).toEqual(asked);
});

test('a player in safe mode asks for another release, though not for one that was given up here', async () => {
  const givenUp = { version: 2, sha256: shaOf('given up') };
  const { link } = linkTo({ failed: [givenUp.sha256] });
  const told: string[] = [];
  const life = openLife({
    launcher: link,
    isSafe: true,
    usbDirs: [],
    serverUrl: new URL('http://127.0.0.1:9/'),
    holding: holdingOf(givenUp),
    onAir: { events: new EventEmitter(), showing: () => [] },
    clock,
    time: { nowMs: () => NOW_MS, monotonicMs: minutes() },
    faults: { raise: (code: string, detail: string) => told.push(`${code} ${detail}`) },
    link: { isOpen: () => true },
    isBlanked: () => true,
    log: silentLog,
  } as unknown as LifeOptions);
  life.online(session);
  life.refresh();
  await until(() => told.some((one) => one.startsWith('software_refused 2: given_up')), 'the refusal');
  await life.close();
});
