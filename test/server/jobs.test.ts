import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  cancelJob,
  createAnnouncement,
  getAnnouncement,
  getAsset,
  getMedia,
  listJobs,
  renderAnnouncementAgain,
  submitAnnouncement,
} from '../../core/api/announcements.ts';
import { createArea } from '../../core/api/people.ts';
import { listAudit } from '../../core/api/reports.ts';
import { createScreen } from '../../core/api/screens.ts';
import type { Announcement, AnnouncementContent } from '../../core/model/catalogue.ts';
import { measureLoudness, probeMedia } from '../../media/index.ts';
import { openDatabase } from '../../server/store/database.ts';
import { ApiClient, until } from '../../tools/api-client.ts';
import { makeMedia } from '../support/make-media.ts';
import { contentWith, screenWith } from './support/content.ts';
import { addAgency, invite, refusal, setUp, testServer, type Person } from './support/running-server.ts';

async function submitted(person: Person, content: AnnouncementContent): Promise<string> {
  const { id } = await person.api.call(createAnnouncement, { body: content });
  await person.api.call(submitAnnouncement, { params: { id }, body: { revision: 1 } });
  return id;
}

const rendered = (api: ApiClient, id: string): Promise<Announcement> =>
  until(async () => {
    const announcement = await api.call(getAnnouncement, { params: { id } });
    return announcement.rendering === 'running' ? undefined : announcement;
  });

const readyAsset = async ({ api }: Person, path: string): Promise<string> => {
  const id = await api.upload(path);
  expect(await api.settledAsset(id)).toMatchObject({ state: 'ready' });
  return id;
};

it('submitting makes one video for each panel size and the sound for the car', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const agency = await addAgency(admin);
  for (const [name, width, height] of [
    ['Alun-alun', 192, 96],
    ['Kenanga', 320, 160],
    ['Flamboyan', 192, 96],
  ] as const) {
    await admin.api.call(createScreen, { body: screenWith(name, width, height) });
  }
  const outputs = { screen: true, ticker: true, mobile: true };
  const script = 'Perekaman KTP elektronik hadir di kantor kelurahan.';
  const screenAssetId = await readyAsset(admin, await makeMedia('videoRotated'));
  const id = await submitted(admin, contentWith(agency.id, { outputs, script, screenAssetId }));
  const { rendering, renditions } = await rendered(admin.api, id);

  expect(rendering).toBe('ready');
  expect(
    renditions.map(({ kind, widthPx, heightPx, durationMs }) => [kind, widthPx, heightPx, durationMs]),
  ).toEqual([
    ['video', 192, 96, 2000],
    ['video', 320, 160, 2000],
    ['audio', null, null, expect.any(Number)],
  ]);
  const [video, , audio] = renditions;
  const stored = (sha256: string | undefined): string => join(server.dataDir, 'media', sha256 ?? '');
  expect(await probeMedia(stored(video?.sha256))).toMatchObject({
    value: { video: { widthPx: 192, heightPx: 96, rotationDeg: 0 } },
  });
  expect(await measureLoudness(stored(audio?.sha256))).toMatchObject({ ok: true });
  const file = await admin.api.call(getMedia, { params: { sha256: audio?.sha256 ?? '' } });
  expect(file.type).toBe('audio/mpeg');
});

