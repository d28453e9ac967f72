/** From the approver's signature to pixels on a connected, idle screen. */
import {
  approveAnnouncement,
  createAnnouncement,
  getAnnouncement,
  submitAnnouncement,
  withdrawAnnouncement,
} from '../../core/api/announcements.ts';
import { createAgency } from '../../core/api/people.ts';
import { createEntry } from '../../core/api/schedule.ts';
import { claimPairing, createScreen, listPairing } from '../../core/api/screens.ts';
import { startServer } from '../../server/index.ts';
import { until } from '../../tools/api-client.ts';
import { contentWith, entryOn, everyDayFrom, screenAt } from '../e2e/support/city.ts';
import { startKiosk } from '../e2e/support/kiosk.ts';
import { invite, setUp, type Person } from '../e2e/support/people.ts';
import { Story } from '../e2e/support/story.ts';
import { startDesktop, type Desktop } from '../support/desktop.ts';
import { makeMedia } from '../support/make-media.ts';
import type { BenchRow } from './row.ts';

const ROUNDS = 7;
const GOAL_MS = 2000;
const PANEL = { x: 0, y: 0, widthPx: 640, heightPx: 320 };

type Colour = 'green' | 'blue';

async function untilColour(desktop: Desktop, wanted: Colour): Promise<void> {
  await until(async () => {
    const { r, g, b } = (await desktop.grab()).colourAt(320, 80);
    const colour = g > 90 && r < 80 && b < 80 ? 'green' : b > 180 && r < 80 ? 'blue' : 'other';
    return colour === wanted ? true : undefined;
  }, 30_000);
}

async function rendered(person: Person, id: string): Promise<number> {
  return await until(async () => {
    const { rendering, revision } = await person.api.call(getAnnouncement, { params: { id } });
    return rendering === 'ready' ? revision : undefined;
  });
}

/** Median of seven announcements, each approved with its entry planned, seen in pixels, and withdrawn again. */
export default async function approveToPicture(): Promise<BenchRow[]> {
  const story = await Story.begin();
  try {
    const desktop = await startDesktop(800, 480);
    story.atTheEnd(() => desktop.close());
    const server = await startServer({ dataDir: story.folder('server'), port: 0, logLevel: 'error' });
    story.atTheEnd(() => server.close());
    const admin = await setUp(server.url, server.setupPath ?? '', 'Kota Uji');
    const editor = await invite(admin, server.url, {
      username: 'editor',
      displayName: 'Editor',
      roles: ['editor'],
    });
    const approver = await invite(admin, server.url, {
      username: 'approver',
      displayName: 'Approver',
      roles: ['approver'],
    });
    const approve = async (id: string) => {
      const body = { revision: await rendered(editor, id), password: approver.password };
      const approvedMs = performance.now();
      await approver.api.call(approveAnnouncement, { params: { id }, body });
      return approvedMs;
    };
    const agency = await editor.api.call(createAgency, {
      body: { name: 'Dinas', shortName: 'Dinas', kind: 'opd' },
    });
    const screen = await editor.api.call(createScreen, { body: screenAt(PANEL) });
    const submit = async (assetId: string, evergreen: boolean) => {
      const body = { ...contentWith(agency.id, assetId), evergreen };
      const { id } = await editor.api.call(createAnnouncement, { body });
      await editor.api.call(submitAnnouncement, { params: { id }, body: { revision: 1 } });
      return id;
    };
    const card = await editor.api.settledAsset(await editor.api.upload(await makeMedia('imageGreenCard')));
    await approve(await submit(card.id, true));
    const kiosk = startKiosk({
      serverUrl: server.url,
      dataDir: story.folder('kiosk'),
      display: desktop.display,
    });
    story.atTheEnd(() => kiosk.stop());
    const code = await until(async () => (await editor.api.call(listPairing, {})).at(0)?.code, 30_000);
    await editor.api.call(claimPairing, { body: { code, screenId: screen.id } });
    await untilColour(desktop, 'green');

    const video = await editor.api.settledAsset(await editor.api.upload(await makeMedia('videoUpright')));
    const takenMs: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const id = await submit(video.id, false);
      await rendered(editor, id);
      await editor.api.call(createEntry, {
        body: entryOn(screen.id, id, everyDayFrom(Date.now() - 60_000, 3_600_000)),
      });
      const approvedMs = await approve(id);
      await untilColour(desktop, 'blue');
      takenMs.push(performance.now() - approvedMs);
      await editor.api.call(withdrawAnnouncement, { params: { id }, body: { reason: 'Putaran berikut.' } });
      await untilColour(desktop, 'green');
    }
    const medianMs = takenMs.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Infinity;
    return [
      {
        name: `approval to picture, median of ${String(ROUNDS)}`,
        ours: `${medianMs.toFixed(0)} ms`,
        peer: '–',
        ratio: GOAL_MS / medianMs,
        goal: '≤ 2000 ms',
        met: medianMs <= GOAL_MS,
      },
    ];
  } finally {
    await story.end();
  }
}
