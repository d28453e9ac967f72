import { expect, it, onTestFinished } from 'vitest';
import { cellsOf, type Rgba } from '../../../core/picture/cells.ts';
import { Eye, type Look } from '../../../main/eyes/eye.ts';
import { Faults } from '../../../main/faults.ts';
import { AppError } from '../../../core/model/app-error.ts';

const AREA = { x: 0, y: 0, widthPx: 90, heightPx: 80 };
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

const picture = (luma: (x: number, y: number) => number): Rgba => {
  const rgba = new Uint8Array(90 * 80 * 4);
  for (let at = 0; at < rgba.length; at += 4)
    rgba.fill(luma((at / 4) % 90, Math.floor(at / 360)), at, at + 3);
  return { widthPx: 90, heightPx: 80, rgba };
};
const wall = picture((x, y) => 120 + 100 * Math.sin(x / 9 + y / 20));
const stranger = picture((x, y) => 120 + 100 * Math.cos(y / 9 - x / 30));
const black = picture(() => 0);

/** An eye whose screen and page are as the test says. */
function opened() {
  const set = {
    screen: wall as Rgba | null,
    page: wall as Rgba | null,
    due: [] as number[],
    nowMs: 1000,
    raised: [] as string[],
  };
  const faults = new Faults(
    () => set.nowMs,
    ({ code }) => set.raised.push(code),
  );
  const looks: Look[] = [];
  const eye = new Eye({
    grabber: {
      grab: () =>
        set.screen ? Promise.resolve(set.screen) : Promise.reject(new AppError('grab_failed', 'no screen')),
    },
    page: {
      ask: () => Promise.resolve(set.page && { cells: cellsOf(set.page), checksum: 1, area: AREA }),
    },
    everyMs: () => 3_600_000,
    dueCells: () => set.due,
    faults,
    nowMs: () => set.nowMs,
    monotonicMs: () => set.nowMs,
    log: quiet,
    onLook: (look) => looks.push(look),
  });
  onTestFinished(() => eye.close());
  return { set, eye, faults, looks, codes: () => faults.list().map(({ code }) => code) };
}

it('believes a right screen at once, and any other only the second time', async () => {
  const { set, eye, codes, looks } = opened();
  await eye.look();
  expect(eye.status).toMatchObject({ verdict: 'showing', distance: 0, sinceMs: 1000 });
  set.screen = stranger;
  set.nowMs = 2000;
  await eye.look();
  expect(eye.status?.verdict).toBe('showing');
  expect(codes()).toEqual([]);
  set.nowMs = 3000;
  await eye.look();
  expect(eye.status).toMatchObject({ verdict: 'something_else', sinceMs: 3000 });
  expect(codes()).toEqual(['screen_differs']);
  expect(looks.map(({ isNew }) => isNew)).toEqual([true, false, true]);
});

it('a single strange look between right ones never alarms, however often', async () => {
  const { set, eye, codes } = opened();
  for (let n = 0; n < 10; n += 1) {
    set.screen = n % 2 === 0 ? wall : n % 4 === 1 ? black : stranger;
    await eye.look();
  }
  expect(eye.status?.verdict).toBe('showing');
  expect(codes()).toEqual([]);
});

it('a first look that finds something wrong waits for a second one like it', async () => {
  const { set, eye, codes } = opened();
  set.screen = stranger;
  await eye.look();
  expect([eye.status, codes()]).toEqual([null, []]);
  await eye.look();
  expect([eye.status?.verdict, codes()]).toEqual(['something_else', ['screen_differs']]);
});

it('black has to last: a video may fade in', async () => {
  const { set, eye, codes } = opened();
  set.screen = set.page = black;
  set.due = [0, 1, 2];
  const looks = async (...atMs: number[]) => {
    for (const ms of atMs) {
      set.nowMs = ms;
      await eye.look();
    }
    return eye.status?.verdict;
  };
  expect(await looks(1000, 2000, 3000, 3999)).toBeUndefined();
  set.page = set.screen = wall;
  expect(await looks(4000)).toBe('showing');
  set.page = set.screen = black;
  expect(await looks(5000, 6000, 7999)).toBe('showing');
  expect([await looks(8000), codes()]).toEqual(['black', ['screen_black']]);
  set.due = [];
  expect([await looks(9000, 10_000), codes()]).toEqual(['unknown', []]);
});

it('one fault gives way to another, and to none when the screen is right again', async () => {
  const { set, eye, codes } = opened();
  set.screen = black;
  await eye.look();
  set.nowMs += 3000;
  await eye.look();
  expect(codes()).toEqual(['screen_black']);
  set.screen = stranger;
  await eye.look();
  await eye.look();
  expect(codes()).toEqual(['screen_differs']);
  set.screen = wall;
  await eye.look();
  expect([eye.status?.verdict, codes()]).toEqual(['showing', []]);
});

it('a fault that lasts is told again, so that it does not count as over', async () => {
  const { set, eye, codes } = opened();
  set.screen = black;
  for (let n = 0; n < 100; n += 1) {
    set.nowMs += 60_000;
    await eye.look();
  }
  expect(codes()).toEqual(['screen_black']);
  expect(set.raised.length).toBeLessThan(25);
});

it('says that it does not know once page or screen are out of its sight', async () => {
  const { set, eye } = opened();
  await eye.look();
  set.page = null;
  await eye.look();
  await eye.look();
  expect(eye.status).toMatchObject({ verdict: 'unknown', distance: null });
  set.page = wall;
  set.screen = null;
  expect(await eye.look()).toBeNull();
  set.screen = wall;
  await eye.look();
  expect(eye.status?.verdict).toBe('showing');
});
