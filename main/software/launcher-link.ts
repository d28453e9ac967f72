import { EventEmitter } from 'node:events';
import { LAUNCH_ENV, LaunchFacts, LauncherSays, type PlayerSays } from '../launcher/protocol.ts';
import type { Log } from '../log.ts';

const ALIVE_EVERY_MS = 2000;

interface LinkEvents {
  /** End in good order: the launcher says so, or it is gone. */
  stop: [];
  switch_refused: [{ code: string; detail: string }];
}

/** The part of `process` a link needs. */
export type ChildSide = Pick<NodeJS.Process, 'env' | 'on'> & {
  send?: ((message: PlayerSays) => boolean) | undefined;
  connected?: boolean;
};

/** The player's end of its launcher's channel. */
export class LauncherLink {
  readonly events = new EventEmitter<LinkEvents>();
  readonly facts: LaunchFacts;
  readonly #process: ChildSide;
  readonly #living: NodeJS.Timeout;

  constructor(facts: LaunchFacts, side: ChildSide) {
    this.facts = facts;
    this.#process = side;
    side.on('message', (message: unknown) => {
      const parsed = LauncherSays.safeParse(message);
      if (!parsed.success) return;
      if (parsed.data.type === 'stop') this.events.emit('stop');
      else this.events.emit('switch_refused', parsed.data);
    });
    // Without its launcher a player would run beside the one the next launcher starts.
    side.on('disconnect', () => {
      this.events.emit('stop');
    });
    const live = () => {
      this.say({ type: 'alive' });
    };
    // At once: one that stands still before its first sign of life would never be missed.
    live();
    this.#living = setInterval(live, ALIVE_EVERY_MS);
    this.#living.unref();
  }

  say(message: PlayerSays): void {
    if (this.#process.connected) this.#process.send?.(message);
  }
}

/** The link to the launcher that started this process; null when it was started by hand. */
export function openLauncherLink(side: ChildSide, log: Log): LauncherLink | null {
  const text = side.env[LAUNCH_ENV];
  if (text === undefined || side.send === undefined) return null;
  const facts = LaunchFacts.safeParse(JSON.parse(text));
  if (!facts.success) {
    log.error('launcher_not_understood', { error: facts.error });
    return null;
  }
  return new LauncherLink(facts.data, side);
}
