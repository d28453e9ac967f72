import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from '../log.ts';
import { choose, otherSlot, type Choice } from './choose.ts';
import { PlayerProcess, type Ending } from './player-process.ts';
import type { PreviousEnd, RefusedSlot, ShellName } from './protocol.ts';
import { afterEnd, MOST_SAFE_ENDS, WELL_AGAIN_MS } from './safe-mode.ts';
import type { Slate } from './slate.ts';
import { verifySlot, type GoodSlot } from './slot.ts';
import type { StateFile } from './state.ts';

const FIRST_WAIT_MS = 500;
const MOST_WAIT_MS = 30_000;
/** With nothing to start: how often the slots are looked at again, for one that was mended. */
const LOOK_AGAIN_MS = 15_000;

export interface LauncherOptions {
  home: string;
  shell: ShellName;
  runtime: string;
  playerArgs: readonly string[];
  healthyWithinMs: number;
  /** How long a player in safe mode must live until it is started in the ordinary way; 30 minutes unless given. */
  wellAgainMs?: number;
  state: StateFile;
  /** Shows that neither slot can be started, until `close`. */
  slate: (cityName: string | null) => Promise<Slate>;
  log: Log;
  nowMs(): number;
  lookAgainMs?: number;
}

/**
 * Keeps a verified player running: the current slot, else the other one, else a slate. A new release is on trial until
 * it shows a picture, however long the screen is dark; one that shows none when it should gives way to the other slot
 * for good. One that has proven itself is tried for ever, in turns with the other slot: after growing waits when it
 * shows nothing, and when it keeps ending even in safe mode.
 */
export class Launcher {
  readonly #options: LauncherOptions;
  readonly #asked = new AbortController();
  #player: PlayerProcess | null = null;
  #failures = 0;
  #previous: PreviousEnd | null = null;

  constructor(options: LauncherOptions) {
    this.#options = options;
  }

  /** Ends the player and `run`; safe to call twice. */
  async stop(): Promise<void> {
    this.#asked.abort();
    await this.#player?.stop();
  }

  /** Until `stop`. @throws AppError as `slate` does, when neither slot can be started. */
  async run(): Promise<void> {
    const { home, shell, state, log, nowMs } = this.#options;
    while (!this.#isAsked()) {
      const choice = await choose(home, shell, state.data, log, nowMs);
      await this.#remember(choice);
      const slot = choice.good[this.#failures % 2] ?? choice.good[0];
      if (slot === undefined) await this.#showSlate();
      else await this.#play(slot, choice);
    }
  }

  #isAsked(): boolean {
    return this.#asked.signal.aborted;
  }

