import { readFile, stat, statfs, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { deleteAsset, getAsset, getMedia, listAssets, listJobs } from '../../core/api/announcements.ts';
import { openDatabase } from '../../server/store/database.ts';
import { setSetting } from '../../server/store/settings.ts';
import { until } from '../../tools/api-client.ts';
import * as hostile from '../support/hostile-media.ts';
import { makeMedia } from '../support/make-media.ts';
import { leftIn, workFolder } from '../support/work-folder.ts';
import {
  addAgency,
  invite,
  refusal,
  setUp,
  testServer,
  type Person,
  type TestServer,
} from './support/running-server.ts';

/** All files of the server's data folder but its database and keys. */
const filesOf = async ({ dataDir }: TestServer): Promise<string[]> => {
  const names = await leftIn(dataDir);
  // One may go between being listed and being looked at.
  const isFile = async (name: string): Promise<boolean> =>
    (await stat(join(dataDir, name)).catch(() => null))?.isFile() === true;
  const files = await Promise.all(names.map(async (name) => ((await isFile(name)) ? name : '')));
  return files.filter((name) => /^(?:media|uploads|incoming|work)\//.test(name)).toSorted();
};

/** The files a job leaves, which go a moment after its outcome is told. */
const untilLeft = (server: TestServer, expected: string[]): Promise<true> =>
  until(async () => {
    const files = await filesOf(server);
    return files.join() === expected.toSorted().join() ? true : undefined;
  }, 10_000);

const meta = (fields: Record<string, string>): string =>
  Object.entries(fields)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',');

/** One tus request as any client may send it. */
const tus = (
  server: TestServer,
  person: Person | null,
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: Buffer,
) =>
  fetch(server.url + path, {
    method,
    headers: { 'tus-resumable': '1.0.0', cookie: person?.api.cookie ?? '', ...headers },
    body: body === undefined ? null : new Uint8Array(body),
  });

const create = (
  server: TestServer,
  person: Person | null,
  bytes: number,
  metadata = meta({ filename: 'a.mp4' }),
) =>
  tus(server, person, 'POST', '/api/uploads', {
    'upload-length': String(bytes),
    'upload-metadata': metadata,
  });

const patch = (server: TestServer, person: Person, path: string, offset: number, body: Buffer) =>
  tus(
    server,
    person,
    'PATCH',
    path,
    {
      'upload-offset': String(offset),
      'content-type': 'application/offset+octet-stream',
    },
    body,
  );

it('a real video is uploaded with progress, probed, gets a poster and can be watched', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const path = await makeMedia('videoPlain');
  const shares: number[] = [];
  const id = await admin.api.upload(path, (share) => shares.push(share));
  const asset = await admin.api.settledAsset(id);
  const { size } = await stat(path);
  expect(asset).toMatchObject({ state: 'ready', rejection: null, bytes: size, uploadedBy: admin.user.id });
  expect(asset.probe).toMatchObject({ kind: 'video' });
  expect(shares.at(-1)).toBe(1);

  const original = await admin.api.call(getMedia, { params: { sha256: asset.sha256 ?? '' } });
  expect(Buffer.from(await original.arrayBuffer()).equals(await readFile(path))).toBe(true);
  const poster = await admin.api.call(getMedia, { params: { sha256: asset.posterSha256 ?? '' } });
  expect(poster.type).toBe('image/jpeg');
  await untilLeft(server, [`media/${asset.sha256}`, `media/${asset.posterSha256}`]);
  const jobs = await until(async () => {
    const all = await admin.api.call(listJobs, {});
    return all.every((job) => job.state === 'done') ? all : undefined;
  });
  expect(jobs).toMatchObject([{ kind: 'accept', subjectId: id, progress: 1, error: null }]);
});

it('an upload goes on where the line broke, and a lost last answer does not send it twice', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const content = await readFile(await makeMedia('videoPlain'));
  const half = Math.floor(content.length / 2);
  const path = (await create(server, admin, content.length)).headers.get('location') ?? '';
  expect((await patch(server, admin, path, 0, content.subarray(0, half))).status).toBe(204);
  const head = await tus(server, admin, 'HEAD', path, {});
  expect(head.headers.get('upload-offset')).toBe(String(half));
  expect((await patch(server, admin, path, 0, content)).status).toBe(409);
  const last = await patch(server, admin, path, half, content.subarray(half));
  const id = last.headers.get('wawar-asset-id') ?? '';
  expect(await admin.api.settledAsset(id)).toMatchObject({ state: 'ready', name: 'a.mp4' });

  const again = await tus(server, admin, 'HEAD', path, {});
  expect(again.status).toBe(200);
  expect(again.headers.get('upload-offset')).toBe(String(content.length));
  expect(again.headers.get('wawar-asset-id')).toBe(id);
  expect(await admin.api.call(listAssets, {})).toHaveLength(1);
});

