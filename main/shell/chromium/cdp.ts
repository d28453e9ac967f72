import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { AppError } from '../../../core/model/app-error.ts';

const Incoming = z.object({
  id: z.int().optional(),
  method: z.string().optional(),
  params: z.record(z.string(), z.unknown()).optional(),
  result: z.record(z.string(), z.unknown()).optional(),
  error: z.object({ message: z.string() }).optional(),
  sessionId: z.string().optional(),
});

export interface CdpEvent {
  method: string;
  params: Readonly<Record<string, unknown>>;
}

interface Waiting {
  resolve(result: Readonly<Record<string, unknown>>): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
}

/**
 * Chrome DevTools Protocol over the two pipes of `--remote-debugging-pipe`: JSON messages, each ended by a zero byte.
 * No port is opened, so nobody else on the machine can steer the browser.
 */
export class Cdp {
  readonly #output: Writable;
  readonly #onEvent: (event: CdpEvent) => void;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;
  #received: Buffer[] = [];
  #isClosed = false;

  constructor(toBrowser: Writable, fromBrowser: Readable, onEvent: (event: CdpEvent) => void) {
    this.#output = toBrowser;
    this.#onEvent = onEvent;
    fromBrowser.on('data', (data: Buffer) => {
      this.#take(data);
    });
    const close = () => {
      this.close();
    };
    fromBrowser.on('close', close).on('error', close);
    toBrowser.on('error', close);
  }

  /**
   * Sends one command and waits for its answer.
   *
   * @throws AppError `shell_failed` when the browser says no, is gone, or does not answer within `timeoutMs`.
   */
  send(
    method: string,
    params: Readonly<Record<string, unknown>> = {},
    sessionId?: string,
    timeoutMs = 10_000,
  ): Promise<Readonly<Record<string, unknown>>> {
    const id = this.#nextId;
    this.#nextId += 1;
    return new Promise((resolve, reject) => {
      if (this.#isClosed) {
        reject(failed(method, 'the browser is gone'));
        return;
      }
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(failed(method, 'no answer in time'));
      }, timeoutMs);
      this.#waiting.set(id, { resolve, reject: (error) => reject(failed(method, error.message)), timer });
      this.#output.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`);
    });
  }

  /** Everything still waited for fails. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const [id, waiting] of this.#waiting) {
      this.#settle(id);
      waiting.reject(new Error('the browser is gone'));
    }
  }

  #take(data: Buffer): void {
    let start = 0;
    for (let end = data.indexOf(0); end !== -1; end = data.indexOf(0, start)) {
      this.#received.push(data.subarray(start, end));
      this.#dispatch(Buffer.concat(this.#received).toString('utf8'));
      this.#received = [];
      start = end + 1;
    }
    if (start < data.length) this.#received.push(data.subarray(start));
  }

  #dispatch(json: string): void {
    const message = Incoming.parse(JSON.parse(json));
    if (message.id === undefined) {
      if (message.method !== undefined)
        this.#onEvent({ method: message.method, params: message.params ?? {} });
      return;
    }
    const waiting = this.#settle(message.id);
    if (message.error) waiting?.reject(new Error(message.error.message));
    else waiting?.resolve(message.result ?? {});
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    if (waiting) clearTimeout(waiting.timer);
    this.#waiting.delete(id);
    return waiting;
  }
}

const failed = (method: string, detail: string): AppError =>
  new AppError('shell_failed', `${method}: ${detail}`, { context: { method } });
