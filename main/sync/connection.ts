import { EventEmitter } from 'node:events';
import { WebSocket, type RawData } from 'ws';
import {
  CLOSE,
  DEVICE_MESSAGE_LIMIT_BYTES,
  DEVICE_SOCKET_PATH,
  HEARTBEAT_MS,
  ServerMessage,
  type DeviceMessage,
} from '../../core/protocol/device.ts';
import type { Log } from '../log.ts';
import { fullJitterMs } from './backoff.ts';

const CONNECT_TIMEOUT_MS = 15_000;
/** What the first tries of all players are spread over: a city's screens in half a second are a storm. */
const FIRST_SPREAD_MS = 2000;
const NORMAL_CLOSURE = 1000;
/** Normal, going away, without a code, cut (RFC 6455 §7.4.1): any other is a side that minded what it was told. */
const UNMINDED: readonly number[] = [NORMAL_CLOSURE, 1001, 1005, 1006];
/** What was minded only after so long does not count as being turned away. */
const LASTING_MS = 30_000;

interface ConnectionEvents {
  message: [ServerMessage];
  /** The connection of before is gone; a new one is tried by itself. */
  closed: [];
}

export interface ConnectionOptions {
  serverUrl: URL;
  /** Answer to the challenge. */
  hello(nonce: string): DeviceMessage;
  log: Log;
  random?: () => number;
  /** How often the server pings. */
  heartbeatMs?: number;
}

/** The device's socket: connects for ever, with jitter; notices a half-open line by the missing heartbeat. */
export class Connection {
  readonly events = new EventEmitter<ConnectionEvents>();
  readonly #options: ConnectionOptions;
  #socket: WebSocket | null = null;
  #attempt = 0;
  /** Monotonic; null while the server has not let us in. */
  #settledAtMs: number | null = null;
  #retry: NodeJS.Timeout | undefined;
  #silence: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  start(): void {
    this.#connect();
  }

  /** Sends if there is a connection; false if not. Nothing is queued: what matters is stored elsewhere. */
  send(message: DeviceMessage): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  /**
   * The server knows us: the next reconnect starts with a short wait again, unless this connection is soon ended because
   * of what was said on it, as by a server older than this player. That would be said again at once.
   */
  settled(): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#settledAtMs = performance.now();
  }

  /** Ends this connection; a new one follows. */
  reconnect(): void {
    this.#socket?.close(NORMAL_CLOSURE);
  }

  close(): void {
    this.#isStopped = true;
    clearTimeout(this.#retry);
    clearTimeout(this.#silence);
    this.#socket?.close(NORMAL_CLOSURE);
    this.#socket?.terminate();
  }

  #connect(): void {
    const socket = new WebSocket(socketUrl(this.#options.serverUrl), {
      handshakeTimeout: CONNECT_TIMEOUT_MS,
      maxPayload: DEVICE_MESSAGE_LIMIT_BYTES,
      perMessageDeflate: false,
      followRedirects: false,
    });
    this.#socket = socket;
    const heard = () => {
      this.#heard(socket);
    };
    socket.on('open', heard).on('ping', heard);
    socket.on('message', (data, isBinary) => {
      heard();
      this.#take(socket, data, isBinary);
    });
    socket.on('error', (error) => {
      this.#options.log.warn('connection_error', { error });
    });
    socket.on('close', (code) => {
      clearTimeout(this.#silence);
      this.events.emit('closed');
      const againInMs = this.#retryLater(code);
      this.#options.log.info('connection_closed', { code, againInMs });
    });
  }

  /** Two heartbeats missed: the line is half open, however long TCP goes on hoping. */
  #heard(socket: WebSocket): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(
      () => {
        this.#options.log.warn('connection_silent');
        socket.terminate();
      },
      2 * (this.#options.heartbeatMs ?? HEARTBEAT_MS),
    );
  }

  #take(socket: WebSocket, data: RawData, isBinary: boolean): void {
    const message = isBinary ? null : parseMessage(data);
    if (message === null) {
      this.#options.log.warn('server_message_malformed');
      socket.close(CLOSE.malformed);
      return;
    }
    if (message.type === 'challenge') this.send(this.#options.hello(message.nonce));
    else this.events.emit('message', message);
  }

  /** How soon, in ms; null if it is over for good. */
  #retryLater(code: number): number | null {
    const settledAtMs = this.#settledAtMs;
    this.#settledAtMs = null;
    if (this.#isStopped) return null;
    if (settledAtMs !== null) {
      const hasLasted = performance.now() - settledAtMs >= LASTING_MS;
      if (hasLasted || UNMINDED.includes(code)) this.#attempt = 0;
    }
    const waitMs = fullJitterMs(this.#attempt, this.#options.random ?? Math.random, FIRST_SPREAD_MS);
    this.#attempt += 1;
    this.#retry = setTimeout(() => {
      this.#connect();
    }, waitMs);
    return Math.round(waitMs);
  }
}

function socketUrl(serverUrl: URL): URL {
  const url = new URL(DEVICE_SOCKET_PATH, serverUrl);
  url.protocol = serverUrl.protocol === 'https:' ? 'wss:' : 'ws:';
  return url;
}

function parseMessage(data: RawData): ServerMessage | null {
  if (!Buffer.isBuffer(data)) return null;
  let value: unknown;
  try {
    value = JSON.parse(data.toString('utf8'));
  } catch {
    return null;
  }
  const parsed = ServerMessage.safeParse(value);
  return parsed.success ? parsed.data : null;
}