it('an upload can be taken back before it is whole', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const path = (await create(server, admin, 1000)).headers.get('location') ?? '';
  await patch(server, admin, path, 0, Buffer.alloc(10));
  expect(await filesOf(server)).toHaveLength(2);
  expect((await tus(server, admin, 'DELETE', path, {})).status).toBe(204);
  expect(await filesOf(server)).toEqual([]);
});

it('strangers, viewers, oversized and sizeless uploads are turned away before a byte is taken', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const viewer = await invite(server, admin, 'penonton', ['viewer']);
  const code = async (answer: Promise<Response>) => ((await (await answer).json()) as { code: string }).code;
  expect(await code(create(server, null, 10))).toBe('not_signed_in');
  expect(await code(create(server, viewer, 10))).toBe('forbidden');
  expect(await code(create(server, admin, 2 * 2 ** 30 + 1))).toBe('too_large');
  expect(await code(create(server, admin, 2 ** 49))).toBe('too_large');
  expect(await code(tus(server, admin, 'POST', '/api/uploads', { 'upload-defer-length': '1' }))).toBe(
    'invalid_request',
  );
  expect(await code(create(server, admin, 10, meta({ agencyId: 'nobody' })))).toBe('invalid_request');
  expect(await filesOf(server)).toEqual([]);
});

it('what unfinished uploads were promised counts as taken, also of two at once, until one is taken back or rests for an hour', async () => {
  const dataDir = await workFolder();
  const db = await openDatabase(join(dataDir, 'wawar.sqlite'));
  await db.transaction().execute((trx) => setSetting(trx, 'uploadLimitBytes', 2 ** 48));
  await db.destroy();
  const server = await testServer({ dataDir });
  const admin = await setUp(server);
  const { bavail, bsize } = await statfs(server.dataDir);
  const most = Math.floor(0.6 * bavail * bsize);
  const answers = await Promise.all([create(server, admin, most), create(server, admin, most)]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 507]);
  expect((await create(server, admin, most)).status).toBe(507);
  expect((await create(server, admin, 1000)).status).toBe(201);
  const path = answers.find(({ status }) => status === 201)?.headers.get('location') ?? '';
  await tus(server, admin, 'DELETE', path, {});
  const next = await create(server, admin, most);
  expect(next.status).toBe(201);

  // An hour without a byte: its room is for others, and it has to ask for it anew.
  const resting = next.headers.get('location') ?? '';
  const hourAgo = new Date(Date.now() - 3_600_000);
  await utimes(join(server.dataDir, 'uploads', basename(resting)), hourAgo, hourAgo);
  const other = await create(server, admin, most);
  expect(other.status).toBe(201);
  expect((await patch(server, admin, resting, 0, Buffer.alloc(10))).status).toBe(507);
  await tus(server, admin, 'DELETE', other.headers.get('location') ?? '', {});
  expect((await patch(server, admin, resting, 0, Buffer.alloc(10))).status).toBe(204);
  expect((await create(server, admin, most)).status).toBe(507);
});

it('an upload is nobody else’s to see, fill or take back', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const other = await invite(server, admin, 'humas', ['editor']);
  const path = (await create(server, admin, 1000)).headers.get('location') ?? '';
  expect((await tus(server, other, 'HEAD', path, {})).status).toBe(404);
  expect((await patch(server, other, path, 0, Buffer.alloc(10))).status).toBe(404);
  expect((await tus(server, other, 'DELETE', path, {})).status).toBe(404);
  expect((await tus(server, admin, 'HEAD', '/api/uploads/..%2F..%2Fwawar.sqlite', {})).status).toBe(404);
  const id = path.slice('/api/uploads/'.length);
  for (const detour of [`/api/uploads/x/${id}`, `/api/uploads//${id}`, `/api/uploads/x/${id}.json`]) {
    expect((await tus(server, null, 'HEAD', detour, {})).status).toBe(404);
    expect((await patch(server, other, detour, 0, Buffer.alloc(10))).status).toBe(404);
    expect((await tus(server, null, 'DELETE', detour, {})).status).toBe(404);
  }
  const own = (await create(server, other, 1000)).headers.get('location') ?? '';
  expect((await patch(server, other, `${own}?as=/${id}`, 0, Buffer.alloc(10))).status).toBe(204);
  expect((await tus(server, other, 'HEAD', own, {})).headers.get('upload-offset')).toBe('10');
  expect((await tus(server, other, 'DELETE', `${own}?as=/${id}`, {})).status).toBe(204);
  expect((await tus(server, admin, 'HEAD', path, {})).headers.get('upload-offset')).toBe('0');
});

it('more bytes than were announced are not kept', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const path = (await create(server, admin, 1000)).headers.get('location') ?? '';
  expect((await patch(server, admin, path, 0, Buffer.alloc(5000))).status).toBe(413);
  expect((await tus(server, admin, 'HEAD', path, {})).status).not.toBe(500);
  expect(await admin.api.call(listAssets, {})).toEqual([]);
});

