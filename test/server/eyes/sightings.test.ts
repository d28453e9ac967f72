import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it, onTestFinished } from 'vitest';
import { listAudit } from '../../../core/api/reports.ts';
import { listScreens, updateScreen } from '../../../core/api/screens.ts';
import {
  deleteSighting,
  getSightingPicture,
  listSightings,
  Sighting,
  takeSighting,
  uploadPhoto,
} from '../../../core/api/sightings.ts';
import { urlOf } from '../../../core/api/url.ts';
import { openDatabase } from '../../../server/store/database.ts';
import { ApiClient } from '../../../tools/api-client.ts';
import { startRtspCamera } from '../../support/rtsp-camera.ts';
import { city, type City } from '../director/support/city.ts';
import { invite, refusal, testServer, type Person } from '../support/running-server.ts';

const picture = (background: string, widthPx = 320) =>
  sharp({ create: { width: widthPx, height: 160, channels: 3, background } });

/** A camera's little web server. */
async function camera(answer: (req: IncomingMessage, res: ServerResponse) => void): Promise<string> {
  const server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

const setCamera = async (by: Person, { screen }: City, cameraUrl: string | null) => {
  const { id, ...body } = screen;
  return by.api.call(updateScreen, { params: { id }, body: { ...body, cameraUrl } });
};

const seenOf = (
  { editor, screen }: City,
  kind: Sighting['kind'] = 'camera',
  before: { beforeMs?: number; beforeId?: string } = {},
) => editor.api.call(listSightings, { params: { id: screen.id }, query: { kind, ...before } });

const take = ({ editor, screen }: City) => editor.api.call(takeSighting, { params: { id: screen.id } });

async function sendPhoto({ server, screen }: City, by: Person, photo: Buffer): Promise<Response> {
  return fetch(server.url + urlOf(uploadPhoto, { params: { id: screen.id } }), {
    method: 'POST',
    headers: { cookie: by.api.cookie, origin: server.url, 'content-type': 'image/jpeg' },
    body: new Uint8Array(photo),
  });
}

it('a camera’s still is fetched, made anew and kept, with who asked and when', async () => {
  const where = await city({ allowLoopbackCameras: true });
  const jpeg = await picture('#c8531e')
    .jpeg()
    .withExif({ IFD0: { Copyright: 'rahasia' } })
    .toBuffer();
  const asked: (string | undefined)[] = [];
  const host = await camera((req, res) => {
    asked.push(req.headers.authorization);
    res.setHeader('content-type', 'image/jpeg').end(jpeg);
  });
  await setCamera(where.admin, where, `http://pengamat:sandi@${host}/snap.jpg`);
  const sighting = await take(where);
  expect(sighting).toMatchObject({
    kind: 'camera',
    by: 'humas',
    datedBy: 'server',
    widthPx: 320,
    heightPx: 160,
  });
  expect(asked).toEqual([`Basic ${Buffer.from('pengamat:sandi').toString('base64')}`]);
  const kept = await where.editor.api.call(getSightingPicture, { params: { id: sighting.id } });
  const bytes = Buffer.from(await kept.arrayBuffer());
  expect(bytes.includes('rahasia')).toBe(false);
  expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 320 });
  expect(await seenOf(where)).toMatchObject({
    sightings: [sighting],
    camera: { isSet: true, failure: null },
  });
  const { rows } = await where.admin.api.call(listAudit, { query: {} });
  expect(JSON.stringify(rows)).toContain('sighting.camera');
  expect(JSON.stringify(rows)).not.toContain('sandi@');
});

it('a picture that was kept outlives a restart of the server, and the tidying of its store', async () => {
  const where = await city({ allowLoopbackCameras: true });
  const jpeg = await picture('#226688').jpeg().toBuffer();
  const host = await camera((_req, res) => res.end(jpeg));
  await setCamera(where.admin, where, `http://${host}/`);
  const { id, sha256 } = await take(where);
  await where.server.close();
  const again = await testServer({ dataDir: where.server.dataDir });
  const answer = await fetch(again.url + urlOf(getSightingPicture, { params: { id } }), {
    headers: { cookie: where.editor.api.cookie },
  });
  expect([answer.status, answer.headers.get('etag')]).toEqual([200, `"${sha256}"`]);
});

