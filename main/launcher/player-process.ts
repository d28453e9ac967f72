import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { RESTART_EXIT_CODE } from '../restart.ts';
import type { GoodSlot } from './slot.ts';
import { LAUNCH_ENV, PlayerSays, type LaunchFacts, type LauncherSays } from './protocol.ts';

/** A player that said `alive` once and then nothing for so long hangs: found and killed within ten seconds. */
const SILENCE_MS = 8000;
const STOP_WITHIN_MS = 10_000;

export type Ending =
  | { why: 'exited'; detail: string }
  /** To be started anew: somebody asked the player for that. */
  | { why: 'restarting'; detail: string }
  /** Not healthy in time, or its main thread hangs; on trial, without a picture where one was due. */
  | { why: 'unhealthy' | 'hung'; detail: string };

interface ProcessEvents {
  healthy: [];
  shown: [];
  switch: [{ releaseSha256: string; rootSha256: string }];
  /** The last one; nothing of the process is left. */
  ended: [Ending];
}

export interface PlayerProcessOptions {
  /** Node for the kiosk, Electron's executable for Electron. */
  runtime: string;
  slot: GoodSlot;
  facts: LaunchFacts;
  args: readonly string[];
  healthyWithinMs: number;
}

/** One run of the player: started, listened to, and ended when it hangs. */
export class PlayerProcess {
  readonly events = new EventEmitter<ProcessEvents>();
  readonly #child: ChildProcess;
  readonly #gone: Promise<void>;
  #isTrial: boolean;
  #verdict: Ending | null = null;
  #healthy = false;
  #patience: NodeJS.Timeout;
  #silence: NodeJS.Timeout | undefined;

  constructor(options: PlayerProcessOptions) {
    const { runtime, slot, facts, args, healthyWithinMs } = options;
    this.#isTrial = facts.isTrial;
    this.#child = spawn(runtime, [slot.entry, ...args], {
      env: { ...process.env, [LAUNCH_ENV]: JSON.stringify(facts) },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      // Its console; of a program that has windows and no console it would be the first window.
      windowsHide: facts.shell === 'kiosk',
    });
    this.#patience = setTimeout(() => {
      this.#kill({ why: 'unhealthy', detail: `no picture within ${healthyWithinMs} ms` });
    }, healthyWithinMs);
    this.#child.on('message', (message) => {
      this.#take(message);
    });
    this.#gone = new Promise((resolve) => {
      const end = (why: 'exited' | 'restarting', detail: string) => {
        clearTimeout(this.#patience);
        clearTimeout(this.#silence);
        resolve();
        this.events.emit('ended', this.#verdict ?? { why, detail });
      };
      this.#child.once('exit', (code, signal) => {
        end(code === RESTART_EXIT_CODE ? 'restarting' : 'exited', `ended with ${String(code ?? signal)}`);
      });
      this.#child.once('error', (error) => {
        if (this.#child.pid === undefined) end('exited', error.message);
      });
    });
  }

  get isHealthy(): boolean {
    return this.#healthy;
  }

  say(message: LauncherSays): void {
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  /** Ends it in good order, by force after ten seconds. */
  async stop(): Promise<void> {
    clearTimeout(this.#patience);
    clearTimeout(this.#silence);
    this.say({ type: 'stop' });
    if (process.platform !== 'win32') this.#child.kill('SIGTERM');
    const killer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_WITHIN_MS);
    await this.#gone;
    clearTimeout(killer);
  }

  #take(message: unknown): void {
    const parsed = PlayerSays.safeParse(message);
    // A newer player may say what this launcher does not know.
    if (!parsed.success) return;
    switch (parsed.data.type) {
      case 'healthy':
        this.#heal();
        return;
      case 'shown':
        this.#heal();
        this.#isTrial = false;
        this.events.emit('shown');
        return;
      case 'dark':
        if (this.#isTrial) this.#kill({ why: 'unhealthy', detail: 'no picture where one was due' });
        return;
      case 'alive':
        clearTimeout(this.#silence);
        this.#silence = setTimeout(() => {
          this.#kill({ why: 'hung', detail: `no sign of life for ${SILENCE_MS} ms` });
        }, SILENCE_MS);
        return;
      case 'switch':
        this.events.emit('switch', parsed.data);
        return;
    }
  }

  #heal(): void {
    clearTimeout(this.#patience);
    if (this.#healthy) return;
    this.#healthy = true;
    this.events.emit('healthy');
  }

  #kill(verdict: Ending): void {
    this.#verdict ??= verdict;
    this.#child.kill('SIGKILL');
  }
}
