/** The main job, as a city does it, on real parts: server, ffmpeg, Chromium on a display, sockets, database file. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  approveAnnouncement,
  createAnnouncement,
  getAnnouncement,
  getWithdrawal,
  listJobs,
  submitAnnouncement,
  withdrawAnnouncement,
} from '../../core/api/announcements.ts';
import { approveAroundClip, getAroundClip, proposeAroundClip } from '../../core/api/around.ts';
import { createAgency } from '../../core/api/people.ts';
import { createUnit, getAsRun, getPack, getProofOfPlay, getProofOfPlayCsv } from '../../core/api/reports.ts';
import { createEntry, explainScreen, publish } from '../../core/api/schedule.ts';
import { claimPairing, createScreen, listPairing, listScreensLive } from '../../core/api/screens.ts';
import type { Announcement, AnnouncementContent } from '../../core/model/catalogue.ts';
import { measureLoudness } from '../../media/index.ts';
import { startServer } from '../../server/index.ts';
import { ProblemError, until } from '../../tools/api-client.ts';
import { localDateOf } from '../../tools/demo/dates.ts';
import { startDesktop, type Desktop, type Picture } from '../support/desktop.ts';
import { makeMedia } from '../support/make-media.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { contentWith, entryOn, everyDayFrom, screenAt, ZONE } from './support/city.ts';
import { startKiosk } from './support/kiosk.ts';
import { must, openPack } from './support/pack.ts';
import { invite, setUp, type Person } from './support/people.ts';
import { Story } from './support/story.ts';

const PANEL = { x: 40, y: 30, widthPx: 640, heightPx: 320 };
const AIR_MS = 6000;

let story: Story;
let desktop: Desktop;
beforeAll(async () => {
  story = await Story.begin();
  desktop = await startDesktop(1024, 600);
  story.atTheEnd(() => desktop.close());
});
afterAll(() => story.end());

/** What a passer-by sees: the upright video (blue over red), the city's green card, black, or something else. */
function seen(picture: Picture): 'video' | 'evergreen' | 'black' | 'other' {
  const middle = PANEL.x + PANEL.widthPx / 2;
  const upper = picture.colourAt(middle, PANEL.y + 80);
  const lower = picture.colourAt(middle, PANEL.y + 240);
  const isRed = lower.r > 180 && lower.g < 80 && lower.b < 80;
  const isBlue = upper.b > 180 && upper.r < 80 && upper.g < 80;
  const isGreen = [upper, lower].every(({ r, g, b }) => g > 90 && r < 80 && b < 80);
  const isBlack = [upper, lower].every(({ r, g, b }) => r + g + b < 24);
  if (isRed && isBlue) return 'video';
  return isGreen ? 'evergreen' : isBlack ? 'black' : 'other';
}

const untilSeen = (what: ReturnType<typeof seen>) =>
  until(async () => (seen(await desktop.grab()) === what ? true : undefined), 30_000);

