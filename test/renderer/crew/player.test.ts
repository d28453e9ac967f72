/** The player’s turns, with a loudspeaker the test has in hand; real sound in a browser: see the files beside it. */
import { beforeEach, expect, test, vi } from 'vitest';
import type { CrewDay } from '../../../core/trust/index.ts';
import type { Verdict } from '../../../renderer/crew/play/judge.ts';
import type { PlayerHost } from '../../../renderer/crew/play/player-host.ts';
import { TourPlayer } from '../../../renderer/crew/play/player.ts';
import { coursesOf, nameOfStop, startOf, type Course } from '../../../renderer/crew/play/round.ts';
import type { Sound, SoundEnd } from '../../../renderer/crew/play/sound.ts';
import type { PlaceInTour, StoredPlay } from '../../../renderer/crew/store/database.ts';

const DATE = '2026-11-22';

/** A tour to these stops with these clips. */
function courseTo(stops: readonly string[], clips: readonly string[], gapMs = 0): Course {
  const plan = { date: DATE, stops: stops.map((name) => ({ name, point: null })), clips, repeats: 1, gapMs };
  const day = { tours: [{ id: 't', state: 'driving', plan }] } as unknown as CrewDay;
  const [course] = coursesOf(day, DATE);
  if (course === undefined) throw new Error('no course');
  return course;
}

class Loudspeaker implements Pick<Sound, 'onPauseChange' | 'unlock' | 'play' | 'pause' | 'resume'> {
  onPauseChange: (isPaused: boolean) => void = () => undefined;
  /** What sounds, by the text its bytes are; null for silence. */
  now: string | null = null;
  isPaused = false;
  end: (how: SoundEnd) => void = () => undefined;

  unlock(): void {
    this.now = null;
  }

  async play(blob: Blob, { signal }: { signal: AbortSignal }): Promise<SoundEnd> {
    const text = blob.type === 'audio/wav' ? 'gap' : await blob.text();
    if (signal.aborted) return 'aborted';
    this.now = text;
    this.isPaused = false;
    const how = await new Promise<SoundEnd>((settle) => {
      this.end = settle;
      signal.addEventListener('abort', () => settle('aborted'));
    });
    this.now = null;
    return how;
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
  }
}

type Slow = 'located' | 'clipBytes' | 'partBytes' | 'begin';

/** A car with a player; `slow` is what the phone takes its time for until `goOn`. */
function car(slow: Slow | null = null) {
  const sound = new Loudspeaker();
  const plays: { announcementId: string; complete: boolean | null }[] = [];
  const told: string[] = [];
  const facts = { place: null as PlaceInTour | null, isHeld: false, verdict: { ok: true } as Verdict };
  let goOn = (): void => undefined;
  const waiting = new Promise<void>((settle) => {
    goOn = settle;
  });
  const take = async (what: Slow): Promise<void> => {
    if (what !== slow) return;
    told.push(what);
    await waiting;
  };
  const host: PlayerHost = {
    nowMs: () => 0,
    judge: () => facts.verdict,
    async clipBytes(id) {
      await take('clipBytes');
      return { bytes: new TextEncoder().encode(id), sha256: id };
    },
    async partBytes(sha256) {
      await take('partBytes');
      return new TextEncoder().encode(sha256);
    },
    partsAround: () => ({ before: [{ sha256: 'chime' }] as never, after: [] }),
    async located() {
      await take('located');
      return null;
    },
    isHeld: () => facts.isHeld,
    async begin(_course, announcementId) {
      await take('begin');
      plays.push({ announcementId, complete: null });
      return { sequence: plays.length, play: { startMs: 0 } } as unknown as StoredPlay;
    },
    extend: () => Promise.resolve(),
    end({ sequence }, { complete }) {
      const play = plays[sequence - 1];
      if (play !== undefined) play.complete = complete;
      return Promise.resolve();
    },
    keepPlace(place) {
      facts.place = place;
      return Promise.resolve();
    },
    skipped: ({ reason }) => told.push(reason),
    stopDone: (course, place, { how, isLast }) =>
      told.push(`${how}, ${isLast ? 'the last' : `next ${nameOfStop(course, place) ?? ''}`}`),
    changed: () => undefined,
  };
  const player = new TourPlayer(host, sound);
  const sounding = (what: string | null) => vi.waitFor(() => expect(sound.now).toBe(what), { interval: 1 });
  /** Hears what sounds now, then this. */
  const then = async (what: string) => {
    sound.end('ended');
    await sounding(what);
  };
  return { sound, plays, told, facts, player, goOn, sounding, then };
}

