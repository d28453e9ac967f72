/**
 * Fills an empty server with Kota Tirtaraya through the documented API, as its people would: invited users, real
 * uploads, submission, approval by somebody else, schedule, publishing.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import {
  approveAnnouncement,
  createAnnouncement,
  getAnnouncement,
  returnAnnouncement,
  submitAnnouncement,
} from '../../core/api/announcements.ts';
import {
  acceptInvitation,
  createAgency,
  createArea,
  createUser,
  finishSetup,
} from '../../core/api/people.ts';
import { createEntry, publish } from '../../core/api/schedule.ts';
import { createScreen } from '../../core/api/screens.ts';
import {
  UNEDITED,
  type AnnouncementContent,
  type EntryPlan,
  type EntryTarget,
} from '../../core/model/catalogue.ts';
import { ApiClient, until } from '../api-client.ts';
import { seedCars } from './cars.ts';
import { demoAnnouncements, identityAnnouncement, type DemoAnnouncement } from './announcements.ts';
import { agencies, areas, CITY, people, screens, type AreaKey } from './city.ts';
import { demoDates, localDateOf } from './dates.ts';
import { renderUpload } from './render.ts';

const DAY_MS = 86_400_000;
const CITY_UTC_OFFSET = '+07:00';

export interface SeededScreen {
  id: string;
  name: string;
  hasPlayer: boolean;
  output: { widthPx: number; heightPx: number };
}

export interface Seeded {
  /** May plan, publish and pair; gone with the seeding. */
  editor: ApiClient;
  screens: readonly SeededScreen[];
  /** Waiting for review. */
  waitingId: string;
}

type PersonKey = keyof typeof people;
type AgencyKey = keyof typeof agencies;

/** Where each announcement stands when the office opens; the rest is approved and on the schedule. */
const STANDING: Record<string, 'waiting' | 'returned' | 'ends_today'> = {
  pangan: 'waiting',
  pbb: 'returned',
  kenanga: 'ends_today',
};

export async function seedCity(options: {
  origin: string;
  setupToken: string;
  /** For drawing; emptied afterwards. */
  workDir: string;
  ffmpegPath: string;
  nowMs: number;
  log: (line: string) => void;
}): Promise<Seeded> {
  const { origin, nowMs, log } = options;
  const admin = new ApiClient(origin);
  await admin.call(finishSetup, {
    body: {
      token: options.setupToken,
      cityName: CITY.name,
      username: 'demo',
      displayName: 'Penyiap demo',
      password: secret(),
    },
  });
  const agencyIds = await inOrder(Object.entries(agencies), async ([key, body]) => {
    return [key as AgencyKey, (await admin.call(createAgency, { body })).id] as const;
  });
  const areaIds = new Map<string, string>();
  for (const [key, { parent, ...area }] of Object.entries(areas)) {
    const body = { ...area, parentId: parent === null ? null : (areaIds.get(parent) ?? null) };
    areaIds.set(key, (await admin.call(createArea, { body })).id);
  }
  const clients = await inOrder(Object.entries(people), async ([key, person]) => {
    const agencyId = person.agency === null ? null : (agencyIds.get(person.agency) ?? null);
    return [key as PersonKey, await enrol(admin, origin, { ...person, agencyId })] as const;
  });
  const editor = need(clients.get('humas'));
  const seededScreens = await seedScreens(editor, areaIds);

  await mkdir(options.workDir, { recursive: true });
  const dates = demoDates(nowMs, CITY.timeZone);
  let waitingId = '';
  for (const demo of [identityAnnouncement, ...demoAnnouncements(dates)]) {
    log(`  ${demo.title}`);
    const id = await seedAnnouncement(demo, { ...options, clients, agencyIds, areaIds });
    if (STANDING[demo.key] === 'waiting') waitingId = id;
  }
  await rm(options.workDir, { recursive: true, force: true });
  const kabid = need(clients.get('kabid'));
  const approver = { api: kabid, password: passwordOf(kabid) };
  await seedCars({ admin, editor, approver, agencyId: need(agencyIds.get('kominfo')), areaIds, nowMs });
  await editor.call(publish, {});
  return { editor, screens: seededScreens, waitingId };
}

interface Ground {
  workDir: string;
  ffmpegPath: string;
  nowMs: number;
  clients: ReadonlyMap<PersonKey, ApiClient>;
  agencyIds: ReadonlyMap<AgencyKey, string>;
  areaIds: ReadonlyMap<string, string>;
}

