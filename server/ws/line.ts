import type { RawData, WebSocket } from 'ws';
import { CLOSE } from '../../core/protocol/device.ts';

/** Unsent bytes after which a reader counts as too slow: several of the largest messages. */
const BACKLOG_LIMIT_BYTES = 1024 * 1024;
/** A close frame that is not answered within this is not waited for. */
const CLOSE_GRACE_MS = 2000;
/** Largest reason of a close frame in bytes (RFC 6455 §5.5.1). */
const REASON_LIMIT_BYTES = 123;

/** Sends a message, or closes the socket when its reader does not keep up. Does nothing once it is closing. */
export function sendJson(socket: WebSocket, message: unknown): void {
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount > BACKLOG_LIMIT_BYTES) {
    closeSocket(socket, CLOSE.tooSlow, 'reader too slow');
    return;
  }
  socket.send(JSON.stringify(message));
}

/** Closes with a reason and, should the other side not answer, without it. */
export function closeSocket(socket: WebSocket, code: number, reason: string): void {
  if (socket.readyState === socket.CLOSED) return;
  socket.close(code, fitReason(reason));
  const timer = setTimeout(() => socket.terminate(), CLOSE_GRACE_MS);
  timer.unref();
  socket.once('close', () => clearTimeout(timer));
}

function fitReason(reason: string): string {
  const bytes = new TextEncoder().encode(reason);
  return bytes.length <= REASON_LIMIT_BYTES
    ? reason
    : new TextDecoder().decode(bytes.subarray(0, REASON_LIMIT_BYTES - 3)).replace(/\uFFFD+$/, '');
}

/** The JSON value of a text frame; undefined for binary frames and for text that is not JSON. */
export function jsonOf(data: RawData, isBinary: boolean): unknown {
  if (isBinary) return undefined;
  const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer);
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
