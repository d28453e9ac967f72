/** A small city with everybody in it; announcements come ready for review, with real renditions. */
import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import sharp from 'sharp';
import { onTestFinished } from 'vitest';
import {
  approveAnnouncement,
  createAnnouncement,
  getAnnouncement,
  submitAnnouncement,
} from '../../../../core/api/announcements.ts';
import { createEntry } from '../../../../core/api/schedule.ts';
import { claimPairing, createScreen } from '../../../../core/api/screens.ts';
import {
  UNEDITED,
  type Announcement,
  type AnnouncementContent,
  type EntryPlan,
  type Screen,
} from '../../../../core/model/catalogue.ts';
import type { ServerOptions } from '../../../../server/index.ts';
import { until, type ApiClient } from '../../../../tools/api-client.ts';
import { DeviceClient } from '../../../support/device-client.ts';
import {
  addAgency,
  invite,
  PASSWORD,
  setUp,
  testServer,
  type Person,
  type TestServer,
} from '../../support/running-server.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
const PANEL: { widthPx: number; heightPx: number } = { widthPx: 64, heightPx: 32 };

export interface City {
  server: TestServer;
  admin: Person;
  editor: Person;
  approver: Person;
  agencyId: string;
  screen: Screen;
}

export async function city(options: Partial<ServerOptions> = {}): Promise<City> {
  const server = await testServer(options);
  const admin = await setUp(server);
  const editor = await invite(server, admin, 'humas', ['editor']);
  const approver = await invite(server, admin, 'kabid', ['approver']);
  const agency = await addAgency(admin);
  const screen = await addScreen(editor, 'Videotron Balai Kota');
  return { server, admin, editor, approver, agencyId: agency.id, screen };
}

export const addScreen = ({ api }: Person, name: string): Promise<Screen> =>
  api.call(createScreen, {
    body: {
      name,
      site: '',
      areaId: null,
      groupId: null,
      output: { x: 0, y: 0, ...PANEL },
      zones: [
        { id: 'main', x: 0, y: 0, ...PANEL },
        { id: 'ticker', x: 0, y: 24, widthPx: 64, heightPx: 8 },
      ],
      timeZone: 'Asia/Jakarta',
      dayStartLocal: '04:00',
      operatingHours: null,
      hoursLegalBasis: '',
      note: '',
    },
  });

/** In review, submitted by the editor, its renditions made from a small picture of its own. */
export async function inReview(
  { editor: { api }, agencyId, server }: City,
  name: string,
  changes: Partial<AnnouncementContent> = {},
): Promise<Announcement> {
  const nowMs = Date.now();
  const submitted = await submit(
    { api },
    {
      title: `Judul ${name}`,
      category: 'service',
      agencyId,
      script: '',
      tickerText: 'Teks berjalan',
      outputs: { screen: true, ticker: true, mobile: false },
      areaIds: [],
      validFromMs: nowMs - HOUR_MS,
      validUntilMs: nowMs + 30 * DAY_MS,
      maxPriority: 50,
      emergency: false,
      evergreen: false,
      airDurationMs: 10_000,
      leaseMs: 72 * HOUR_MS,
      screenAssetId: changes.screenAssetId ?? (await uploadStill({ api, server }, name)),
      fit: 'contain',
      audioAssetId: null,
      ...UNEDITED,
      ...changes,
    },
  );
  return until(async () => {
    const now = await api.call(getAnnouncement, { params: { id: submitted.id } });
    return now.rendering === 'running' ? undefined : now;
  });
}

interface Writer {
  api: ApiClient;
  server: TestServer;
}

/** Its renditions are still being made. */
export async function submit(
  { api }: Pick<Writer, 'api'>,
  content: AnnouncementContent,
): Promise<Announcement> {
  const { id, revision } = await api.call(createAnnouncement, { body: content });
  return api.call(submitAnnouncement, { params: { id }, body: { revision } });
}

/** A picture that differs from name to name, accepted. */
async function uploadStill({ api, server }: Writer, name: string): Promise<string> {
  const colour = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 0xffffff, 7);
  const background = `#${colour.toString(16).padStart(6, '0')}`;
  const file = join(dirname(server.dataDir), `${basename(server.dataDir)}-${name}.png`);
  await sharp({ create: { width: 64, height: 32, channels: 3, background } })
    .png()
    .toFile(file);
  const asset = await api.settledAsset(await api.upload(file));
  await rm(file);
  if (asset.state !== 'ready') throw new Error(`picture ${asset.state}: ${asset.rejection?.code ?? ''}`);
  return asset.id;
}

export const approve = (
  { approver }: City,
  { id, revision }: Pick<Announcement, 'id' | 'revision'>,
): Promise<Announcement> =>
  approver.api.call(approveAnnouncement, { params: { id }, body: { revision, password: PASSWORD } });

/** Approved as the city's identity picture, which every screen falls back to. */
export async function evergreen(where: City): Promise<Announcement> {
  return approve(where, await inReview(where, 'kota', { evergreen: true, maxPriority: 10 }));
}

export const allDay = (announcementId: string, changes: Partial<EntryPlan> = {}): EntryPlan => ({
  source: { kind: 'announcement', announcementId },
  target: { kind: 'all' },
  zone: 'main',
  timing: {
    startLocal: '2026-01-01T00:00:00',
    timeZone: 'Asia/Jakarta',
    durationMs: DAY_MS,
    rrule: 'FREQ=DAILY',
    rdates: [],
    exdates: [],
    windows: [],
  },
  rules: {
    priority: 50,
    sharePercent: null,
    minPlaysPerHour: null,
    maxPlaysPerHour: null,
    hard: false,
    shuffle: false,
  },
  ...changes,
});

export const plan = ({ editor }: City, entry: EntryPlan) => editor.api.call(createEntry, { body: entry });

/** A player, paired with the screen by its code, that has not fetched anything yet. */
export async function pairedDevice(
  { server, editor, screen }: City,
  at: Screen = screen,
): Promise<DeviceClient> {
  const device = new DeviceClient(server.url);
  onTestFinished(() => device.disconnect());
  const answer = await device.connect();
  if (answer.type !== 'unpaired') throw new Error(`expected a code, got ${answer.type}`);
  await editor.api.call(claimPairing, { body: { code: answer.code, screenId: at.id } });
  await device.welcomed();
  return device;
}
