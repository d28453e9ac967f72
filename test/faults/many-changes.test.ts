import { expect, onTestFinished, test } from 'vitest';
import type { ProgrammeItem } from '../../core/model/programme.ts';
import { until } from '../../tools/api-client.ts';
import { browserMemoryMib } from '../bench/support/browser-memory.ts';
import { Rig } from '../renderer/player/rig.ts';
import { CODED_FPS, makeCodedStill, makeCodedVideo } from '../support/coded-media.ts';
import { countFlaws } from '../support/screen-flaws.ts';
import { alwaysEntry, pictureItem, tickerItem } from '../support/screen-programme.ts';
import { figure } from './support/figure.ts';
import { full, isFull } from './support/length.ts';

const PANEL = { widthPx: 768, heightPx: 224 };
const PICTURE = { widthPx: 384, heightPx: 192 };
/** The main one at the top left, where the rig reads the codes of what is seen. */
const ZONES = [
  { id: 'main', x: 0, y: 0, ...PICTURE },
  { id: 'badge', x: 384, y: 0, ...PICTURE },
  { id: 'ticker', x: 0, y: 192, widthPx: 768, heightPx: 32 },
] as const;
const ITEMS_A_ZONE = 3;
const isStill = (item: number): boolean => item % ITEMS_A_ZONE === 2;
const AIR_MS = 1000;
const CHANGES = full(1000, 24);
/** A frame of a running video that is seen in so many samples, at sixty a second, has frozen. */
const FROZEN_SAMPLES = 20;
/** Nothing new in any zone for so long is not worth waiting on. */
const DEAD_MS = 15 * AIR_MS;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

test(
  `[F59] ${CHANGES} changes of item freeze nothing, and neither elements nor memory grow`,
  { timeout: 20 * 60_000 },
  async () => {
    const rig = await Rig.begin(PANEL, PANEL);
    onTestFinished(async () => {
      await rig.rest();
      await rig.end();
    });
    const pictures: ProgrammeItem[] = [];
    for (let item = 0; item < 2 * ITEMS_A_ZONE; item += 1) {
      const frames = (AIR_MS / 1000) * CODED_FPS;
      const file = isStill(item)
        ? await makeCodedStill({ item, ...PICTURE }, rig.folder)
        : await makeCodedVideo({ item, frames, ...PICTURE }, rig.folder);
      rig.screen.host.addMedia(file);
      pictures.push(pictureItem(`gambar-${item}`, file, AIR_MS));
    }
    const lines = ['Halo warga', 'Pasar murah Jumat pagi'].map((text, index) =>
      tickerItem(`teks-${index}`, text, AIR_MS),
    );
    const entries = [
      alwaysEntry(
        'utama',
        pictures.slice(0, ITEMS_A_ZONE).map(({ id }) => id),
      ),
      alwaysEntry(
        'lencana',
        pictures.slice(ITEMS_A_ZONE).map(({ id }) => id),
        'badge',
      ),
      alwaysEntry(
        'berjalan',
        lines.map(({ id }) => id),
        'ticker',
      ),
    ];
    const seen = await rig.fresh();
    rig.send(rig.programme(Date.now() + 500, { zones: [...ZONES], items: [...pictures, ...lines], entries }));
    await rig.untilTold('shown');

    const memoryMib: number[] = [];
    const shown = () => rig.told('shown');
    await until(async () => {
      memoryMib.push(await browserMemoryMib(rig.screen.desktop.display));
      const last = Math.max(...shown().map(({ atMs }) => atMs));
      expect(Date.now() - last, `nothing new after ${shown().length} changes`).toBeLessThan(DEAD_MS);
      await new Promise((resume) => setTimeout(resume, 1000));
      return shown().length > CHANGES ? true : undefined;
    }, 18 * 60_000);

    const flaws = countFlaws(seen.samples, ITEMS_A_ZONE);
    expect(flaws).toMatchObject({ black: 0, stale: 0 });
    const holds = flaws.holds.filter(({ item }) => !isStill(item)).map(({ samples }) => samples);
    expect(holds.filter((samples) => samples >= FROZEN_SAMPLES)).toEqual([]);
    const gaps = ZONES.map(({ id }) => {
      const starts = shown().flatMap(({ zone, startMs }) => (zone === id ? [startMs] : []));
      return Math.max(...starts.slice(1).map((startMs, index) => startMs - (starts[index] ?? startMs)));
    });
    const elements = rig.told('alive').map((message) => message.elements);
    const early = elements.slice(0, Math.max(3, elements.length >> 2));
    expect(Math.max(...elements)).toBeLessThanOrEqual(Math.max(...early));
    expect(rig.told('failed')).toEqual([]);
    const quarter = memoryMib.length >> 2;
    const growth = median(memoryMib.slice(-quarter)) / median(memoryMib.slice(quarter, 2 * quarter));
    if (isFull) {
      // Not one was left out.
      expect(Math.max(...gaps)).toBeLessThan(2 * AIR_MS);
      expect(growth).toBeLessThan(1.1);
    }
    const memory = isFull
      ? `memory ×${growth.toFixed(3)} from the second quarter to the last`
      : 'memory not judged';
    figure(
      `${shown().length} changes in 3 zones, longest gap ${Math.max(...gaps)} ms; ${flaws.changes} seen in one: 0 black, 0 stale, a video's frame for at most ${Math.max(0, ...holds)} samples; ${Math.max(...elements)} elements throughout, ${memory}`,
    );
  },
);
