/** Commands to connected players, each answered, expired, or lost with its connection. */
import { Refusal } from '../http/refusal.ts';
import type { CommandName } from '../../core/protocol/device.ts';
import type { PairedConnection } from './hub.ts';

/** A player answers within a second; a slow site's 4G may take a few more. */
const ANSWER_TIMEOUT_MS = 10_000;
/** What sends a file or works through the disk first. */
const LONG_TIMEOUT_MS = 60_000;
const IS_LONG: ReadonlySet<CommandName> = new Set(['screenshot', 'send_logs', 'clear_cache']);

interface Answer {
  ok: boolean;
  detail: string;
}

interface Pending {
  deviceId: string;
  settle(answer: Answer | Refusal): void;
}

export class Commands {
  readonly #pending = new Map<string, Pending>();
  readonly #newId: () => string;
  readonly #nowMs: () => number;
  readonly #timeoutMs: number | undefined;

  constructor(options: { newId: () => string; nowMs: () => number; timeoutMs?: number }) {
    this.#newId = options.newId;
    this.#nowMs = options.nowMs;
    this.#timeoutMs = options.timeoutMs;
  }

  /** The player's answer. Refuses with `command_timed_out`, or `screen_offline` when it goes away meanwhile. */
  send(to: PairedConnection, command: CommandName): Promise<Answer> {
    const id = this.#newId();
    const timeoutMs = this.#timeoutMs ?? (IS_LONG.has(command) ? LONG_TIMEOUT_MS : ANSWER_TIMEOUT_MS);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#settle(id, new Refusal('command_timed_out')), timeoutMs);
      this.#pending.set(id, {
        deviceId: to.deviceId,
        settle(answer) {
          clearTimeout(timer);
          if (answer instanceof Refusal) reject(answer);
          else resolve(answer);
        },
      });
      to.line.send({ type: 'command', id, command, expiresAtMs: this.#nowMs() + timeoutMs });
    });
  }

  /** An answer counts only from the device that was asked. */
  answered(deviceId: string, id: string, answer: Answer): void {
    if (this.#pending.get(id)?.deviceId === deviceId) this.#settle(id, answer);
  }

  disconnected(deviceId: string): void {
    for (const [id, pending] of this.#pending) {
      if (pending.deviceId === deviceId) this.#settle(id, new Refusal('screen_offline'));
    }
  }

  #settle(id: string, answer: Answer | Refusal): void {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    pending?.settle(answer);
  }
}
