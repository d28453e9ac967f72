import { readdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withdrawAnnouncement } from '../../../core/api/announcements.ts';
import { publish } from '../../../core/api/schedule.ts';
import { postUsbPlays } from '../../../core/api/usb.ts';
import { UsbLoadFile } from '../../../core/protocol/usb.ts';
import { Envelope } from '../../../core/trust/index.ts';
import { until } from '../../../tools/api-client.ts';
import { addScreen, allDay, approve, inReview, plan } from '../../server/director/support/city.ts';
import { refusal } from '../../server/support/running-server.ts';
import { damage } from '../launcher/rig.ts';
import { refusalOf, site, versionOf, type Site } from './rig.ts';

/** Something new for the screen: approved, planned and published. */
async function onAir({ where }: Site, name: string) {
  const announcement = await approve(where, await inReview(where, name));
  await plan(where, allDay(announcement.id));
  await where.editor.api.call(publish, {});
  return announcement;
}

const titles = ({ page }: Site) => page.state?.programme?.items.map(({ title }) => title) ?? [];
const eventually = (holds: () => boolean) => until(async () => (holds() ? true : undefined), 20_000);
const loadPath = (stick: string, id: string) => join(stick, 'screens', id, 'load.json');
const edit = async (path: string, change: (file: UsbLoadFile) => unknown) => {
  const file = UsbLoadFile.parse(JSON.parse(await readFile(path, 'utf8')));
  await writeFile(path, JSON.stringify(change(file)));
};

test('a stick brings the programme, its media and its leases to a screen without network', async () => {
  const at = await site();
  await onAir(at, 'Pekan Imunisasi');
  const before = versionOf(at);
  await at.plug();
  await eventually(() => versionOf(at) > before);
  await eventually(() => titles(at).includes('Judul Pekan Imunisasi'));
  expect(at.player.status().media).toMatchObject({ missing: 0 });
  expect(at.page.state?.unavailable).toEqual([]);
  expect(refusalOf(at)).toBeUndefined();
  // And after a power cut, from its own disk.
  const taken = versionOf(at);
  await at.unplug();
  await at.restart();
  expect(versionOf(at)).toBe(taken);
  expect(at.player.status().media.missing).toBe(0);
});

test('a withdrawal reaches it by stick as well', async () => {
  const at = await site();
  const { id } = await onAir(at, 'Bursa Kerja');
  await at.plug();
  await eventually(() => titles(at).includes('Judul Bursa Kerja'));
  await at.unplug();
  await at.where.editor.api.call(withdrawAnnouncement, {
    params: { id },
    body: { reason: 'keliru' },
  });
  const before = versionOf(at);
  await at.plug();
  await eventually(() => (at.page.state?.manifestVersion ?? 0) > before);
  const items = at.page.state?.programme?.items ?? [];
  const gone = new Set(at.page.state?.programme?.withdrawn.map(({ itemId }) => itemId));
  expect(items.filter((item) => item.announcementId === id).every((item) => gone.has(item.id))).toBe(true);
});

type Spoil = (stick: string, id: string) => Promise<void>;
const SPOILED: readonly (readonly [string, RegExp, Spoil])[] = [
  ['cut short', /unknown_schema/, async (stick, id) => truncate(loadPath(stick, id), 500)],
  [
    'with one byte of a picture changed',
    /hash_mismatch/,
    async (stick) => {
      for (const name of await readdir(join(stick, 'media'))) await damage(join(stick, 'media', name));
    },
  ],
  ['without its media', /unreadable/, async (stick) => rm(join(stick, 'media'), { recursive: true })],
  [
    'with a link in the place of its load',
    /unknown_schema/,
    async (stick, id) => {
      await rm(loadPath(stick, id));
      await symlink('/etc/hostname', loadPath(stick, id));
    },
  ],
  [
    'with an unknown field',
    /unknown_schema/,
    async (stick, id) => edit(loadPath(stick, id), (file) => ({ ...file, more: 1 })),
  ],
  [
    'with a signature that does not fit',
    /bad_signature|wrong_key/,
    async (stick, id) =>
      edit(loadPath(stick, id), (file) => ({
        ...file,
        load: { ...file.load, signatures: file.bundle.manifest.signatures },
      })),
  ],
  [
    'without approvals',
    /uncovered/,
    async (stick, id) =>
      edit(loadPath(stick, id), (file) => ({ ...file, bundle: { ...file.bundle, approvals: [] } })),
  ],
];