it('only panels inside the announcement’s areas are rendered for', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const agency = await addAgency(admin);
  const area = (name: string, code: string, level: 'district' | 'village', parentId: string | null) =>
    admin.api.call(createArea, { body: { name, code, level, parentId } });
  const district = await area('Tirta', '97.71.01', 'district', null);
  const inside = await area('Karangseruni', '97.71.01.1001', 'village', district.id);
  const outside = await area('Sukatirta', '97.71.02.1001', 'village', null);
  await admin.api.call(createScreen, { body: screenWith('A', 192, 96, { areaId: inside.id }) });
  await admin.api.call(createScreen, { body: screenWith('B', 320, 160, { areaId: outside.id }) });
  const screenAssetId = await readyAsset(admin, await makeMedia('imageGreenCard'));
  const outputs = { screen: true, ticker: false, mobile: false };
  const id = await submitted(
    admin,
    contentWith(agency.id, { outputs, screenAssetId, areaIds: [district.id] }),
  );
  const { renditions } = await rendered(admin.api, id);
  expect(renditions).toMatchObject([{ kind: 'image', widthPx: 192, heightPx: 96, durationMs: null }]);

  const again = await submitted(admin, contentWith(agency.id, { outputs, screenAssetId }));
  const both = await rendered(admin.api, again);
  expect(both.renditions.map(({ widthPx }) => widthPx)).toEqual([192, 320]);
  // The same input for the same panel is the same file.
  expect(both.renditions[0]).toEqual(renditions[0]);
});

it('what cannot be rendered fails with its reason, and the queue goes on', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const agency = await addAgency(admin);
  const screenAssetId = await readyAsset(admin, await makeMedia('imageGreenCard'));
  const outputs = { screen: true, ticker: false, mobile: false };
  const nowhere = await submitted(admin, contentWith(agency.id, { outputs, screenAssetId }));
  expect(await rendered(admin.api, nowhere)).toMatchObject({ rendering: 'failed', renditions: [] });

  const silence = await readyAsset(admin, await makeMedia('audioSilence'));
  const mute = contentWith(agency.id, {
    outputs: { screen: false, ticker: false, mobile: true },
    audioAssetId: silence,
  });
  expect(await rendered(admin.api, await submitted(admin, mute))).toMatchObject({ rendering: 'failed' });
  const line = await submitted(admin, contentWith(agency.id));
  expect(await rendered(admin.api, line)).toMatchObject({ rendering: 'ready', renditions: [] });

  const failed = (await admin.api.call(listJobs, {})).filter(({ state }) => state === 'failed');
  expect(failed.map(({ error }) => error?.code)).toEqual(['no_screens', 'silent']);
});

it('work that was running when the server stopped is done by the next one, what was finished of it is kept', async () => {
  const first = await testServer();
  const admin = await setUp(first);
  const agency = await addAgency(admin);
  await admin.api.call(createScreen, { body: screenWith('A', 64, 32) });
  await admin.api.call(createScreen, { body: screenWith('B', 640, 320) });
  const path = await makeMedia('videoPlain');
  const screenAssetId = await readyAsset(admin, path);
  const { posterSha256 } = await admin.api.call(getAsset, { params: { id: screenAssetId } });
  const outputs = { screen: true, ticker: false, mobile: false };
  // A minute of air time takes long enough to be caught at the second of its two files.
  const content = contentWith(agency.id, { outputs, screenAssetId, airDurationMs: 60_000 });
  const id = await submitted(admin, content);
  await until(async () => {
    const jobs = await admin.api.call(listJobs, {});
    return jobs.find(({ kind, progress }) => kind === 'render' && progress > 0.5);
  });
  const uploaded = await admin.api.upload(await makeMedia('imageGreenCard'));
  await first.close();
  const stored = (sha256: string): string => join(first.dataDir, 'media', sha256);
  const uploads = [
    createHash('sha256')
      .update(await readFile(path))
      .digest('hex'),
    posterSha256,
  ];
  const kept = (await readdir(join(first.dataDir, 'media'))).filter((name) => !uploads.includes(name));
  const ages = await Promise.all(kept.map(async (name) => (await stat(stored(name))).mtimeMs));

  const second = await testServer({ dataDir: first.dataDir });
  const api = new ApiClient(second.url, admin.api.cookie);
  expect(await api.settledAsset(uploaded)).toMatchObject({ state: 'ready' });
  const { rendering, renditions } = await rendered(api, id);
  expect([rendering, renditions.map(({ widthPx }) => widthPx)]).toEqual(['ready', [64, 640]]);
  expect(kept).toContain(renditions[0]?.sha256);
  expect(await Promise.all(kept.map(async (name) => (await stat(stored(name))).mtimeMs))).toEqual(ages);
  const jobs = await until(async () => {
    const all = await api.call(listJobs, {});
    return all.every(({ state }) => state === 'done') ? all : undefined;
  });
  expect(jobs).toHaveLength(3);
});

