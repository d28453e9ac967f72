import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer, type RawData } from 'ws';
import { RendererMessage, type ServiceMessage } from '../../core/protocol/player.ts';
import type { Log } from '../log.ts';

const MESSAGE_LIMIT_BYTES = 64 * 1024;
/** RFC 6455 §7.4.1. */
const POLICY_VIOLATION = 1008;
const REPLACED = 4409;

interface RendererEvents {
  connected: [];
  disconnected: [];
  message: [RendererMessage];
}

/** The page's socket: one page at a time, the newest one counts. */
export class RendererSocket {
  readonly events = new EventEmitter<RendererEvents>();
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: MESSAGE_LIMIT_BYTES,
    perMessageDeflate: false,
  });
  readonly #log: Log;
  #page: WebSocket | null = null;

  constructor(log: Log) {
    this.#log = log;
  }

  get isConnected(): boolean {
    return this.#page !== null;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (page) => {
      this.#take(page);
    });
  }

  send(message: ServiceMessage): void {
    if (this.#page?.readyState === WebSocket.OPEN) this.#page.send(JSON.stringify(message));
  }

  /** Ends the page's connection; `upgrade` refuses afterwards. */
  close(): void {
    this.#page?.terminate();
    this.#server.close();
  }

  #take(page: WebSocket): void {
    this.#page?.close(REPLACED);
    this.#page = page;
    page.on('message', (data) => {
      if (page === this.#page) this.#read(page, data);
    });
    page.on('error', (error) => {
      this.#log.warn('renderer_socket_error', { error });
    });
    page.on('close', () => {
      if (page !== this.#page) return;
      this.#page = null;
      this.events.emit('disconnected');
    });
    this.events.emit('connected');
  }

  #read(page: WebSocket, data: RawData): void {
    const message = parseMessage(data);
    if (message === null) {
      this.#log.error('renderer_message_malformed');
      page.close(POLICY_VIOLATION);
      return;
    }
    this.events.emit('message', message);
  }
}

function parseMessage(data: RawData): RendererMessage | null {
  if (!Buffer.isBuffer(data)) return null;
  let value: unknown;
  try {
    value = JSON.parse(data.toString('utf8'));
  } catch {
    return null;
  }
  const parsed = RendererMessage.safeParse(value);
  return parsed.success ? parsed.data : null;
}
