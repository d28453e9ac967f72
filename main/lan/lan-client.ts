import type { IncomingMessage } from 'node:http';
import type { Signer } from '../../core/trust/index.ts';
import { Agent, request } from '../node-http.ts';
import { authorizationFor } from './authority.ts';
import { CONNECT_MS, SILENCE_MS, type Neighbour } from './neighbours.ts';

/**
 * Connections to one neighbour; more wait for their turn here, where waiting costs nobody. What can be answered at
 * once has its own, or two players could wait for each other's turn.
 */
const CONNECTIONS_EACH = 4;

const TICK_MS = 250;

export type LanAnswer =
  /** Empty for HEAD. Not verified yet. */
  | { code: 'bytes'; bytes: Uint8Array }
  /** It does not have it and will not fetch it. */
  | { code: 'absent' }
  /** It does not take us for enrolled (yet), or has too much to do. */
  | { code: 'refused' }
  /** No connection, broken off, or more than was asked for. */
  | { code: 'gone' }
  /** Not a sign of life for so long. */
  | { code: 'silent'; forMs: number }
  /** The one who asked gave up. */
  | { code: 'aborted' };

type Attempt = LanAnswer | { code: 'stale' };

export interface LanRequest {
  method: 'GET' | 'HEAD';
  path: string;
  maxBytes: number;
  /** The neighbour may have to fetch it first. */
  mayTakeLong: boolean;
}

export interface LanClientOptions {
  signer(): Signer;
  nowMs(): number;
}

/** Asks neighbours, and waits for as long as they show that they are there. */
export class LanClient {
  readonly #options: LanClientOptions;
  readonly #quick = new Agent({ keepAlive: true, maxSockets: CONNECTIONS_EACH });
  readonly #slow = new Agent({ keepAlive: true, maxSockets: CONNECTIONS_EACH });

  constructor(options: LanClientOptions) {
    this.#options = options;
  }

  close(): void {
    this.#quick.destroy();
    this.#slow.destroy();
  }

  async ask(to: Neighbour, what: LanRequest, signal: AbortSignal): Promise<LanAnswer> {
    for (;;) {
      const answer = await this.#try(to, what, signal);
      if (answer.code !== 'stale') return answer;
    }
  }

  #try(
    to: Neighbour,
    { method, path, maxBytes, mayTakeLong }: LanRequest,
    signal: AbortSignal,
  ): Promise<Attempt> {
    if (signal.aborted) return Promise.resolve({ code: 'aborted' });
    const { signer, nowMs } = this.#options;
    const authorization = authorizationFor(signer(), { to: to.publicKey, method, path, nowMs: nowMs() });
    return new Promise((resolve) => {
      const asking = request({
        ...{ host: to.address, port: to.port, method, path },
        agent: mayTakeLong ? this.#slow : this.#quick,
        headers: { authorization },
      });
      let silence: NodeJS.Timeout | undefined;
      let silentMs = 0;
      let isOver = false;
      const heard = () => {
        silentMs = 0;
        if (isOver) return;
        // Counted in moments in which this player was awake itself: it may be the one that is slow to hear.
        silence ??= setInterval(() => {
          silentMs += TICK_MS;
          const isConnected = asking.socket?.connecting === false;
          if (silentMs >= (isConnected ? SILENCE_MS : CONNECT_MS)) end({ code: 'silent', forMs: silentMs });
        }, TICK_MS);
      };
      const onAbort = () => end({ code: 'aborted' });
      const end = (answer: Attempt) => {
        if (isOver) return;
        isOver = true;
        clearInterval(silence);
        signal.removeEventListener('abort', onAbort);
        if (isFailure(answer)) asking.destroy();
        resolve(answer);
      };
      signal.addEventListener('abort', onAbort, { once: true });
      // Waiting begins when its turn has come, not in our own queue.
      asking.on('socket', heard).on('information', heard);
      asking.on('error', () => {
        // A kept connection that the other side had just closed says nothing about the other side.
        end({ code: asking.reusedSocket ? 'stale' : 'gone' });
      });
      asking.on('response', (response) => {
        heard();
        receive(response, maxBytes, heard, end);
      });
      asking.end();
    });
  }
}

const isFailure = ({ code }: Attempt): boolean => code === 'gone' || code === 'silent' || code === 'aborted';

function receive(
  response: IncomingMessage,
  maxBytes: number,
  heard: () => void,
  end: (answer: LanAnswer) => void,
): void {
  const pieces: Buffer[] = [];
  let bytes = 0;
  response.on('data', (piece: Buffer) => {
    heard();
    bytes += piece.length;
    pieces.push(piece);
    if (bytes > maxBytes) end({ code: 'gone' });
  });
  response.on('error', () => end({ code: 'gone' }));
  response.on('end', () => {
    if (!response.complete) end({ code: 'gone' });
    else if (response.statusCode === 200) end({ code: 'bytes', bytes: Buffer.concat(pieces) });
    else end({ code: response.statusCode === 404 ? 'absent' : 'refused' });
  });
}
