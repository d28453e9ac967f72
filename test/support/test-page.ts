/** Stands in for the built page at the loopback boundary: the same handshake, the same messages. */
import { WebSocket } from 'ws';
import { RENDERER_SOCKET_PATH, ServiceMessage, type RendererMessage } from '../../core/protocol/player.ts';
import type { PageEntry } from '../../main/shell/shell.ts';

export type State = Extract<ServiceMessage, { type: 'state' }>;

export class TestPage {
  readonly states: State[] = [];
  readonly messages: ServiceMessage[] = [];
  readonly origin: string;
  readonly cookie: string;
  readonly #socket: WebSocket;
  /** Confirms every state at once, as the page does when its picture agrees. */
  confirms = true;

  private constructor(origin: string, cookie: string, socket: WebSocket) {
    this.origin = origin;
    this.cookie = cookie;
    this.#socket = socket;
    socket.on('message', (data: Buffer) => {
      const message = ServiceMessage.parse(JSON.parse(data.toString()));
      this.messages.push(message);
      if (message.type !== 'state') return;
      this.states.push(message);
      if (this.confirms && message.manifestVersion !== null) {
        this.send({ type: 'applied', manifestVersion: message.manifestVersion });
      }
    });
  }

  static async open(entry: PageEntry): Promise<TestPage> {
    const cookie = entry.cookie ? `${entry.cookie.name}=${entry.cookie.value}` : '';
    const { origin, host } = new URL(entry.url);
    const socket = new WebSocket(`ws://${host}${RENDERER_SOCKET_PATH}`, { headers: { cookie, origin } });
    const page = new TestPage(origin, cookie, socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return page;
  }

  get state(): State | undefined {
    return this.states.at(-1);
  }

  send(message: RendererMessage): void {
    this.#socket.send(JSON.stringify(message));
  }

  sendRaw(text: string): void {
    this.#socket.send(text);
  }

  /** Says that an item was shown whole. */
  played(itemId: string, startMs: number, zone: 'main' | 'ticker' = 'main'): void {
    const common = { zone, itemId, entryId: `e-${itemId}`, slotStartMs: startMs, startMs };
    this.send({ type: 'shown', ...common });
    this.send({ type: 'ended', ...common, endMs: startMs + 2000, complete: true });
  }

  fetch(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(new URL(path, this.origin), { headers: { cookie: this.cookie, ...headers } });
  }

  close(): void {
    this.#socket.terminate();
  }
}