it('whoever may write stops a job, and its announcement can be rendered again', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const agency = await addAgency(admin);
  const other = await addAgency(admin, 'Dishub');
  const stranger = await invite(server, admin, 'dishub', ['contributor'], other.id);
  await admin.api.call(createScreen, { body: screenWith('A', 640, 320) });
  const screenAssetId = await readyAsset(admin, await makeMedia('videoPlain'));
  const outputs = { screen: true, ticker: false, mobile: false };
  const content = contentWith(agency.id, { outputs, screenAssetId, airDurationMs: 60_000 });
  const id = await submitted(admin, content);
  const job = await until(async () => {
    const jobs = await admin.api.call(listJobs, {});
    return jobs.find(({ subjectId, progress }) => subjectId === id && progress > 0.1);
  });
  expect(job).toMatchObject({ state: 'running', kind: 'render', priority: 'normal' });
  const params = { id: job.id };
  expect(await refusal(stranger.api.call(cancelJob, { params }))).toBe('other_agency');
  expect(await admin.api.call(cancelJob, { params })).toMatchObject({
    state: 'cancelled',
    remainingMs: null,
  });
  expect(await refusal(admin.api.call(cancelJob, { params }))).toBe('wrong_state');
  expect(await admin.api.call(getAnnouncement, { params: { id } })).toMatchObject({
    rendering: 'failed',
    renditions: [],
  });
  await until(async () => ((await readdir(join(server.dataDir, 'work'))).length === 0 ? true : undefined));
  const { rows } = await admin.api.call(listAudit, {});
  expect(rows[0]).toMatchObject({
    action: 'job.cancelled',
    userId: admin.user.id,
    subjectId: job.id,
    detail: { kind: 'render', subjectId: id },
  });
  await admin.api.call(renderAnnouncementAgain, { params: { id }, body: { revision: 1 } });
  const again = await until(async () => {
    const jobs = await admin.api.call(listJobs, {});
    return jobs.find(({ subjectId, state }) => subjectId === id && state === 'running');
  });
  await admin.api.call(cancelJob, { params: { id: again.id } });
});

it('a fault in one upload ends that upload only', async () => {
  const first = await testServer();
  const admin = await setUp(first);
  await first.close();
  // As after a disk was repaired by deleting: the row is there, the file is not.
  const db = await openDatabase(join(first.dataDir, 'wawar.sqlite'));
  const row = {
    id: 'lost',
    name: 'hilang.mp4',
    agency_id: null,
    uploaded_by: admin.user.id,
    uploaded_at_ms: 1,
    state: 'processing' as const,
    rejection: null,
    sha256: null,
    bytes: 10,
    probe: null,
    poster_sha256: null,
  };
  await db.insertInto('assets').values(row).execute();
  const job = {
    kind: 'accept' as const,
    subject_id: 'lost',
    subject_revision: null,
    state: 'queued' as const,
  };
  const rest = { progress: 0, step: 'waiting', error: null, created_at_ms: 1, ended_at_ms: null };
  await db
    .insertInto('jobs')
    .values({ id: 'job', ...job, ...rest })
    .execute();
  await db.destroy();
  await rm(join(first.dataDir, 'incoming', 'lost'), { force: true });

  const second = await testServer({ dataDir: first.dataDir });
  const api = new ApiClient(second.url, admin.api.cookie);
  expect(await api.settledAsset('lost')).toMatchObject({ state: 'rejected' });
  const good = await api.upload(await makeMedia('imageGreenCard'));
  expect(await api.settledAsset(good)).toMatchObject({ state: 'ready' });
});
