import type { DeviceMessage, ServerMessage } from '../../core/protocol/device.ts';
import type { Holding } from '../holding.ts';
import type { OnAir } from '../on-air.ts';
import type { ServerClock } from './clock.ts';
import type { Snapshots } from './snapshots.ts';

type Command = Extract<ServerMessage, { type: 'command' }>;
type CommandResult = Extract<DeviceMessage, { type: 'command_result' }>;

const IDENTIFY_MS = 10_000;
const REMEMBERED = 100;

export interface CommandsOptions {
  holding: Holding;
  onAir: OnAir;
  clock: ServerClock;
  snapshots: Snapshots;
  onReload(): void;
}

/** Runs what an operator asks of a screen; a command that comes twice or too late is not run. */
export class Commands {
  readonly #options: CommandsOptions;
  readonly #results = new Map<string, CommandResult>();

  constructor(options: CommandsOptions) {
    this.#options = options;
  }

  async run(command: Command): Promise<CommandResult> {
    const known = this.#results.get(command.id);
    if (known) return known;
    const isLate = command.expiresAtMs < this.#options.clock.nowMs();
    const outcome = isLate ? { ok: false, detail: 'expired' } : await this.#execute(command);
    const result: CommandResult = { type: 'command_result', id: command.id, ...outcome };
    this.#results.set(command.id, result);
    if (this.#results.size > REMEMBERED) {
      const oldest = this.#results.keys().next();
      if (!oldest.done) this.#results.delete(oldest.value);
    }
    return result;
  }

  async #execute({ command }: Command): Promise<{ ok: boolean; detail: string }> {
    const { holding, onAir, snapshots, onReload } = this.#options;
    switch (command) {
      case 'identify': {
        const programme = holding.current?.manifest.programme;
        onAir.identify(programme ? `${programme.screenName} · ${programme.screenId}` : 'Wawar', IDENTIFY_MS);
        return { ok: true, detail: '' };
      }
      case 'screenshot':
        return snapshots.take(true);
      case 'reload':
        onReload();
        return { ok: true, detail: '' };
      default:
        return { ok: false, detail: 'not supported' };
    }
  }
}