it('a frame of an RTSP stream is taken over one TCP connection', async () => {
  const where = await city({ allowLoopbackCameras: true });
  const rtsp = await startRtspCamera();
  onTestFinished(() => rtsp.close());
  await setCamera(where.admin, where, `rtsp://127.0.0.1:${String(rtsp.port)}/stream1`);
  expect(await take(where)).toMatchObject({ kind: 'camera', widthPx: 320, heightPx: 160 });
  expect(rtsp.asked.map((line) => line.split(' ')[0])).toEqual(
    expect.arrayContaining(['DESCRIBE', 'SETUP', 'PLAY']),
  );
});

it.each([
  [
    'a redirect',
    (_req: IncomingMessage, res: ServerResponse) => res.writeHead(302, { location: '/' }).end(),
    'refused',
  ],
  ['no picture', (_req: IncomingMessage, res: ServerResponse) => res.end('<svg/>'), 'unreadable'],
  [
    'an endless answer',
    (_req: IncomingMessage, res: ServerResponse) => {
      const more = () => {
        while (!res.destroyed && res.write(Buffer.alloc(2 ** 20)));
      };
      res.on('drain', more);
      more();
    },
    'too_large',
  ],
])('a camera that answers with %s brings nothing, and the page says so', async (_what, answer, code) => {
  const where = await city({ allowLoopbackCameras: true });
  await setCamera(where.admin, where, `http://${await camera((req, res) => void answer(req, res))}/`);
  expect(await refusal(take(where))).toBe('camera_failed');
  expect(await seenOf(where)).toMatchObject({ sightings: [], camera: { failure: { code } } });
});

it.each([
  'http://127.0.0.1:1/',
  'http://localhost:1/',
  'http://[::1]:1/',
  'http://[::ffff:127.0.0.1]:1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://0.0.0.0:1/',
  'http://2130706433/',
  'rtsp://127.0.0.1:1/',
  'http://[fe80::1]/',
])('the server never asks itself or its link for a picture: %s', async (cameraUrl) => {
  const where = await city();
  await setCamera(where.admin, where, cameraUrl);
  expect(await refusal(take(where))).toBe('camera_failed');
  expect((await seenOf(where)).camera.failure?.code).toBe('address');
});

it('only an administrator says where a camera is; a form that comes back keeps its password', async () => {
  const where = await city();
  expect(await refusal(setCamera(where.editor, where, 'http://10.1.2.3/snap'))).toBe('forbidden');
  await setCamera(where.admin, where, 'http://pengamat:sandi@10.1.2.3/snap');
  const [shown] = await where.editor.api.call(listScreens, {});
  expect(shown?.cameraUrl).toBe('http://10.1.2.3/snap');
  await setCamera(where.editor, where, 'http://10.1.2.3/snap');
  expect(await refusal(setCamera(where.editor, where, null))).toBe('forbidden');
  await setCamera(where.admin, where, null);
  expect((await seenOf(where)).camera.isSet).toBe(false);
  expect(await refusal(take(where))).toBe('camera_missing');
});

it('a crew’s photo keeps its own date, and nothing else of what the phone wrote into it', async () => {
  const where = await city();
  const crew = await invite(where.server, where.admin, 'kru', ['crew']);
  const takenAtMs = Math.floor((Date.now() - 3_600_000) / 1000) * 1000;
  const jakarta = new Date(takenAtMs + 7 * 3_600_000)
    .toISOString()
    .slice(0, 19)
    .replace('T', ' ')
    .replaceAll('-', ':');
  const photo = await picture('#336699', 2400)
    .jpeg()
    .withExif({
      IFD2: { DateTimeOriginal: jakarta },
      IFD3: { GPSLatitude: '6/1 12/1 0/1', GPSLatitudeRef: 'S' },
    })
    .toBuffer();
  const answer = await sendPhoto(where, crew, photo);
  expect(answer.status).toBe(200);
  const sighting = Sighting.parse(await answer.json());
  expect(sighting).toMatchObject({ kind: 'photo', by: 'kru', takenAtMs, datedBy: 'phone', widthPx: 1280 });
  const kept = await where.editor.api.call(getSightingPicture, { params: { id: sighting.id } });
  expect((await sharp(Buffer.from(await kept.arrayBuffer())).metadata()).exif).toBeUndefined();
});

