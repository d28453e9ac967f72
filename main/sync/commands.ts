import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { LOG_LIMIT_BYTES, type DeviceMessage, type ServerMessage } from '../../core/protocol/device.ts';
import type { Log } from '../log.ts';
import type { Holding } from '../holding.ts';
import type { OnAir } from '../on-air.ts';
import type { DeviceStore } from '../store/device-store.ts';
import { ownCode } from './anchor.ts';
import type { Blanking } from './blanking.ts';
import type { ServerClock } from './clock.ts';
import type { DeviceApi } from './device-api.ts';
import type { Session } from './session.ts';
import type { Snapshots } from './snapshots.ts';

type Command = Extract<ServerMessage, { type: 'command' }>;
type CommandResult = Extract<DeviceMessage, { type: 'command_result' }>;
type Outcome = Pick<CommandResult, 'ok' | 'detail'>;

const IDENTIFY_MS = 10_000;
const REMEMBERED = 100;
const DETAIL_LIMIT = 300;

const done = (detail = ''): Outcome => ({ ok: true, detail });
const failed = (detail: string): Outcome => ({ ok: false, detail: detail.slice(0, DETAIL_LIMIT) });

/** What commands do to the player beyond its own page. */
export interface RemoteHands {
  /** The page is loaded anew. */
  reload(): void;
  /** The player ends, for its supervisor to start it again; called once the answer is on its way. */
  restart(): void;
  /** Removes what no manifest needs and fetches what is missing; says how much went. */
  clearCache(session: Session): Promise<{ files: number; bytes: number }>;
  /** The last lines of the player's log. */
  recentLog(): string;
  /** The page is told anew what to show. */
  refresh(): void;
}

export interface CommandsOptions {
  store: Pick<DeviceStore, 'anchor' | 'signer'>;
  holding: Holding;
  onAir: Pick<OnAir, 'identify'>;
  clock: ServerClock;
  snapshots: Pick<Snapshots, 'take'>;
  blanking: Blanking;
  hands: RemoteHands;
  api: Pick<DeviceApi, 'log'>;
  log: Log;
}

export interface Ran {
  result: CommandResult;
  /** To be called after the result was sent. */
  afterwards: (() => void) | null;
}

/** Runs what an operator asks of a screen; a command that comes twice or too late is not run. */
export class Commands {
  readonly #options: CommandsOptions;
  readonly #results = new Map<string, CommandResult>();

  constructor(options: CommandsOptions) {
    this.#options = options;
  }

  async run(command: Command, session: Session): Promise<Ran> {
    const known = this.#results.get(command.id);
    if (known) return { result: known, afterwards: null };
    const isLate = command.expiresAtMs < this.#options.clock.nowMs();
    const outcome = isLate ? failed('expired') : await this.#try(command, session);
    const result: CommandResult = { type: 'command_result', id: command.id, ...outcome };
    this.#results.set(command.id, result);
    if (this.#results.size > REMEMBERED) {
      const oldest = this.#results.keys().next();
      if (!oldest.done) this.#results.delete(oldest.value);
    }
    const ends = outcome.ok && command.command === 'restart';
    return { result, afterwards: ends ? () => this.#options.hands.restart() : null };
  }

  /** Whatever fails is the operator's to know, and must not end the connection. */
  async #try(command: Command, session: Session): Promise<Outcome> {
    try {
      return await this.#execute(command, session);
    } catch (error) {
      this.#options.log.error('command_failed', { command: command.command, error });
      return failed(error instanceof Error ? error.message : String(error));
    }
  }

  async #execute({ command }: Command, session: Session): Promise<Outcome> {
    const { store, holding, onAir, snapshots, blanking, hands } = this.#options;
    const programme = holding.current?.manifest.programme ?? null;
    switch (command) {
      case 'identify':
        // Nothing the server chose: a name or an id would be any text over the whole wall, agreed to by nobody.
        onAir.identify(ownCode(store.signer().publicKey, store.anchor.data) ?? 'Wawar', IDENTIFY_MS);
        return done();
      case 'screenshot':
        return snapshots.take();
      case 'reload':
        hands.reload();
        return done();
      case 'restart':
        return done();
      case 'blank':
      case 'unblank':
        await (command === 'blank' ? blanking.blank(programme) : blanking.unblank());
        hands.refresh();
        return done();
      case 'clear_cache': {
        const { files, bytes } = await hands.clearCache(session);
        return done(`${files} files, ${bytes} bytes`);
      }
      case 'send_logs':
        return this.#sendLogs(session);
    }
  }

  async #sendLogs(session: Session): Promise<Outcome> {
    const packed = new Uint8Array(await promisify(gzip)(this.#options.hands.recentLog()));
    if (packed.length > LOG_LIMIT_BYTES) return failed(`${packed.length} bytes are too many`);
    const sent = await this.#options.api.log(session, packed);
    return sent.ok ? done(`${packed.length} bytes`) : failed(sent.error.detail);
  }
}
