import { beforeEach, expect, test, vi } from 'vitest';
import { PositionWatch } from '../../../renderer/crew/place/position-watch.ts';

const PERMISSION_DENIED = 1;
const TIMEOUT = 3;

let read: PositionCallback;
let fail: (code: number) => void;
const clock = { nowMs: 0 };

beforeEach(() => {
  vi.useFakeTimers();
  clock.nowMs = 1_000_000;
  vi.stubGlobal('navigator', {
    geolocation: {
      watchPosition(onReading: PositionCallback, onError: PositionErrorCallback) {
        read = onReading;
        fail = (code) => onError({ code, PERMISSION_DENIED } as GeolocationPositionError);
        return 1;
      },
      clearWatch: () => undefined,
    },
  });
});

const watching = () => {
  const watch = new PositionWatch(
    () => clock.nowMs,
    () => undefined,
  );
  watch.start();
  return watch;
};
const reading = (latitude: number) =>
  ({ coords: { latitude, longitude: 106.8, accuracy: 12 } }) as GeolocationPosition;
const HERE = { latitudeDeg: -6.2, longitudeDeg: 106.8, accuracyM: 12 };

test('the first reading is waited for once, and not for long', async () => {
  const watch = watching();
  const first = watch.known();
  await vi.advanceTimersByTimeAsync(3000);
  await first;
  expect(watch.current()).toBeNull();
  // Nobody moves the hands on: this one has to settle by itself.
  await watch.known();
  expect(watch.state).toEqual({ kind: 'asking' });

  watch.stop();
  watch.start();
  read(reading(-6.2));
  await watch.known();
  expect(watch.current()).toEqual(HERE);
});

test('a failure takes no reading away that is still fresh; an old one remains the last that is known', () => {
  const watch = watching();
  read(reading(-6.2));
  clock.nowMs += 30_000;
  fail(TIMEOUT);
  expect(watch.current()).toEqual(HERE);
  clock.nowMs += 31_000;
  fail(TIMEOUT);
  expect([watch.state.kind, watch.current(), watch.last]).toEqual(['unavailable', null, HERE]);
  fail(PERMISSION_DENIED);
  expect([watch.state.kind, watch.last]).toEqual(['denied', HERE]);
  watch.stop();
  expect(watch.last).toBeNull();
});
