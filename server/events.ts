/** What happened, told to whoever listens in this process. Told after the commit, never inside a transaction. */
import { EventEmitter } from 'node:events';
import type { Job } from '../core/api/announcements.ts';
import type { LiveMessage } from '../core/protocol/live.ts';

type Changed = Extract<LiveMessage, { type: 'changed' }>;

interface EventMap {
  /** For every signed-in browser; of an agency's own, for those that may see it. */
  live: [message: LiveMessage, agencyId?: string | null];
  /** Somebody signed out in this browser. */
  signedOut: [session: string];
  /** A user signed out everywhere or was disabled: their sockets close. */
  sessionsEnded: [userId: string];
  /** A user has other roles or another agency: their sockets close, to be opened anew. */
  scopeChanged: [userId: string];
  /** An administrator confirmed the server's clock. */
  clockConfirmed: [];
  /** A screen was given this manifest version. */
  manifestIssued: [screenId: string, version: number];
  /** A device may no longer connect. */
  deviceRevoked: [deviceId: string];
}

export class Events extends EventEmitter<EventMap> {
  changed(resource: Changed['resource'], id: string | null = null): void {
    this.emit('live', { type: 'changed', resource, id });
  }

  /** @param agencyId whose work it is; null for the city's own */
  job(job: Job, agencyId: string | null): void {
    this.emit('live', { type: 'job', job }, agencyId);
  }
}
