import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { DEFAULT_CITY_SETTINGS } from '../../../core/model/city-settings.ts';
import type { Programme } from '../../../core/model/programme.ts';
import type { CheckedBundle } from '../../../main/airing.ts';
import type { Holding } from '../../../main/holding.ts';
import type { OnAir, Showing } from '../../../main/on-air.ts';
import { Wellness, type WellnessOptions } from '../../../main/software/wellness.ts';
import type { ServerClock } from '../../../main/sync/clock.ts';
import { startLeases } from '../../../main/sync/leases.ts';
import {
  approval,
  APPROVAL_SHA256,
  manifest,
  NOW_MS,
  PICTURE,
  programme,
  root,
  tickerItem,
  videoItem,
} from '../../core/trust/samples.ts';

const bundleOf = (changes: Partial<Programme>): CheckedBundle => ({
  manifest: manifest({ programme: { ...programme, ...changes } }),
  sha256: '0'.repeat(64),
  root: root(),
  approvals: new Map([[APPROVAL_SHA256, approval()]]),
  refusedItemIds: new Set(),
});

/** A player at eight in the morning, whose day goes by as it is told to. */
function player(changes: Partial<Programme> = {}, { isTrial = true } = {}) {
  const bundle = bundleOf(changes);
  const events: OnAir['events'] = new EventEmitter();
  const said: string[] = [];
  let passedMs = 0;
  let showing: Showing[] = [];
  const state = {
    nowMs: NOW_MS,
    isBlanked: false,
    isAlive: true,
    holding: { current: bundle as CheckedBundle | null },
  };
  const options: WellnessOptions = {
    holding: state.holding as Holding,
    onAir: { events, showing: () => showing },
    store: {
      leases: { data: startLeases({ receivedAtMs: {}, renewals: [] }, [bundle.approvals], NOW_MS) },
      withdrawn: { data: { untilMs: {} } },
    } as WellnessOptions['store'],
    media: new Set([PICTURE.sha256]),
    clock: { nowMs: () => state.nowMs, isUncertain: () => false } as ServerClock,
    monotonicMs: () => passedMs,
    isBlanked: () => state.isBlanked,
    isTrial,
    say: ({ type }) => said.push(type),
  };
  const wellness = new Wellness(options);
  return {
    ...{ said, state },
    show(zone: Showing['zone'], itemId: string) {
      showing = [{ zone, itemId, sinceMs: state.nowMs }];
      events.emit('showing');
    },
    pass(seconds: number, stepMs = 1000) {
      for (let step = 0; step < (seconds * 1000) / stepMs; step += 1) {
        if (state.isAlive) events.emit('alive');
        wellness.refresh();
        passedMs += stepMs;
        state.nowMs += stepMs;
      }
    },
  };
}

test('one that has proven itself is healthy with its picture, and after a while without one', () => {
  const proven = () => player({}, { isTrial: false });
  const [quick, slow, dead] = [proven(), proven(), proven()];
  quick.show('main', videoItem.id);
  expect(quick.said).toEqual(['healthy']);
  slow.pass(15);
  expect(slow.said).toEqual([]);
  slow.pass(300);
  expect(slow.said).toEqual(['healthy']);
  dead.state.isAlive = false;
  dead.pass(300);
  expect(dead.said).toEqual([]);
});

test('on trial by day nothing but a picture will do', () => {
  const [good, bad] = [player(), player()];
  good.pass(30);
  expect(good.said).toEqual([]);
  good.show('main', videoItem.id);
  good.pass(300);
  expect(good.said).toEqual(['healthy', 'shown']);
  bad.pass(300);
  expect(bad.said).toEqual(['dark']);
});

const untilNine = { operatingHours: { from: '09:00', to: '22:00' } };
const nineToTen = {
  ...untilNine,
  entries: programme.entries.map((entry) => ({
    ...entry,
    timing: { ...entry.timing, startLocal: '2026-08-17T09:00:00' },
  })),
};

test('on trial in the dark it lives, and is judged by the first lit minutes', () => {
  const [good, bad] = [player(nineToTen), player(nineToTen)];
  for (const one of [good, bad]) {
    one.pass(3595, 5000);
    expect(one.said).toEqual(['healthy']);
  }
  good.pass(8);
  good.show('main', videoItem.id);
  good.pass(300);
  expect(good.said).toEqual(['healthy', 'shown']);
  bad.pass(120);
  expect(bad.said).toEqual(['healthy', 'dark']);
});

test('a screen with nothing to show for days stays on trial until it has', () => {
  const empty = player({ items: [], entries: [] });
  const unbound = player();
  unbound.state.holding.current = null;
  for (const one of [empty, unbound]) {
    one.pass(3 * 86_400, 600_000);
    expect(one.said).toEqual(['healthy']);
    one.state.nowMs = NOW_MS;
    one.state.holding.current = bundleOf({});
    one.pass(5);
    one.show('main', videoItem.id);
    expect(one.said).toEqual(['healthy', 'shown']);
  }
});

test('what an operator keeps dark is not judged', () => {
  const one = player();
  one.state.isBlanked = true;
  one.pass(300);
  expect(one.said).toEqual(['healthy']);
  one.state.isBlanked = false;
  one.pass(120);
  expect(one.said).toEqual(['healthy', 'dark']);
});

const withTicker = {
  zones: [...programme.zones, { id: 'ticker' as const, x: 0, y: 160, widthPx: 384, heightPx: 32 }],
};

test('a ticker proves a screen that has nothing else, and not the picture above it', () => {
  const beside = player(withTicker);
  beside.show('ticker', tickerItem.id);
  beside.pass(300);
  expect(beside.said).toEqual(['dark']);
  const alone = player({ zones: withTicker.zones.slice(1) });
  alone.show('ticker', tickerItem.id);
  expect(alone.said).toEqual(['healthy', 'shown']);
});

const speaking: Partial<Programme> = {
  items: [{ ...videoItem, kind: 'audio', airDurationMs: 120_000 }],
  entries: programme.entries.slice(0, 1),
};

test('a loudspeaker is judged by clips that began while it listened', () => {
  const one = player(speaking);
  // The first one had begun.
  one.pass(119);
  expect(one.said).toEqual(['healthy']);
  one.pass(70);
  expect(one.said).toEqual(['healthy', 'dark']);
  const heard = player(speaking);
  heard.pass(125);
  heard.show('main', videoItem.id);
  expect(heard.said).toEqual(['healthy', 'shown']);
});

test('and not by its silences', () => {
  const silences = [
    { name: 'Hari Raya Nyepi', fromLocal: '2026-08-17T00:00:00', untilLocal: '2026-08-18T00:00:00' },
  ];
  const { quiet } = DEFAULT_CITY_SETTINGS;
  const one = player({ ...speaking, quiet: { rules: { ...quiet, silences }, location: null } });
  one.pass(600);
  expect(one.said).toEqual(['healthy']);
});