it.each([
  ['of next year', '2099:01:01 10:00:00'],
  ['of long ago', '2001:01:01 10:00:00'],
  ['that is none', 'kemarin sore'],
])('a date %s is not believed: the server’s own counts', async (_what, date) => {
  const where = await city();
  const beforeMs = Date.now();
  const photo = await picture('#336699')
    .jpeg()
    .withExif({ IFD2: { DateTimeOriginal: date } })
    .toBuffer();
  const sighting = Sighting.parse(await (await sendPhoto(where, where.editor, photo)).json());
  expect(sighting.datedBy).toBe('server');
  expect(sighting.takenAtMs).toBeGreaterThanOrEqual(beforeMs);
});

it('what is no photo is refused, and a photo nobody should see is removed by an administrator', async () => {
  const where = await city();
  const viewer = await invite(where.server, where.admin, 'pemirsa', ['viewer']);
  const photo = await picture('#336699').jpeg().toBuffer();
  expect((await sendPhoto(where, viewer, photo)).status).toBe(403);
  expect((await sendPhoto(where, where.editor, Buffer.from('bukan foto'))).status).toBe(422);
  expect((await sendPhoto(where, where.editor, photo.subarray(0, 200))).status).toBe(422);
  const { id } = Sighting.parse(await (await sendPhoto(where, where.editor, photo)).json());
  expect(await refusal(where.editor.api.call(deleteSighting, { params: { id } }))).toBe('forbidden');
  await where.admin.api.call(deleteSighting, { params: { id } });
  expect((await seenOf(where, 'photo')).sightings).toEqual([]);
});

it('a photo stays in reach however much a camera brings, and all there ever was can be leafed through', async () => {
  const where = await city();
  const photo = await picture('#336699').jpeg().toBuffer();
  const kept = Sighting.parse(await (await sendPhoto(where, where.editor, photo)).json());
  await where.server.close();
  const db = await openDatabase(join(where.server.dataDir, 'wawar.sqlite'));
  const { sha256, widthPx: width_px, heightPx: height_px, screenId: screen_id } = kept;
  const common = { screen_id, sha256, width_px, height_px, dated_by: 'server' as const, by_user: null };
  // Several at the same instant, as photos of one second are.
  const seen = Array.from({ length: 30 }, (_, n) => ({
    ...{ id: `kamera-${String(n).padStart(2, '0')}`, kind: 'camera' as const, ...common },
    ...{ taken_at_ms: kept.takenAtMs + 1000 * Math.ceil(n / 4), received_at_ms: kept.takenAtMs },
  }));
  await db.insertInto('sightings').values(seen).execute();
  await db.destroy();

  const again = await testServer({ dataDir: where.server.dataDir });
  const api = new ApiClient(again.url, where.editor.api.cookie);
  const later = { ...where, editor: { ...where.editor, api } };
  expect(await seenOf(later, 'photo')).toMatchObject({ sightings: [kept], hasOlder: false });
  const leafed: string[] = [];
  let leaf = await seenOf(later);
  for (let leaves = 1; ; leaves += 1) {
    leafed.push(...leaf.sightings.map(({ id }) => id));
    const last = leaf.sightings.at(-1);
    if (!leaf.hasOlder || last === undefined) {
      expect(leaves).toBe(3);
      break;
    }
    leaf = await seenOf(later, 'camera', { beforeMs: last.takenAtMs, beforeId: last.id });
  }
  expect(leafed).toEqual(seen.map(({ id }) => id).reverse());
});
