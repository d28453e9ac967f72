import { LIVE_SOCKET_PATH, LiveMessage } from '../../../core/protocol/live.ts';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

interface Listener {
  onMessage(message: LiveMessage): void;
  onOpen(mayHaveMissed: boolean): void;
  onLost(): void;
}

/**
 * Keeps a socket to the server open until closed. Waits between attempts grow with full jitter
 * (https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/), so that a city's browsers do
 * not all come back in the same second. A message that is not understood closes the connection. When the computer
 * itself says that it has no network, that is believed at once: the socket would notice only after minutes.
 */
export function openLiveSocket(listener: Listener): { close(): void } {
  let socket: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let opened = false;
  let closed = false;

  const connect = (): void => {
    const url = new URL(LIVE_SOCKET_PATH, window.location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    const current = new WebSocket(url);
    socket = current;
    current.addEventListener('open', () => {
      listener.onOpen(opened || failures > 0);
      failures = 0;
      opened = true;
    });
    current.addEventListener('message', (event: MessageEvent<string>) => {
      const parsed = LiveMessage.safeParse(JSON.parse(event.data));
      if (parsed.success) listener.onMessage(parsed.data);
      else current.close(4400, 'message not understood');
    });
    current.addEventListener('close', () => lose(current));
  };

  /** Once for each socket. */
  const lose = (lost: WebSocket | null): void => {
    if (closed || lost === null || lost !== socket) return;
    socket = null;
    listener.onLost();
    const ceilingMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
    failures += 1;
    timer = setTimeout(connect, Math.random() * ceilingMs);
  };
  const onOffline = (): void => {
    const gone = socket;
    lose(gone);
    gone?.close();
  };
  const onOnline = (): void => {
    if (socket !== null) return;
    clearTimeout(timer);
    connect();
  };

  window.addEventListener('offline', onOffline);
  window.addEventListener('online', onOnline);
  connect();
  return {
    close() {
      closed = true;
      window.removeEventListener('offline', onOffline);
      window.removeEventListener('online', onOnline);
      clearTimeout(timer);
      socket?.close();
    },
  };
}
