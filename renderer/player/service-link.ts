import { RENDERER_SOCKET_PATH, ServiceMessage, type RendererMessage } from '../../core/protocol/player.ts';

const RECONNECT_MS = 500;
const ALIVE_MS = 500;

/** The page's end of the loopback socket: reconnects for ever, says it is alive twice a second while it is. */
export class ServiceLink {
  readonly #onMessage: (message: ServiceMessage) => void;
  readonly #alive: () => RendererMessage | undefined;
  #socket: WebSocket | undefined;
  /** Plays that ended while the service was away; bounded, oldest dropped. */
  readonly #unsent: RendererMessage[] = [];

  constructor(onMessage: (message: ServiceMessage) => void, alive: () => RendererMessage | undefined) {
    this.#onMessage = onMessage;
    this.#alive = alive;
  }

  start(): void {
    this.#connect();
    setInterval(() => {
      const alive = this.#alive();
      if (alive) this.send(alive);
    }, ALIVE_MS);
  }

  send(message: RendererMessage): void {
    if (this.#socket?.readyState === WebSocket.OPEN) {
      this.#socket.send(JSON.stringify(message));
    } else if (message.type === 'ended') {
      this.#unsent.push(message);
      if (this.#unsent.length > 10_000) this.#unsent.shift();
    }
  }

  #connect(): void {
    const socket = new WebSocket(`ws://${location.host}${RENDERER_SOCKET_PATH}`);
    this.#socket = socket;
    socket.onopen = () => {
      for (const message of this.#unsent.splice(0)) this.send(message);
    };
    socket.onmessage = (event: MessageEvent<string>) => {
      this.#onMessage(ServiceMessage.parse(JSON.parse(event.data)));
    };
    socket.onclose = () => {
      setTimeout(() => {
        this.#connect();
      }, RECONNECT_MS);
    };
  }
}