describe('a stick is refused, and nothing changes,', () => {
  test(`${SPOILED.map(([how]) => how).join(', ')}; a good one right after is taken`, async () => {
    const at = await site();
    await onAir(at, 'Gerakan Pangan');
    const before = versionOf(at);
    for (const [how, expected, spoil] of SPOILED) {
      await at.plug((stick) => spoil(stick, at.where.screen.id));
      await eventually(() => expected.test(refusalOf(at) ?? ''));
      expect(versionOf(at), how).toBe(before);
      expect(titles(at), how).not.toContain('Judul Gerakan Pangan');
      await at.unplug();
    }
    await at.plug();
    await eventually(() => versionOf(at) > before && refusalOf(at) === undefined);
  });

  test('made for another screen', async () => {
    const at = await site();
    const other = await addScreen(at.where.editor, 'Videotron Pasar');
    await onAir(at, 'Cegah Demam');
    const before = versionOf(at);
    const { id } = at.where.screen;
    await at.plug(async (stick) => {
      await rename(join(stick, 'screens', other.id), join(stick, 'screens', id));
    }, other);
    await eventually(() => refusalOf(at) !== undefined);
    expect(refusalOf(at)).toMatch(/wrong_recipient/);
    expect(versionOf(at)).toBe(before);
  });

  test('older than what is held, also with the newer one’s leases beside it', async () => {
    const at = await site();
    await onAir(at, 'satu');
    let older = '';
    await at.plug(async (stick) => {
      older = await readFile(loadPath(stick, at.where.screen.id), 'utf8');
    });
    await eventually(() => titles(at).includes('Judul satu'));
    await at.unplug();
    await onAir(at, 'dua');
    await at.plug();
    await eventually(() => titles(at).includes('Judul dua'));
    const held = versionOf(at);
    await at.unplug();
    await at.plug((stick) => writeFile(loadPath(stick, at.where.screen.id), older));
    await eventually(() => refusalOf(at) !== undefined);
    expect(refusalOf(at)).toMatch(/rollback/);
    await at.unplug();
    const { bundle } = UsbLoadFile.parse(JSON.parse(older));
    await at.plug((stick) => edit(loadPath(stick, at.where.screen.id), (file) => ({ ...file, bundle })));
    await eventually(() => refusalOf(at) !== undefined);
    expect(versionOf(at)).toBe(held);
  });
});

describe('plays', () => {
  const files = async (stick: string) =>
    (await readdir(join(stick, 'plays')).catch(() => [])).filter((name) => name.endsWith('.json'));
  const envelopes = async (stick: string) =>
    Promise.all(
      (await files(stick)).map(async (name) =>
        Envelope.parse(JSON.parse(await readFile(join(stick, 'plays', name), 'utf8'))),
      ),
    );

  test('go back on the stick signed, count once, stay until central has them, and then go', async () => {
    const at = await site();
    const item = at.page.state?.programme?.items.find(({ kind }) => kind !== 'ticker')?.id ?? '';
    for (let n = 0; n < 3; n += 1) at.page.played(item, Date.now() - 60_000 + n * 5000);
    await eventually(() => at.player.status().showing.length > 0);
    const api = at.where.editor.api;
    let stick = await at.plug();
    await until(async () => ((await envelopes(stick)).length > 0 ? true : undefined));
    const brought = (await envelopes(stick))[0];
    if (brought === undefined) throw new Error('no plays on the stick');
    const first = await api.call(postUsbPlays, { body: brought });
    expect(first).toMatchObject({ screenId: at.where.screen.id, plays: first.stored });
    expect(first.stored).toBeGreaterThan(0);
    expect(await api.call(postUsbPlays, { body: brought })).toMatchObject({ stored: 0 });

    const payload = Buffer.from(brought.payload, 'base64')
      .toString()
      .replace('"complete":true', '"complete":false');
    const changed = { ...brought, payload: Buffer.from(payload).toString('base64') };
    expect(await refusal(api.call(postUsbPlays, { body: changed }))).toBe('usb_plays_refused');

    // The next stick says what central has; those leave the player, new ones go on with their numbers.
    await at.unplug();
    at.page.played(item, Date.now());
    stick = await at.plug();
    const sequences = (envelope: Envelope) =>
      (
        JSON.parse(Buffer.from(envelope.payload, 'base64').toString()) as { plays: { sequence: number }[] }
      ).plays.map(({ sequence }) => sequence);
    const had = Math.max(...sequences(brought));
    // A stick that is looked at before all of it is there gets every play first.
    const onlyNew = (all: Envelope[]) =>
      all.length > 0 && all.flatMap(sequences).every((sequence) => sequence > had) ? true : undefined;
    await until(async () => onlyNew(await envelopes(stick)));
  });
});

test('[F36] a stick pulled out while it is read leaves the old programme, and the next one brings the new', async () => {
  const at = await site();
  await onAir(at, 'Alih Arus');
  const before = versionOf(at);
  await at.plug(async (stick) => {
    // What a stick that was pulled half way still gives: the load, and the beginnings of the media.
    for (const name of await readdir(join(stick, 'media'))) await truncate(join(stick, 'media', name), 10);
  });
  await eventually(() => refusalOf(at) !== undefined);
  await at.restart();
  expect(versionOf(at)).toBe(before);
  expect(at.player.status().media.missing).toBe(0);
  await at.unplug();
  await at.plug();
  await eventually(() => versionOf(at) > before);
  expect(at.player.status().media.missing).toBe(0);
});