let there: ReturnType<typeof car>;
beforeEach(() => {
  there = car();
});

test('a tour that is changed while a clip is heard is followed from the next clip on, and no new stop is left out', async () => {
  const { player, sounding, then, sound, told, plays, facts } = there;
  const course = courseTo(['A', 'B'], ['x', 'y']);
  const atA = player.start(course, startOf(course));
  await sounding('chime');
  await then('x');
  const changed = courseTo(['C', 'A', 'B'], ['w', 'x', 'z', 'y']);
  player.redirect(changed);
  expect(sound.now).toBe('x');
  for (const id of ['w', 'z', 'y']) {
    await then('chime');
    await then(id);
    expect(player.state).toMatchObject({ course: changed, place: { stop: 1 } });
  }
  sound.end('ended');
  await atA;
  expect(told).toEqual(['heard, next C']);
  expect(plays.map(({ announcementId }) => announcementId)).toEqual(['x', 'w', 'z', 'y']);
  expect(plays.every(({ complete }) => complete)).toBe(true);
  expect(facts.place).toMatchObject({ stop: 0, clip: 0 });
});

test('what is no longer part of the tour is cut at once: a clip for the next one, a stop for none', async () => {
  const { player, sounding, then, told, plays } = there;
  const course = courseTo(['A', 'B'], ['x', 'y']);
  const atA = player.start(course, startOf(course));
  await sounding('chime');
  await then('x');
  player.redirect(courseTo(['A', 'B'], ['y']));
  await sounding('chime');
  await then('y');
  player.redirect(courseTo(['C', 'B'], ['y']));
  await atA;
  expect(told).toEqual(['dropped, next C']);
  expect(plays).toEqual([
    { announcementId: 'x', complete: false },
    { announcementId: 'y', complete: false },
  ]);
});

test('a tour that is called off falls silent at once, whatever is judged in the same moment', async () => {
  const { player, sounding, then, sound, told, plays, facts } = there;
  const course = courseTo(['A', 'B'], ['x', 'y']);
  const atA = player.start(course, startOf(course));
  await sounding('chime');
  await then('x');
  player.stop();
  facts.verdict = { ok: false, reason: 'gone' };
  player.check();
  await atA;
  expect(sound.now).toBeNull();
  expect(told).toEqual([]);
  expect(plays).toEqual([{ announcementId: 'x', complete: false }]);
});

test.each(['located', 'clipBytes', 'partBytes', 'begin'] as const)(
  'a pause while nothing sounds yet (%s) holds what would come',
  async (slow) => {
    const { player, sounding, told, goOn, sound, then } = car(slow);
    const course = courseTo(['A'], ['x']);
    const atA = player.start(course, startOf(course));
    if (slow === 'begin') {
      await sounding('chime');
      sound.end('ended');
    }
    await vi.waitFor(() => expect(told).toEqual([slow]), { interval: 1 });
    player.pause();
    goOn();
    await new Promise((settle) => setTimeout(settle, 20));
    expect(sound.now).toBeNull();
    expect(player.state).toMatchObject({ isPaused: true });
    player.resume();
    await sounding(slow === 'begin' ? 'x' : 'chime');
    if (slow !== 'begin') await then('x');
    sound.end('ended');
    await atA;
  },
);

test('a pause before the silence between two clips holds the next one', async () => {
  const { player, sounding, then, sound } = there;
  const course = courseTo(['A'], ['x', 'y'], 1000);
  const atA = player.start(course, startOf(course));
  await sounding('chime');
  await then('x');
  await then('gap');
  player.pause();
  expect(sound.isPaused).toBe(true);
  player.next();
  await sounding('chime');
  player.stop();
  await atA;
});

test('a hold that is over before anything sounds still waits for the crew', async () => {
  const { player, told, goOn, sound, facts, sounding } = car('located');
  const course = courseTo(['A'], ['x']);
  const atA = player.start(course, startOf(course));
  await vi.waitFor(() => expect(told).toEqual(['located']), { interval: 1 });
  facts.isHeld = true;
  player.check();
  facts.isHeld = false;
  goOn();
  await new Promise((settle) => setTimeout(settle, 20));
  expect(sound.now).toBeNull();
  expect(player.state).toMatchObject({ isHeld: true });
  player.resume();
  await sounding('chime');
  player.stop();
  await atA;
});
