import type { WebSocket } from 'ws';
import type { User } from '../../core/model/catalogue.ts';
import { CLOSE } from '../../core/protocol/device.ts';
import { ALIVE_EVERY_MS, SCOPE_CHANGED, SESSION_ENDED, type LiveMessage } from '../../core/protocol/live.ts';
import { inScope } from '../auth/users.ts';
import type { Services } from '../services.ts';
import { closeSocket, sendJson } from './line.ts';

/** Pushes what happens to a signed-in browser, until its session ends or its user may see other things. It has nothing to say itself. */
export function startBrowserSession(
  socket: WebSocket,
  { user, session }: { user: User; session: string },
  { events }: Pick<Services, 'events'>,
): void {
  const onLive = (message: LiveMessage, agencyId: string | null = null): void => {
    if (message.type !== 'job' || inScope(user, agencyId)) sendJson(socket, message);
  };
  const onSignedOut = (ended: string): void => {
    if (ended === session) closeSocket(socket, SESSION_ENDED, 'signed out');
  };
  const onSessionsEnded = (userId: string): void => {
    if (userId === user.id) closeSocket(socket, SESSION_ENDED, 'signed out');
  };
  const onScopeChanged = (userId: string): void => {
    if (userId === user.id) closeSocket(socket, SCOPE_CHANGED, 'other roles or agency');
  };
  const alive = setInterval(() => onLive({ type: 'alive' }), ALIVE_EVERY_MS);
  alive.unref();
  events.on('live', onLive);
  events.on('sessionsEnded', onSessionsEnded);
  events.on('signedOut', onSignedOut);
  events.on('scopeChanged', onScopeChanged);
  socket.once('close', () => {
    clearInterval(alive);
    events.off('live', onLive);
    events.off('sessionsEnded', onSessionsEnded);
    events.off('signedOut', onSignedOut);
    events.off('scopeChanged', onScopeChanged);
  });
  socket.on('message', () => closeSocket(socket, CLOSE.malformed, 'browsers send no messages'));
}