it('a video goes from an office to the street by the rules, is proven, and is taken off again', async () => {
  // A fresh data folder, and the one-time link the server prints.
  const server = await startServer({ dataDir: story.folder('server'), host: '127.0.0.1', port: 0 });
  story.atTheEnd(() => server.close());
  const admin = await setUp(server.url, server.setupPath ?? '', 'Kota Uji');
  const humas = await invite(admin, server.url, {
    username: 'humas',
    displayName: 'Pranata Humas',
    roles: ['editor', 'approver'],
  });
  const kabid = await invite(admin, server.url, {
    username: 'kabid',
    displayName: 'Kabid IKP',
    roles: ['approver'],
  });
  const agency = await humas.api.call(createAgency, {
    body: { name: 'Dinas Kominfo', shortName: 'Kominfo', kind: 'opd' },
  });
  const screen = await humas.api.call(createScreen, { body: screenAt(PANEL) });

  // What the screen shows when nothing else may play, and what the car says: approved like everything else.
  const card = await humas.api.settledAsset(await humas.api.upload(await makeMedia('imageGreenCard')));
  const evergreen = await submit(humas, {
    ...contentWith(agency.id, card.id),
    title: 'Kota Uji',
    script: 'Warga Kota Uji, layanan darurat dapat dihubungi di nomor satu satu dua.',
    outputs: { screen: true, ticker: false, mobile: true },
    evergreen: true,
  });
  await approve(kabid, evergreen);

  // A real file of an odd size, lying on its side with the flag that sets it upright, with sound.
  const shares: number[] = [];
  const assetId = await humas.api.upload(await makeMedia('videoUpright'), (share) => shares.push(share));
  const asset = await humas.api.settledAsset(assetId);
  expect(asset.state, JSON.stringify(asset.rejection)).toBe('ready');
  expect(asset.probe?.video?.rotationDeg).not.toBe(0);
  expect(shares.at(-1)).toBe(1);

  const draft = await humas.api.call(createAnnouncement, {
    body: { ...contentWith(agency.id, assetId), title: 'Video Uji', airDurationMs: AIR_MS },
  });
  await humas.api.call(submitAnnouncement, { params: { id: draft.id }, body: { revision: draft.revision } });
  const jobs = await humas.api.call(listJobs, {});
  expect(jobs.some((job) => job.kind === 'render' && job.subjectId === draft.id)).toBe(true);
  const submitted = await rendered(humas, draft.id);
  expect(submitted.renditions).toEqual([
    expect.objectContaining({ kind: 'video', widthPx: 640, heightPx: 320, durationMs: AIR_MS }),
  ]);

  // Nobody approves what they themselves submitted, whatever their role.
  const refusal = await approve(humas, submitted).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(ProblemError);
  expect((refusal as ProblemError).problem.code).toBe('same_person');
  const approved = await approve(kabid, submitted);
  expect(approved.state).toBe('approved');

  // A player that was just unpacked shows a code; the operator types it in.
  const cable = await startTcpProxy(server.port);
  story.atTheEnd(() => cable.close());
  const kiosk = startKiosk({
    serverUrl: `http://127.0.0.1:${String(cable.port)}`,
    dataDir: story.folder('kiosk'),
    display: desktop.display,
  });
  story.atTheEnd(() => kiosk.stop());
  const code = await until(async () => (await humas.api.call(listPairing, {})).at(0)?.code, 30_000);
  await humas.api.call(claimPairing, { body: { code, screenId: screen.id } });
  await untilSeen('evergreen');

  // The schedule: on the second, and not before.
  const startMs = Math.ceil((Date.now() + 9000) / 1000) * 1000;
  await humas.api.call(createEntry, {
    body: entryOn(screen.id, draft.id, everyDayFrom(startMs, 20 * 60_000)),
  });
  await humas.api.call(publish, {});
  const told = await humas.api.call(explainScreen, {
    params: { id: screen.id },
    query: { atMs: startMs + 100 },
  });
  expect(told.zones[0]?.slot).toMatchObject({ startMs, endMs: startMs + AIR_MS, announcementId: draft.id });

  const glances: { fromMs: number; toMs: number; what: string }[] = [];
  while (Date.now() < startMs + 2500) {
    const fromMs = Date.now();
    const what = seen(await desktop.grab());
    glances.push({ fromMs, toMs: Date.now(), what });
  }
  const before = glances.filter((glance) => glance.toMs < startMs).map((glance) => glance.what);
  const after = glances.filter((glance) => glance.fromMs > startMs + 250).map((glance) => glance.what);
  expect(before.length).toBeGreaterThan(3);
  expect(after.length).toBeGreaterThan(3);
  expect(new Set(before)).toEqual(new Set(['evergreen']));
  expect(new Set(after)).toEqual(new Set(['video']));
  const frame = await desktop.grab();
  expect(frame.colourAt(PANEL.x + PANEL.widthPx + 40, 100), 'beside the output').toEqual({
    r: 0,
    g: 0,
    b: 0,
  });
  expect(frame.colourAt(PANEL.x + 20, PANEL.y + 160), 'beside the upright picture').toEqual({
    r: 0,
    g: 0,
    b: 0,
  });

  // The network is cut: the programme goes on, plays are kept. It comes back: each is delivered once.
  cable.cut();
  const cutMs = Date.now();
  await until(async () => {
    const [live] = await humas.api.call(listScreensLive, {});
    return live?.connected === false ? true : undefined;
  }, 30_000);
  while (Date.now() < cutMs + 2 * AIR_MS + 1500) expect(seen(await desktop.grab())).toBe('video');
  cable.restore();
  const restoredMs = Date.now();
  const rows = await until(async () => {
    const found = await humas.api.call(getAsRun, {
      query: { fromMs: startMs, toMs: Date.now(), announcementId: draft.id },
    });
    return found.some((row) => row.endMs > restoredMs) ? found : undefined;
  }, 60_000);
  const starts = rows.map((row) => Math.round((row.startMs - startMs) / AIR_MS)).sort((a, b) => a - b);
  expect(starts).toEqual(starts.map((_, index) => index));
  expect(rows.filter((row) => row.startMs > cutMs && row.endMs < restoredMs).length).toBeGreaterThan(0);

  // Withdrawn in the middle of an airing: gone from the street, and the screen says so.
  await until(() => {
    const intoMs = (Date.now() - startMs) % AIR_MS;
    return Promise.resolve(intoMs > 1500 && intoMs < 4000 ? true : undefined);
  });
  const withdrawnMs = Date.now();
  await humas.api.call(withdrawAnnouncement, {
    params: { id: draft.id },
    body: { reason: 'Tanggal acara berubah.' },
  });
  const acknowledged = await until(async () => {
    const { screens } = await humas.api.call(getWithdrawal, { params: { id: draft.id } });
    return screens.find((one) => one.screenId === screen.id && one.state === 'acknowledged');
  }, 10_000);
  expect(acknowledged.acknowledgedAtMs).toBeGreaterThanOrEqual(withdrawnMs);
  expect(seen(await desktop.grab())).toBe('evergreen');

  // The report tells what really aired.
  const period = { fromMs: startMs - 60_000, toMs: Date.now() + 1000, announcementId: draft.id };
  const aired = await until(async () => {
    const found = await humas.api.call(getAsRun, { query: period });
    return found.some((row) => !row.complete) ? found : undefined;
  }, 30_000);
  const report = await humas.api.call(getProofOfPlay, { query: period });
  expect(report.rows).toHaveLength(1);
  expect(report.rows[0]).toMatchObject({
    announcementId: draft.id,
    screenId: screen.id,
    plays: aired.filter((row) => row.complete).length,
    airTimeMs: aired.reduce((sum, row) => sum + row.endMs - row.startMs, 0),
  });
  const csv = await (await humas.api.call(getProofOfPlayCsv, { query: period })).text();
  expect(csv).toContain('Video Uji');

  // The car: one stick, loud enough and not too loud, every clip as it was approved.
  const unit = await humas.api.call(createUnit, {
    body: { name: 'Mobil Wawaran 1', plate: 'T 1 UJI', agencyId: null, areaIds: [] },
  });
  const chime = await chimeBy(humas);
  await kabid.api.call(approveAroundClip, { params: { id: chime }, body: { password: kabid.password } });
  const zip = await humas.api.call(getPack, {
    params: { id: unit.id },
    query: { date: localDateOf(Date.now(), ZONE) },
  });
  const pack = await openPack(
    server.url,
    unit.id,
    Buffer.from(await zip.arrayBuffer()),
    story.folder('pack'),
  );
  expect(pack.names).toEqual([
    '01a-nada.mp3',
    '01b-kota-uji.mp3',
    '99-putar-ulang.mp3',
    'daftar-putar.m3u8',
    'lembar-siaran.pdf',
    'PERIKSA.html',
    'manifest.json',
  ]);
  for (const file of pack.statement.files) {
    const bytes = await readFile(join(pack.folder, file.path));
    expect(createHash('sha256').update(bytes).digest('hex'), file.path).toBe(file.sha256);
  }
  const clip = pack.statement.files[1];
  expect(clip?.sha256).toBe(
    (await rendered(humas, evergreen.id)).renditions.find((r) => r.kind === 'audio')?.sha256,
  );
  for (const name of ['01a-nada.mp3', '01b-kota-uji.mp3', '99-putar-ulang.mp3']) {
    const loudness = must(await measureLoudness(join(pack.folder, name)));
    expect(Math.abs(loudness.integratedLufs + 16), name).toBeLessThanOrEqual(0.5);
    expect(loudness.truePeakDbtp, name).toBeLessThanOrEqual(-1.5);
  }
});

/** Proposes a chime before each clip, and waits until there is something to hear. */
async function chimeBy({ api }: Person): Promise<string> {
  await api.call(proposeAroundClip, { body: { chime: true, greeting: '', closing: '' } });
  return await until(async () => {
    const { proposed } = await api.call(getAroundClip, {});
    return proposed?.state === 'waiting' ? proposed.id : undefined;
  });
}

/** Writes, submits, and waits for the renditions. */
async function submit(person: Person, content: AnnouncementContent): Promise<Announcement> {
  const { id, revision } = await person.api.call(createAnnouncement, { body: content });
  await person.api.call(submitAnnouncement, { params: { id }, body: { revision } });
  return await rendered(person, id);
}

const rendered = (person: Person, id: string): Promise<Announcement> =>
  until(async () => {
    const announcement = await person.api.call(getAnnouncement, { params: { id } });
    if (announcement.rendering === 'failed') throw new Error('the renditions could not be made');
    return announcement.rendering === 'ready' ? announcement : undefined;
  });

const approve = (person: Person, { id, revision }: Announcement): Promise<Announcement> =>
  person.api.call(approveAnnouncement, {
    params: { id },
    body: { revision, password: person.password },
  });
