import { ALIVE_EVERY_MS, LIVE_SOCKET_PATH, LiveMessage, SESSION_ENDED } from '../../../core/protocol/live.ts';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** Two signs of life may be lost or late. */
const SILENT_MS = 2 * ALIVE_EVERY_MS + 2000;

interface Listener {
  onMessage(message: LiveMessage): void;
  /** What was asked before may be old by now: nothing told it of changes until this moment. */
  onOpen(): void;
  onLost(): void;
  /** Lost because somebody signed out of this browser, or was signed out. */
  onSessionEnded(): void;
}

/**
 * Keeps a socket to the server open until closed. Waits between attempts grow with full jitter
 * (https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/), so that a city's browsers do
 * not all come back in the same second. A message that is not understood closes the connection. A socket on which
 * nothing comes any more is given up, and so is every one when the computer itself says that it has no network: the
 * socket would notice only after minutes.
 */
export function openLiveSocket(listener: Listener): { close(): void } {
  let socket: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let closed = false;

  const connect = (): void => {
    const url = new URL(LIVE_SOCKET_PATH, window.location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    const current = new WebSocket(url);
    socket = current;
    hear();
    current.addEventListener('open', () => {
      hear();
      listener.onOpen();
      failures = 0;
    });
    current.addEventListener('message', (event: MessageEvent<string>) => {
      hear();
      const parsed = LiveMessage.safeParse(JSON.parse(event.data));
      if (parsed.success) listener.onMessage(parsed.data);
      else current.close(4400, 'message not understood');
    });
    current.addEventListener('close', ({ code }) => {
      lose(current);
      if (code === SESSION_ENDED) listener.onSessionEnded();
    });
  };

  /** Once for each socket. */
  const lose = (lost: WebSocket | null): void => {
    if (closed || lost === null || lost !== socket) return;
    socket = null;
    clearTimeout(silence);
    listener.onLost();
    const ceilingMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
    failures += 1;
    timer = setTimeout(connect, Math.random() * ceilingMs);
  };
  const giveUp = (): void => {
    const gone = socket;
    lose(gone);
    gone?.close();
  };
  const hear = (): void => {
    clearTimeout(silence);
    silence = setTimeout(giveUp, SILENT_MS);
  };
  const onOnline = (): void => {
    if (socket !== null) return;
    clearTimeout(timer);
    connect();
  };

  window.addEventListener('offline', giveUp);
  window.addEventListener('online', onOnline);
  connect();
  return {
    close() {
      closed = true;
      window.removeEventListener('offline', giveUp);
      window.removeEventListener('online', onOnline);
      clearTimeout(timer);
      clearTimeout(silence);
      socket?.close();
    },
  };
}
