import type { WebSocket } from 'ws';
import type { User } from '../../core/model/catalogue.ts';
import { CLOSE } from '../../core/protocol/device.ts';
import { ALIVE_EVERY_MS, type LiveMessage } from '../../core/protocol/live.ts';
import type { Services } from '../services.ts';
import { closeSocket, sendJson } from './line.ts';

/** Pushes what happens to a signed-in browser, until its session ends. It has nothing to say itself. */
export function startBrowserSession(
  socket: WebSocket,
  user: User,
  { events }: Pick<Services, 'events'>,
): void {
  const onLive = (message: LiveMessage): void => sendJson(socket, message);
  const onSessionsEnded = (userId: string): void => {
    if (userId === user.id) closeSocket(socket, CLOSE.notAuthorised, 'signed out');
  };
  const alive = setInterval(() => onLive({ type: 'alive' }), ALIVE_EVERY_MS);
  alive.unref();
  events.on('live', onLive);
  events.on('sessionsEnded', onSessionsEnded);
  socket.once('close', () => {
    clearInterval(alive);
    events.off('live', onLive);
    events.off('sessionsEnded', onSessionsEnded);
  });
  socket.on('message', () => closeSocket(socket, CLOSE.malformed, 'browsers send no messages'));
}
