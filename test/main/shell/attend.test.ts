import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PlayerService } from '../../../main/player-service.ts';
import { Attendant } from '../../../main/shell/attend.ts';
import type { Shell } from '../../../main/shell/shell.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

type EventsOf<T extends { events: unknown }> = T['events'] extends EventEmitter<infer E> ? E : never;

/** A window that does as it is told, and a service with a page. */
function stage() {
  const calls: string[] = [];
  const shell = {
    events: new EventEmitter<EventsOf<Shell>>(),
    opens: true,
    show: () => open('show'),
    restart: () => open('restart'),
    cover: vi.fn(),
    uncover: vi.fn(),
    capture: () => Promise.resolve(Buffer.from('jpeg')),
    close: () => {
      calls.push('close');
      return Promise.resolve();
    },
  };
  const open = (call: string) => {
    calls.push(call);
    return shell.opens ? Promise.resolve() : Promise.reject(new Error('no display'));
  };
  const capture = vi.fn();
  const restarted = vi.fn();
  const service = {
    events: new EventEmitter<EventsOf<PlayerService>>(),
    entry: { url: 'http://127.0.0.1:4000/' },
    output: () => null,
    captureWith: capture,
    rendererRestarted: restarted,
  };
  const attendant = new Attendant({
    service: service as unknown as PlayerService,
    shell,
    log: silent,
    monotonicMs: () => Date.now(),
  });
  return { attendant, calls, shell, service, capture, restarted };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** The page says so twice a second, for as long. */
async function alive(service: { events: PlayerService['events'] }, seconds: number): Promise<void> {
  for (let half = 0; half < 2 * seconds; half += 1) {
    service.events.emit('alive');
    await vi.advanceTimersByTimeAsync(500);
  }
}

test('a page that lives is left alone', async () => {
  const { attendant, calls, service } = stage();
  attendant.start();
  await alive(service, 300);
  expect(calls).toEqual(['show']);
});

test('a page that falls silent has its window started anew, at once', async () => {
  const { attendant, calls, service, restarted } = stage();
  attendant.start();
  await alive(service, 5);
  await vi.advanceTimersByTimeAsync(1500);
  expect(calls).toEqual(['show', 'restart']);
  expect(restarted).toHaveBeenCalledTimes(1);
});

test('time in which nobody could look is not the page’s silence', async () => {
  const { attendant, calls, service } = stage();
  attendant.start();
  await alive(service, 5);
  vi.setSystemTime(Date.now() + 60_000);
  await vi.advanceTimersByTimeAsync(400);
  await alive(service, 5);
  expect(calls).toEqual(['show']);
});

test('a page that never comes to life is given time, and then tried anew with growing waits', async () => {
  const { attendant, calls } = stage();
  attendant.start();
  await vi.advanceTimersByTimeAsync(14_000);
  expect(calls).toEqual(['show']);
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(calls.length).toBeGreaterThan(10);
  expect(calls.length).toBeLessThan(25);
});

test('however often a page that lives is lost, it comes back at once', async () => {
  const { attendant, calls, service, shell } = stage();
  attendant.start();
  for (let time = 0; time < 100; time += 1) {
    await alive(service, 2);
    shell.events.emit('lost', 'crash');
    await vi.advanceTimersByTimeAsync(0);
    expect(calls).toHaveLength(time + 2);
  }
});

test('a window that is lost before its page lived comes back too', async () => {
  const { attendant, calls, shell, capture } = stage();
  attendant.start();
  await vi.advanceTimersByTimeAsync(0);
  shell.events.emit('lost', 'crash');
  expect(capture).toHaveBeenLastCalledWith(null);
  await vi.advanceTimersByTimeAsync(3000);
  expect(calls).toEqual(['show', 'restart']);
});

test('a window that cannot be opened is tried for ever, with waits of at most half a minute', async () => {
  const { attendant, calls, shell } = stage();
  shell.opens = false;
  attendant.start();
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(calls.length).toBeGreaterThan(20);
  expect(calls.length).toBeLessThan(40);
  shell.opens = true;
  await vi.advanceTimersByTimeAsync(31_000);
  const opened = calls.length;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(calls).toHaveLength(opened);
});

test('a page whose connection ended is covered until it gives a sign of life', async () => {
  const { attendant, service, shell } = stage();
  attendant.start();
  await alive(service, 2);
  expect(shell.uncover).not.toHaveBeenCalled();
  service.events.emit('parted');
  expect(shell.cover).toHaveBeenCalledTimes(1);
  await alive(service, 2);
  expect(shell.uncover).toHaveBeenCalledTimes(1);
});

test('an operator’s reload loads the page anew', async () => {
  const { attendant, calls, service } = stage();
  attendant.start();
  await alive(service, 2);
  service.events.emit('reload');
  await alive(service, 2);
  expect(calls).toEqual(['show', 'show']);
});

test('a reload that comes while the page is being opened is done after that, once', async () => {
  const { attendant, calls, service, shell } = stage();
  let opened = (): void => undefined;
  shell.show = () => {
    calls.push('show');
    return new Promise((resolve) => (opened = resolve));
  };
  attendant.start();
  service.events.emit('reload');
  service.events.emit('reload');
  expect(calls).toEqual(['show']);
  opened();
  await vi.advanceTimersByTimeAsync(0);
  expect(calls).toEqual(['show', 'show']);
  opened();
  await alive(service, 2);
  expect(calls).toEqual(['show', 'show']);
});

test('one that comes while a window does not open is done by the next window', async () => {
  const { attendant, calls, service, shell } = stage();
  shell.opens = false;
  attendant.start();
  service.events.emit('reload');
  shell.opens = true;
  await vi.advanceTimersByTimeAsync(1000);
  await alive(service, 2);
  expect(calls).toEqual(['show', 'restart']);
});

test('after closing nothing is opened any more', async () => {
  const { attendant, calls, shell } = stage();
  attendant.start();
  await vi.advanceTimersByTimeAsync(0);
  shell.events.emit('lost', 'crash');
  await attendant.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(calls).toEqual(['show', 'close']);
});