async function seedAnnouncement(demo: DemoAnnouncement, ground: Ground): Promise<string> {
  const { clients, areaIds } = ground;
  const author = need(clients.get(demo.agency === 'dinkes' ? 'dinkes' : 'humas'));
  const approver = need(clients.get('kabid'));
  const file = await renderUpload(
    demo.picture,
    CITY.name,
    demo.airDurationMs,
    ground.workDir,
    demo.key,
    ground.ffmpegPath,
  );
  const asset = await author.settledAsset(await author.upload(file));
  if (asset.state !== 'ready') throw new Error(`${demo.title}: ${JSON.stringify(asset.rejection)}`);
  const { id } = await author.call(createAnnouncement, { body: contentOf(demo, asset.id, ground) });
  const submitted = await author.call(submitAnnouncement, { params: { id }, body: { revision: 1 } });
  const body = { revision: submitted.revision };
  if (STANDING[demo.key] === 'returned') {
    await approver.call(returnAnnouncement, {
      params: { id },
      body: { ...body, reason: 'Cantumkan nomor pengaduan 112 dan nama kanal resmi pembayaran pada gambar.' },
    });
    return id;
  }
  await until(async () => {
    const { rendering } = await author.call(getAnnouncement, { params: { id } });
    if (rendering === 'failed') throw new Error(`${demo.title}: rendering failed`);
    return rendering === 'ready' ? true : undefined;
  }, 600_000);
  if (STANDING[demo.key] === 'waiting') return id;
  await approver.call(approveAnnouncement, {
    params: { id },
    body: { ...body, password: passwordOf(approver) },
  });
  if (!demo.evergreen) await schedule(demo, id, need(clients.get('humas')), areaIds, ground.nowMs);
  return id;
}

function contentOf(demo: DemoAnnouncement, assetId: string, ground: Ground): AnnouncementContent {
  const midnightMs = Date.parse(`${localDateOf(ground.nowMs, CITY.timeZone)}T00:00:00${CITY_UTC_OFFSET}`);
  const days = demo.evergreen ? 399 : STANDING[demo.key] === 'ends_today' ? 1 : 14;
  return {
    title: demo.title,
    category: demo.category,
    agencyId: need(ground.agencyIds.get(demo.agency)),
    script: demo.script,
    tickerText: demo.ticker,
    outputs: demo.outputs,
    areaIds: demo.areas.map((area) => need(ground.areaIds.get(area))),
    validFromMs: midnightMs,
    validUntilMs: midnightMs + days * DAY_MS,
    maxPriority: demo.emergency ? 100 : 50,
    emergency: demo.emergency,
    evergreen: demo.evergreen,
    airDurationMs: demo.airDurationMs,
    leaseMs: 3 * DAY_MS,
    screenAssetId: assetId,
    fit: 'contain',
    audioAssetId: null,
    ...UNEDITED,
  };
}

/** Every day, all day, in each of its areas; a line of text as well where it has one. */
async function schedule(
  demo: DemoAnnouncement,
  announcementId: string,
  editor: ApiClient,
  areaIds: ReadonlyMap<string, string>,
  nowMs: number,
): Promise<void> {
  const targets: EntryTarget[] =
    demo.areas.length === 0
      ? [{ kind: 'all' }]
      : demo.areas.map((area) => ({ kind: 'area', areaId: need(areaIds.get(area)) }));
  const zones: EntryPlan['zone'][] = demo.outputs.ticker ? ['main', 'ticker'] : ['main'];
  for (const target of targets) {
    for (const zone of zones) {
      await editor.call(createEntry, {
        body: {
          source: { kind: 'announcement', announcementId },
          target,
          zone,
          timing: {
            startLocal: `${localDateOf(nowMs, CITY.timeZone)}T00:00:00`,
            timeZone: CITY.timeZone,
            durationMs: DAY_MS,
            rrule: 'FREQ=DAILY',
            rdates: [],
            exdates: [],
            windows: demo.key === 'dbd' ? [{ from: '05:00', to: '22:00' }] : [],
          },
          rules: {
            priority: 50,
            sharePercent: null,
            minPlaysPerHour: null,
            maxPlaysPerHour: null,
            hard: demo.emergency,
            shuffle: false,
          },
        },
      });
    }
  }
}

async function seedScreens(editor: ApiClient, areaIds: ReadonlyMap<string, string>): Promise<SeededScreen[]> {
  const seeded: SeededScreen[] = [];
  for (const { area, hasPlayer, ...screen } of screens) {
    const { id, name } = await editor.call(createScreen, {
      body: {
        ...screen,
        areaId: need(areaIds.get(area satisfies AreaKey)),
        groupId: null,
        timeZone: CITY.timeZone,
      },
    });
    seeded.push({ id, name, hasPlayer, output: screen.output });
  }
  return seeded;
}

/** Passwords live as long as the seeding: afterwards nobody, and no file, knows them. */
const passwords = new WeakMap<ApiClient, string>();
const passwordOf = (client: ApiClient) => need(passwords.get(client));
const secret = () => randomBytes(24).toString('base64url');

async function enrol(
  admin: ApiClient,
  origin: string,
  person: { username: string; displayName: string; roles: readonly string[]; agencyId: string | null },
): Promise<ApiClient> {
  const { username, displayName, agencyId } = person;
  const roles = [...person.roles] as ('editor' | 'approver' | 'contributor' | 'crew')[];
  const { invitationPath } = await admin.call(createUser, {
    body: { username, displayName, roles, agencyId },
  });
  const token = invitationPath.split('/').at(-1) ?? '';
  const client = new ApiClient(origin);
  const password = secret();
  passwords.set(client, password);
  await client.call(acceptInvitation, { params: { token }, body: { password } });
  return client;
}

async function inOrder<T, K, V>(
  list: readonly T[],
  make: (one: T) => Promise<readonly [K, V]>,
): Promise<Map<K, V>> {
  const made = new Map<K, V>();
  for (const one of list) made.set(...(await make(one)));
  return made;
}

function need<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the demo refers to something it has not made');
  return value;
}
