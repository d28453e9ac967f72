import type { WebSocket } from 'ws';

/** Intervals of silence after which the other side counts as gone. */
const SILENT_INTERVALS = 2;

export interface Heartbeat {
  watch(socket: WebSocket): void;
  close(): void;
}

/** Pings every watched socket once an interval; one that was silent for two is cut without a farewell. */
export function startHeartbeat(intervalMs: number): Heartbeat {
  const silent = new Map<WebSocket, number>();
  const beat = () => {
    for (const [socket, before] of silent) {
      const intervals = before + 1;
      silent.set(socket, intervals);
      if (intervals >= SILENT_INTERVALS) socket.terminate();
      else if (socket.readyState === socket.OPEN) socket.ping();
    }
  };
  const timer = setInterval(beat, intervalMs);
  timer.unref();
  return {
    watch(socket) {
      silent.set(socket, 0);
      const heard = () => {
        if (silent.has(socket)) silent.set(socket, 0);
      };
      socket.on('pong', heard);
      socket.on('message', heard);
      socket.once('close', () => silent.delete(socket));
    },
    close: () => clearInterval(timer),
  };
}
