/** Boundaries of the day in Indonesia's three zones, as the real player sees and switches them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Manifest } from '../../core/model/programme.ts';
import { panelStateAt } from '../../core/panel/index.ts';
import { broadcastDay, compileDay, planHash, resolveSlot } from '../../core/schedule/index.ts';
import { zoneOffsets } from '../../core/time/index.ts';
import { picture, startPairedRig } from '../main/player-rig.ts';
import { figure } from './support/figure.ts';
import { turnedTime } from './support/turned-time.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A panel with an HTTP interface, which says at what time of the player it was told what. */
async function panel(nowMs: () => number) {
  const told: { power: string; atMs: number }[] = [];
  const server = createServer((request, response) => {
    told.push({ power: (request.url ?? '').slice(1), atMs: nowMs() });
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { told, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/{power}` };
}

/** Lit from 05:00 to 22:00, `pagi` from 09:00 to 10:00, each by that zone's clock. */
const inZone = (manifest: Manifest, timeZone: string, nowMs: number): Manifest => {
  const offsets = zoneOffsets(timeZone, nowMs - 400 * DAY_MS, nowMs + 400 * DAY_MS);
  if (!offsets.ok) throw new Error(offsets.error.detail);
  const { programme } = manifest;
  return {
    ...manifest,
    programme: {
      ...programme,
      timeZone,
      zoneOffsets: [offsets.value],
      operatingHours: { from: '05:00', to: '22:00' },
      entries: programme.entries.map((entry) => ({
        ...entry,
        timing: { ...entry.timing, timeZone, windows: [{ from: '09:00', to: '10:00' }] },
        rules: { ...entry.rules, hard: true },
      })),
    },
  };
};

test.each([
  ['WIB', 'Asia/Jakarta', 7],
  ['WITA', 'Asia/Makassar', 8],
  ['WIT', 'Asia/Jayapura', 9],
])(
  '[F44] %s: windows, hours, seam and panel change at their millisecond',
  async (name, timeZone, offsetHours) => {
    const time = turnedTime();
    const { nowMs, monotonicMs } = time;
    const rig = await startPairedRig({ nowMs, monotonicMs });
    const { told, url } = await panel(nowMs);
    await writeFile(
      join(rig.dataDir, 'panel.json'),
      JSON.stringify({ driver: 'http', power: { method: 'GET', url }, repeatEveryMin: 1440 }),
    );
    rig.director.misbehave({ manifest: (manifest) => inZone(manifest, timeZone, Date.now()) });
    const { version } = rig.director.publish([
      { id: 'pagi', bytes: picture() },
      { id: 'kota', bytes: picture(), evergreen: true },
    ]);
    await rig.untilState(
      (state) => state.manifestVersion === version && state.unavailable.length === 0,
      'whole',
    );
    const { programme } = rig.page.state ?? {};
    if (!programme) throw new Error('no programme');

    // What the page computes from what it was told, the millisecond before and the millisecond at.
    const tomorrow = Math.floor((Date.now() + offsetHours * HOUR_MS) / DAY_MS) * DAY_MS + DAY_MS;
    const local = (hour: number) => tomorrow + (hour - offsetHours) * HOUR_MS;
    const main = (atMs: number) =>
      resolveSlot(compileDay(programme, broadcastDay(programme, atMs)), 'main', atMs, new Set())?.item;
    expect([main(local(9) - 1), main(local(9))]).toEqual(['kota', 'pagi']);
    expect([main(local(10) - 1), main(local(10))]).toEqual(['pagi', 'kota']);
    expect(main(local(5) - 1)).toBeUndefined();
    expect(main(local(5))).toBe('kota');
    const day = (atMs: number) => Date.parse(`${broadcastDay(programme, atMs)}T00:00:00Z`);
    expect(day(local(4)) - day(local(4) - 1)).toBe(DAY_MS);
    const power = (atMs: number) => panelStateAt(programme, { brightness: [], location: null }, atMs).power;
    expect([power(local(5) - 1), power(local(5)), power(local(22) - 1), power(local(22))]).toEqual([
      'off',
      'on',
      'on',
      'off',
    ]);

    // The service itself, booted without network an hour before its panel is to be lit.
    await rig.director.stop();
    await rig.service.close();
    told.length = 0;
    time.step(local(4) - nowMs());
    await rig.restart();
    await rig.untilState((state) => state.manifestVersion !== null, 'from disk');
    expect(rig.page.state?.slate.utcOffsetMs).toBe(offsetHours * HOUR_MS);
    expect(rig.service.status().planHash).toBe(
      planHash(compileDay(programme, broadcastDay(programme, nowMs()))),
    );
    await rig.director.until(() => told.length > 0, 'panel dark', 20_000);
    time.pass(local(5) - 2000 - nowMs());
    await rig.director.until(() => told.some((one) => one.power === 'on'), 'panel lit', 20_000);
    expect(told.map((one) => one.power)).toEqual(['off', 'on']);
    const [dark, lit] = told;
    expect(dark?.atMs).toBeLessThan(local(5));
    expect(lit?.atMs).toBeGreaterThanOrEqual(local(5));
    figure(
      `${name}: six boundaries to the millisecond, panel lit ${Math.round((lit?.atMs ?? 0) - local(5))} ms after`,
    );
  },
);
