import { expect, test, vi } from 'vitest';
import { LiveDesk } from '../../../renderer/crew/app/live-desk.ts';
import { EMPTY, Store, type CrewState } from '../../../renderer/crew/app/state.ts';
import type { Course } from '../../../renderer/crew/play/round.ts';
import type { StoredPlay } from '../../../renderer/crew/store/database.ts';

const COURSE: Course = {
  tourId: null,
  date: '2026-11-22',
  tour: null,
  clipIds: ['ktp'],
  repeats: 1,
  gapMs: 0,
  stopKeys: [],
};

/** A desk whose records take their time. */
function desk() {
  vi.useFakeTimers();
  const live = { announcementId: 'ktp', title: 'KTP', script: 'Warga.', isBegun: false, play: null };
  const store = new Store<CrewState>({ ...EMPTY, live });
  const written: ((play: StoredPlay) => void)[] = [];
  const noted: string[] = [];
  const reading = new LiveDesk({
    store,
    clock: { nowMs: () => 5000 },
    records: {
      begin: () => new Promise((settle) => written.push(settle)),
      extend: ({ sequence }) => Promise.resolve(void noted.push(`heard ${String(sequence)}`)),
      end: ({ sequence }, { endMs, complete }) =>
        Promise.resolve(void noted.push(`end ${String(sequence)} ${String(endMs)} ${String(complete)}`)),
    },
    judge: () => ({ ok: true }),
    onOpen: () => undefined,
    onChange: () => undefined,
  });
  const write = (sequence: number) => written[sequence - 1]?.({ sequence } as StoredPlay);
  return { store, reading, written, noted, write };
}

test('a second tap on the button begins no second reading', async () => {
  const { store, reading, written, noted, write } = desk();
  const both = [reading.begin(COURSE), reading.begin(COURSE)];
  expect(store.get().live).toMatchObject({ isBegun: true, play: null });
  expect(written.length).toBe(1);
  write(1);
  await Promise.all(both);
  await reading.begin(COURSE);
  expect(written.length).toBe(1);
  await vi.advanceTimersByTimeAsync(5000);
  await reading.end(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(noted).toEqual(['heard 1', 'heard 1', 'end 1 5000 true']);
});

test('closed before its record is written, a reading stays closed, and the record is ended', async () => {
  const { store, reading, noted, write } = desk();
  const begun = reading.begin(COURSE);
  const ended = reading.end(false);
  expect(store.get().live).toBeNull();
  write(1);
  await Promise.all([begun, ended]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(store.get().live).toBeNull();
  expect(noted).toEqual(['end 1 5000 false']);
});
