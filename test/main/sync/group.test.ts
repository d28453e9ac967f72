/** Screens of one sync group, one of which starts anew where there is no network and its clock is wrong. */
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { Clock } from '../../../renderer/player/clock.ts';
import { Timetable } from '../../../renderer/player/timetable.ts';
import { workFolder } from '../../support/work-folder.ts';
import { picture, startRig, type Rig } from '../player-rig.ts';

const AIR_MS = 1000;
/** So good an estimate is waited for: a busy machine answers late at first. */
const GOOD_ERROR_MS = 100;
/** A smaller change of the correction is not told to the page, and what is kept on disk is in whole milliseconds. */
const UNTOLD_MS = 4;

/** Of all machines at once; it stands still while they are looked at. */
let frozenMs: number | null = null;
const trueMs = (): number => frozenMs ?? performance.timeOrigin + performance.now();

/** A machine whose system clock is wrong. */
class Machine {
  readonly #pageBeganMs = trueMs();
  #bootedMs = trueMs();
  wrongByMs: number;

  constructor(wrongByMs: number) {
    this.wrongByMs = wrongByMs;
  }

  boot(): void {
    this.#bootedMs = trueMs();
  }

  readonly nowMs = (): number => trueMs() + this.wrongByMs;
  readonly monotonicMs = (): number => trueMs() - this.#bootedMs;
  readonly pageTime = { systemMs: this.nowMs, pageMs: () => trueMs() - this.#pageBeganMs };
}

/** The page's own clock and timetable, of what it was told. */
class Page {
  readonly #rig: Rig;
  readonly #clock: Clock;
  #heard = 0;

  constructor(rig: Rig, machine: Machine) {
    this.#rig = rig;
    this.#clock = new Clock(machine.pageTime);
  }

  shows(): { itemId: string; startMs: number; positionMs: number } | undefined {
    const { messages, state } = this.#rig.page;
    for (const message of messages.slice(this.#heard)) {
      if (message.type !== 'state' && message.type !== 'clock') continue;
      this.#clock.correct(message.clockOffsetMs, message.systemMs);
    }
    this.#heard = messages.length;
    const nowMs = this.#clock.nowMs();
    if (!state?.programme) return undefined;
    const airing = new Timetable(state.programme).at('main', nowMs, new Set(state.unavailable));
    return airing && { itemId: airing.item.id, startMs: airing.startMs, positionMs: nowMs - airing.startMs };
  }
}

const ITEMS = ['satu', 'dua'].map((id) => ({ id, bytes: picture(), airDurationMs: AIR_MS }));

/** A player of its own with a server of its own, which gives it the group's programme. */
async function member(screenId: string, machine: Machine, effectiveFromMs: number): Promise<Rig> {
  const { nowMs, monotonicMs } = machine;
  const rig = await startRig({ nowMs, monotonicMs });
  const { director } = rig;
  await director.until(() => director.codeShown !== null, 'hello');
  director.screenId = screenId;
  director.pair();
  await director.until(() => rig.service.status().connected, 'welcome');
  const { programme } = director.publish(ITEMS);
  const group = { id: 'pasar', canvas: null };
  const { version } = director.publish(ITEMS, { programme: { ...programme, effectiveFromMs, group } });
  await rig.untilState(
    ({ manifestVersion, unavailable }) => manifestVersion === version && unavailable.length === 0,
    'whole',
  );
  await director.until(() => errorOf(rig) < GOOD_ERROR_MS, 'signed time', 20_000);
  return rig;
}

const errorOf = ({ service }: Rig): number => service.status().clock?.errorMs ?? Infinity;

test('a screen of a group that loses power and network, its clock wrong by seconds, comes back to the same picture at the same time as the others', async () => {
  const effectiveFromMs = Math.round(trueMs()) - 60_000;
  const [one, other] = [new Machine(1500), new Machine(4000)];
  const stays = await member('alun-alun', one, effectiveFromMs);
  const returns = await member('simpang-lima', other, effectiveFromMs);

  const errorMs = errorOf(returns);
  // Somebody sets it, which the player notices; where the power is cut, nothing more is written.
  other.wrongByMs = -7300;
  const dataDir = join(await workFolder(), 'data');
  await vi.waitFor(
    async () => {
      await cp(returns.dataDir, dataDir, { recursive: true });
      const facts = await readFile(join(dataDir, 'facts-added.json'), 'utf8');
      const [, kept = NaN] = /"systemOffsetMs":\s*(-?\d+)/.exec(facts) ?? [];
      expect(Math.abs(Number(kept) - 7300)).toBeLessThan(GOOD_ERROR_MS);
    },
    { timeout: 10_000 },
  );
  await returns.director.stop();
  other.boot();
  await returns.restart({ dataDir });
  await returns.untilState(({ unavailable }) => unavailable.length === 0, 'its programme, from disk');
  expect(returns.service.status().clock).toBeNull();
  expect(returns.service.status().planHash).toBe(stays.service.status().planHash);

  // One that plays on makes up little by little what it was wrong before there was signed time; a new one is right at once.
  await stays.openPage();
  await stays.untilState(({ unavailable }) => unavailable.length === 0, 'its programme');
  const [staying, returned] = [new Page(stays, one), new Page(returns, other)];
  for (const itemId of ['satu', 'dua']) {
    const [beside, alone] = await vi.waitUntil(
      () => {
        frozenMs = trueMs();
        const both = [staying.shows(), returned.shows()] as const;
        frozenMs = null;
        const { positionMs = 0 } = both[0] ?? {};
        const isInTheMiddle = positionMs > AIR_MS / 4 && positionMs < (AIR_MS * 3) / 4;
        return both[0]?.itemId === itemId && isInTheMiddle && both;
      },
      { timeout: 20_000, interval: 20 },
    );
    expect(alone).toMatchObject({ itemId, startMs: beside?.startMs });
    const apartMs = Math.abs((alone?.positionMs ?? NaN) - (beside?.positionMs ?? NaN));
    expect(apartMs).toBeLessThanOrEqual(errorMs + errorOf(stays) + UNTOLD_MS);
  }
});