  /** The slot that starts from now on, and the release that never got through its trial. */
  async #remember({ good, refused }: Choice): Promise<void> {
    const { state } = this.#options;
    const { current, trialStarts, failed } = state.data;
    const first = good[0];
    if (first === undefined || first.slot === current) return;
    const stuck =
      trialStarts === null
        ? []
        : refused.filter(({ slot, code }) => slot === current && code === 'unhealthy');
    await this.#change({
      current: first.slot,
      trialStarts: null,
      failed: [...failed, ...unknown(failed, stuck)],
    });
  }

  /** One run of the player, from its start to its end. */
  async #play(slot: GoodSlot, { good, refused }: Choice): Promise<void> {
    const { home, shell, runtime, playerArgs, healthyWithinMs, state, log } = this.#options;
    let isTrial = slot.slot === state.data.current && state.data.trialStarts !== null;
    if (isTrial) await this.#change({ trialStarts: (state.data.trialStarts ?? 0) + 1 });
    const { highest, failed, isSafe } = state.data;
    const player = new PlayerProcess({
      runtime,
      slot,
      args: isSafe ? [...playerArgs, '--safe'] : playerArgs,
      healthyWithinMs,
      facts: {
        home,
        slot: slot.slot,
        shell,
        release: slot.ref,
        isTrial,
        highest,
        failed: failed.flatMap(({ release }) => (release === null ? [] : [release.sha256])),
        refused: [...refused],
        previous: this.#previous,
      },
    });
    this.#player = player;
    this.#previous = null;
    log.info('player_launched', { slot: slot.slot, ...slot.ref, isTrial, isSafe });
    let work: Promise<void> = Promise.resolve();
    let hasSwitched = false;
    let isWellAgain = false;
    let recovering: NodeJS.Timeout | undefined;
    player.events.on('healthy', () => {
      log.info('player_healthy', { slot: slot.slot, ...slot.ref });
      this.#failures = 0;
      // Alive in the dark is no proof, but a reason to wait for the light.
      const isWaiting = isTrial;
      work = work.then(() => (isWaiting ? this.#change({ trialStarts: 0 }) : this.#proven(slot)));
      if (!isSafe) return;
      recovering = setTimeout(() => {
        isWellAgain = true;
        log.info('safe_mode_left');
        work = work.then(() => this.#leaveSafeMode(slot)).then(() => player.stop());
      }, this.#options.wellAgainMs ?? WELL_AGAIN_MS);
    });
    player.events.on('shown', () => {
      if (!isTrial) return;
      isTrial = false;
      log.info('trial_passed', { slot: slot.slot, ...slot.ref });
      work = work.then(() => this.#proven(slot));
    });
    player.events.on('switch', (asked) => {
      work = work.then(async () => {
        hasSwitched ||= await this.#switch(slot, asked, player);
      });
    });
    const [ending] = await new Promise<[Ending]>((resolve) => {
      player.events.once('ended', (...ended) => {
        resolve(ended);
      });
      if (this.#isAsked()) void player.stop();
    });
    clearTimeout(recovering);
    await work;
    this.#player = null;
    if (this.#isAsked() || hasSwitched || isWellAgain) return;
    log.error('player_ended', { slot: slot.slot, ...ending });
    await this.#countEnd(ending);
    const wasAsked = ending.why === 'restarting';
    const hasWorked = wasAsked || (player.isHealthy && ending.why !== 'unhealthy');
    const isWorn = !wasAsked && state.data.safeEnds >= MOST_SAFE_ENDS;
    const hasOther = good.some((one) => one.slot !== slot.slot);
    if (hasOther && (isWorn || (isTrial && !hasWorked))) {
      const detail = isWorn ? `ended ${state.data.safeEnds} times in safe mode` : ending.detail;
      await this.#giveUp(slot, isTrial ? 'unhealthy' : 'unsteady', detail);
    } else if (hasWorked) await this.#pause(FIRST_WAIT_MS);
    else {
      await this.#pause(Math.min(MOST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#failures));
      this.#failures += 1;
    }
  }

  /** One end more that nobody asked for; after too many the next start is a safe one. */
  async #countEnd({ why, detail }: Ending): Promise<void> {
    if (why === 'restarting') return;
    const { state, nowMs, log } = this.#options;
    this.#previous = { why, detail: detail.slice(0, 200), atMs: Math.round(nowMs()) };
    const { isSafe, safeEnds } = state.data;
    const { ends, isTooMany } = afterEnd(state.data.ends, nowMs());
    if (isTooMany && !isSafe) log.error('safe_mode_entered', { ends: ends.length });
    await this.#change({ ends, isSafe: isSafe || isTooMany, safeEnds: isSafe ? safeEnds + 1 : 0 });
  }

  /** It has been well for long: what was held against it is forgotten. */
  async #leaveSafeMode({ ref }: GoodSlot): Promise<void> {
    const failed = this.#options.state.data.failed.filter(({ release }) => release?.sha256 !== ref.sha256);
    await this.#change({ isSafe: false, ends: [], safeEnds: 0, failed });
  }

  async #proven({ slot, ref, cityName }: GoodSlot): Promise<void> {
    const known = this.#options.state.data;
    const isNewest = known.highest === null || ref.version > known.highest.version;
    const isNamed = cityName === null || cityName === known.cityName;
    if (!isNewest && isNamed && known.trialStarts === null && known.current === slot) return;
    await this.#change({
      current: slot,
      trialStarts: null,
      cityName: cityName ?? known.cityName,
      ...(isNewest && { highest: ref }),
    });
  }

  /** Tried and found wanting: the other slot plays on, and this release is not asked for again. */
  async #giveUp({ slot, ref }: GoodSlot, code: 'unhealthy' | 'unsteady', detail: string): Promise<void> {
    const { state, nowMs, log } = this.#options;
    const atMs = Math.round(nowMs());
    const bad: RefusedSlot = { slot, release: ref, code, detail: detail.slice(0, 200), atMs };
    log.error('release_given_up', { slot, ...ref, code, detail });
    await this.#change({
      current: otherSlot(slot),
      trialStarts: null,
      safeEnds: 0,
      failed: [...state.data.failed, ...unknown(state.data.failed, [bad])],
    });
  }

  /** True when the other slot is to be started; the player has then been ended. */
  async #switch(
    running: GoodSlot,
    asked: { releaseSha256: string; rootSha256: string },
    player: PlayerProcess,
  ): Promise<boolean> {
    const { home, shell, state, log } = this.#options;
    const refuse = (code: string, detail: string): false => {
      log.error('switch_refused', { code, detail });
      player.say({ type: 'switch_refused', code, detail: detail.slice(0, 200) });
      return false;
    };
    const rootSha256 = state.data.rootSha256 ?? asked.rootSha256;
    // Another city's root: pinned once, and for good.
    if (rootSha256 !== asked.rootSha256) return refuse('root_not_pinned', `pinned is ${rootSha256}`);
    const next = await verifySlot(home, otherSlot(running.slot), shell, { ...state.data, rootSha256 });
    if (!next.ok) return refuse(next.error.code, next.error.detail);
    const { ref, slot } = next.value;
    const { highest, failed } = state.data;
    if (ref.sha256 !== asked.releaseSha256) return refuse('mix_and_match', `the slot holds ${ref.sha256}`);
    const before = failed.find(({ release }) => release?.sha256 === ref.sha256);
    if (before !== undefined) return refuse(before.code, 'tried before');
    // Rollback: only what is signed as newer replaces what runs.
    if (highest !== null && ref.version < highest.version) {
      return refuse('rollback', `release ${ref.version} after ${highest.version}`);
    }
    const isProven = highest?.sha256 === ref.sha256;
    const trial = isProven ? { trialStarts: null } : { trialStarts: 0, safeEnds: 0 };
    await this.#change({ current: slot, rootSha256, ...trial });
    log.info('switching', { slot, ...ref });
    this.#failures = 0;
    await player.stop();
    return true;
  }

  /** Until there is something to start. */
  async #showSlate(): Promise<void> {
    const { home, shell, state, slate, log, nowMs } = this.#options;
    log.error('nothing_to_start');
    const shown = await slate(state.data.cityName);
    log.error('slate_shown');
    try {
      while (!this.#isAsked()) {
        await this.#pause(this.#options.lookAgainMs ?? LOOK_AGAIN_MS);
        if (this.#isAsked()) return;
        const { good } = await choose(home, shell, state.data, log, nowMs);
        if (good.length > 0) return;
      }
    } finally {
      await shown.close();
    }
  }

  /** A disk that takes no more writes does not keep a verified player from starting. */
  async #change(changes: Parameters<StateFile['change']>[0]): Promise<void> {
    const { state, log } = this.#options;
    try {
      await state.change(changes);
    } catch (error) {
      log.error('launcher_state_not_stored', { error });
    }
  }

  async #pause(ms: number): Promise<void> {
    await wait(ms, undefined, { signal: this.#asked.signal }).catch(() => undefined);
  }
}

const unknown = (known: readonly RefusedSlot[], more: readonly RefusedSlot[]): RefusedSlot[] =>
  more.filter((one) => !known.some(({ release }) => release?.sha256 === one.release?.sha256));
