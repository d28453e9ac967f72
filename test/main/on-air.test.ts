import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { RendererMessage, ServiceMessage } from '../../core/protocol/player.ts';
import type { CheckedBundle } from '../../main/airing.ts';
import { Faults } from '../../main/faults.ts';
import type { Holding } from '../../main/holding.ts';
import type { RendererSocket } from '../../main/loopback/renderer-socket.ts';
import { OnAir } from '../../main/on-air.ts';
import type { DeviceStore } from '../../main/store/device-store.ts';
import type { ServerClock } from '../../main/sync/clock.ts';
import { startLeases } from '../../main/sync/leases.ts';
import {
  approval,
  APPROVAL_SHA256,
  manifest,
  NOW_MS,
  PICTURE,
  programme,
  root,
  videoItem,
} from '../core/trust/samples.ts';

const MINUTE_MS = 60_000;
const silent = () => undefined;

/** A page at the boundary, and a clock a test turns. */
function onAir() {
  const bundle: CheckedBundle = {
    manifest: manifest({ programme: { ...programme, items: [videoItem] } }),
    sha256: '0'.repeat(64),
    root: root(),
    approvals: new Map([[APPROVAL_SHA256, approval()]]),
    refusedItemIds: new Set(),
  };
  const time = { ms: NOW_MS };
  let aheadMs = 0;
  const told: ServiceMessage[] = [];
  const renderer = {
    events: new EventEmitter<{ message: [RendererMessage] }>(),
    send: (message: ServiceMessage) => told.push(message),
  };
  const clocks = { nowMs: () => time.ms, monotonicMs: () => time.ms };
  const on = new OnAir({
    store: {
      leases: { data: startLeases({ receivedAtMs: {}, renewals: [] }, [bundle.approvals], NOW_MS) },
      withdrawn: { data: { untilMs: {} } },
    } as unknown as DeviceStore,
    holding: {
      current: bundle,
      findItem: () => ({ announcementId: 'ktp', manifestVersion: 1 }),
    } as unknown as Holding,
    media: new Set([PICTURE.sha256]),
    clock: { nowMs: () => time.ms + aheadMs, isUncertain: () => false } as unknown as ServerClock,
    time: clocks,
    faults: new Faults(() => time.ms, silent),
    renderer: renderer as unknown as RendererSocket,
    pairingCode: () => null,
    isBlanked: () => false,
    isSafe: false,
    log: { info: silent, warn: silent, error: silent },
  });
  const isOut = () => {
    on.refresh();
    const state = told.findLast((message) => message.type === 'state');
    return state?.unavailable.includes(videoItem.id) ?? false;
  };
  const about = {
    ...{ zone: 'main' as const, itemId: videoItem.id, entryId: null },
    ...{ slotStartMs: NOW_MS, startMs: NOW_MS },
  };
  return {
    shown: () => renderer.events.emit('message', { type: 'shown', ...about }),
    ended: (complete: boolean) =>
      renderer.events.emit('message', { type: 'ended', ...about, endMs: NOW_MS + 1, complete }),
    /** The player's own time is so far from the right one. */
    wrongBy(ms: number): void {
      aheadMs = ms;
    },
    isOut,
    /** For how many minutes the item is left out after the page gave it up. */
    minutesAfterFailure(): number {
      const { zone, itemId } = about;
      renderer.events.emit('message', { type: 'failed', zone, itemId, detail: 'the picture stopped moving' });
      let minutes = 0;
      for (; isOut(); minutes += 1) time.ms += MINUTE_MS;
      return minutes;
    },
  };
}

test('a file that shows one frame and stalls is left out longer each time, until it once plays to its end', () => {
  const { shown, ended, minutesAfterFailure } = onAir();
  const stall = () => {
    shown();
    const minutes = minutesAfterFailure();
    ended(false);
    return minutes;
  };
  expect([stall(), stall(), stall(), stall(), stall(), stall()]).toEqual([1, 2, 4, 8, 15, 15]);
  shown();
  ended(true);
  expect(stall()).toBe(1);
});

test('a file that fails while the time is wrong by hours is left out no longer for it', () => {
  const { shown, wrongBy, isOut, minutesAfterFailure } = onAir();
  wrongBy(60 * MINUTE_MS);
  shown();
  expect(minutesAfterFailure()).toBe(1);
  wrongBy(0);
  expect(isOut()).toBe(false);
});
