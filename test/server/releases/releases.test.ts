import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  addRelease,
  assignRelease,
  deleteRelease,
  getDeviceRelease,
  getDeviceReleaseFile,
  getSoftware,
  putReleaseFile,
  setReleaseKey,
} from '../../../core/api/releases.ts';
import { createGroup, updateScreen } from '../../../core/api/screens.ts';
import { urlOf } from '../../../core/api/url.ts';
import { Envelope, openRelease, publicKeyOf, signerFromSeed } from '../../../core/trust/index.ts';
import { made, type Made } from '../../main/launcher/rig.ts';
import { city, evergreen, pairedDevice, type City } from '../director/support/city.ts';
import { refusal } from '../support/running-server.ts';

const maker = signerFromSeed(randomBytes(32));

async function putFile(
  { admin, server }: City,
  { sha256 }: Made,
  fileSha256: string,
  body: Uint8Array<ArrayBuffer>,
) {
  const url = server.url + urlOf(putReleaseFile, { params: { sha256, fileSha256 } });
  const headers = {
    cookie: admin.api.cookie,
    origin: server.url,
    'content-type': 'application/octet-stream',
  };
  const answer = await fetch(url, { method: 'PUT', headers, body });
  return answer.ok ? 'ok' : ((await answer.json()) as { code: string }).code;
}

async function upload(where: City, release: Made): Promise<void> {
  const { missing } = await where.admin.api.call(addRelease, { body: release.envelope });
  for (const sha256 of missing) {
    const path = release.release.files.find((file) => file.sha256 === sha256)?.path ?? '';
    expect(
      await putFile(where, release, sha256, new Uint8Array(await readFile(join(release.folder, path)))),
    ).toBe('ok');
  }
}

const trustMaker = ({ admin }: City, key = maker.publicKey.ed25519) =>
  admin.api.call(setReleaseKey, { body: { ed25519: key } });

test('a release is kept only if the key the root names signed it, and only with the files it names', async () => {
  const where = await city();
  const { api } = where.admin;
  const release = await made(1, 'healthy', { signer: maker });
  expect(await refusal(api.call(addRelease, { body: release.envelope }))).toBe('release_refused');
  await trustMaker(where);
  const info = await api.call(addRelease, { body: release.envelope });
  expect(info.missing).toHaveLength(release.release.files.length);
  expect(await refusal(api.call(assignRelease, { body: { groupId: null, sha256: info.sha256 } }))).toBe(
    'release_incomplete',
  );

  const file = release.release.files.find(({ path }) => path === 'kiosk/kiosk.js')!;
  expect(await putFile(where, release, file.sha256, new Uint8Array(file.bytes))).toBe('release_refused');
  expect(await putFile(where, release, file.sha256, new Uint8Array(file.bytes + 1))).toBe('too_large');
  expect(await putFile(where, release, 'a'.repeat(64), new Uint8Array(1))).toBe('not_found');
  await upload(where, release);
  expect((await api.call(getSoftware, {})).releases[0]?.missing).toEqual([]);

  const other = await made(1, 'crashes', { signer: maker });
  expect(await refusal(api.call(addRelease, { body: other.envelope }))).toBe('release_refused');
});

test('a key that has another role is not trusted for software, and a new root goes on naming the one that is', async () => {
  const where = await city();
  await trustMaker(where);
  const { root } = await pairedDevice(where);
  const publisher = root?.keys.find(({ keyid }) => root.roles.publisher.keyids.includes(keyid));
  expect(await refusal(trustMaker(where, publisher?.ed25519))).toBe('invalid_request');
  await trustMaker(where, publicKeyOf(randomBytes(32)).ed25519);
  expect((await where.admin.api.call(getSoftware, {})).keys).toHaveLength(1);
});

test('a group’s release, else everybody’s, is in the manifest; it and nothing else is handed to the screen', async () => {
  const where = await city();
  const { api } = where.admin;
  await evergreen(where);
  await trustMaker(where);
  const [first, second] = [
    await made(1, 'healthy', { signer: maker }),
    await made(2, 'healthy', { signer: maker }),
  ];
  await upload(where, first);
  await upload(where, second);
  const device = await pairedDevice(where);
  const named = async () => (await device.fetchManifest()).software;
  expect(await named()).toBeNull();

  await api.call(assignRelease, { body: { groupId: null, sha256: first.sha256 } });
  expect(await named()).toEqual({ version: 1, sha256: first.sha256 });
  expect(await refusal(api.call(deleteRelease, { params: { sha256: first.sha256 } }))).toBe('in_use');
  expect((await device.fetch(urlOf(getDeviceRelease, { params: { sha256: second.sha256 } }))).status).toBe(
    404,
  );
  const answer = await device.fetch(urlOf(getDeviceRelease, { params: { sha256: first.sha256 } }));
  const envelope = Envelope.parse(await answer.json());
  expect(device.root && openRelease(envelope, device.root).ok).toBe(true);
  const file = first.release.files[0]!;
  const path = urlOf(getDeviceReleaseFile, { params: { sha256: first.sha256, fileSha256: file.sha256 } });
  const part = await device.fetch(path, { headers: { range: 'bytes=10-' } });
  expect(part.status).toBe(206);
  expect((await part.arrayBuffer()).byteLength).toBe(file.bytes - 10);

  const group = await api.call(createGroup, { body: { name: 'Pusat' } });
  const { id, ...spec } = where.screen;
  await api.call(updateScreen, { params: { id }, body: { ...spec, groupId: group.id } });
  await api.call(assignRelease, { body: { groupId: group.id, sha256: second.sha256 } });
  expect(await named()).toEqual({ version: 2, sha256: second.sha256 });
  const seen = (await api.call(getSoftware, {})).screens.find(({ screenId }) => screenId === id);
  expect(seen).toMatchObject({ state: 'unknown', assigned: { version: 2 }, software: 'test', running: null });
  await api.call(assignRelease, { body: { groupId: group.id, sha256: null } });
  await api.call(assignRelease, { body: { groupId: null, sha256: null } });
  expect(await named()).toBeNull();
  await api.call(deleteRelease, { params: { sha256: first.sha256 } });
  expect((await api.call(getSoftware, {})).releases.map(({ version }) => version)).toEqual([2]);
});