it('a name from the uploader is shown clean and becomes no path', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const filename = '../../etc/\u202egpj.\u0007<b>poster</b>.png';
  const png = await readFile(await makeMedia('imageGreenCard'));
  const path = (await create(server, admin, png.length, meta({ filename }))).headers.get('location') ?? '';
  const id = (await patch(server, admin, path, 0, png)).headers.get('wawar-asset-id') ?? '';
  const asset = await admin.api.settledAsset(id);
  expect(asset).toMatchObject({ state: 'ready', name: 'b>.png' });
});

it('hostile uploads are refused with a reason, leave nothing behind, and the queue goes on', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const folder = await workFolder();
  const secret = join(folder, 'rahasia.ts');
  await writeFile(secret, await readFile(await makeMedia('videoPlain')));
  const bad = [
    await hostile.hlsNaming(await workFolder(), secret),
    await hostile.ffconcatNaming(await workFolder(), secret),
    await hostile.html(await workFolder()),
    await hostile.svg(await workFolder()),
    await hostile.zip(await workFolder()),
    await hostile.cutInHalf(await workFolder()),
    await hostile.pngOfSize(await workFolder(), 30_000, 30_000),
  ];
  const ids: string[] = [];
  for (const path of bad) ids.push(await admin.api.upload(path));
  const good = await admin.api.upload(await makeMedia('imageGreenCard'));

  expect(await admin.api.settledAsset(good)).toMatchObject({ state: 'ready' });
  const rejections = await Promise.all(ids.map((id) => admin.api.settledAsset(id)));
  expect(rejections.map(({ state, rejection }) => [state, rejection?.code])).toEqual([
    ['rejected', 'unsupported_format'],
    ['rejected', 'unsupported_format'],
    ['rejected', 'unsupported_format'],
    ['rejected', 'svg'],
    ['rejected', 'unsupported_format'],
    ['rejected', 'truncated'],
    ['rejected', 'too_many_pixels'],
  ]);
  const { sha256, posterSha256 } = await admin.api.call(getAsset, { params: { id: good } });
  await untilLeft(server, [`media/${sha256}`, `media/${posterSha256}`]);
});

it('a contributor’s files are their agency’s: others of it see them, other agencies do not', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const [health, traffic] = [await addAgency(admin, 'Dinkes'), await addAgency(admin, 'Dishub')];
  const nurse = await invite(server, admin, 'dinkes', ['contributor'], health.id);
  const colleague = await invite(server, admin, 'dinkes2', ['contributor'], health.id);
  const stranger = await invite(server, admin, 'dishub', ['contributor'], traffic.id);
  const id = await nurse.api.upload(await makeMedia('imageGreenCard'));
  const { sha256, agencyId } = await nurse.api.settledAsset(id);
  expect(agencyId).toBe(health.id);
  const params = { sha256: sha256 ?? '' };
  expect(await colleague.api.call(listAssets, {})).toHaveLength(1);
  await colleague.api.call(getMedia, { params });
  expect(await stranger.api.call(listAssets, {})).toEqual([]);
  expect(await refusal(stranger.api.call(getAsset, { params: { id } }))).toBe('other_agency');
  expect(await refusal(stranger.api.call(getMedia, { params }))).toBe('not_found');
  expect(await refusal(stranger.api.call(deleteAsset, { params: { id } }))).toBe('other_agency');
  const foreign = await create(server, stranger, 10, meta({ agencyId: health.id }));
  expect(foreign.status).toBe(403);
});

it('a deleted upload takes its files along', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const id = await admin.api.upload(await makeMedia('imageGreenCard'));
  await admin.api.settledAsset(id);
  await admin.api.call(deleteAsset, { params: { id } });
  expect(await refusal(admin.api.call(getAsset, { params: { id } }))).toBe('not_found');
  await untilLeft(server, []);
});

it('a stored file is served by range, cached for good, and never as a page', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const path = await makeMedia('videoPlain');
  const { sha256 } = await admin.api.settledAsset(await admin.api.upload(path));
  const content = await readFile(path);
  const get = (headers: Record<string, string>) =>
    fetch(`${server.url}/api/media/${sha256}`, { headers: { cookie: admin.api.cookie, ...headers } });

  const part = await get({ range: 'bytes=100-199' });
  expect(part.status).toBe(206);
  expect(part.headers.get('content-range')).toBe(`bytes 100-199/${content.length}`);
  expect(Buffer.from(await part.arrayBuffer()).equals(content.subarray(100, 200))).toBe(true);
  const tail = await get({ range: 'bytes=-10' });
  expect(Buffer.from(await tail.arrayBuffer()).equals(content.subarray(-10))).toBe(true);
  expect((await get({ range: `bytes=${content.length}-` })).status).toBe(416);
  const whole = await get({});
  expect(whole.headers.get('x-content-type-options')).toBe('nosniff');
  expect(whole.headers.get('content-security-policy')).toContain('sandbox');
  await whole.arrayBuffer();
  const known = await get({ 'if-none-match': whole.headers.get('etag') ?? '' });
  expect(known.status).toBe(304);
  expect((await fetch(`${server.url}/api/media/${sha256}`)).status).toBe(401);
});
