import type { Events } from '../events.ts';
import { CrewSessions } from './sessions.ts';
import { CrewWatch } from './watch.ts';

/** What the server keeps in memory for crews' phones. */
export class CrewDesk {
  readonly sessions: CrewSessions;
  readonly watch: CrewWatch;
  readonly #events: Events;
  readonly #onSessionsEnded: (userId: string) => void;

  constructor(events: Events, nowMs: () => number) {
    this.sessions = new CrewSessions(nowMs);
    this.watch = new CrewWatch(events);
    this.#events = events;
    this.#onSessionsEnded = (userId) => this.sessions.end((whose) => whose.userId === userId);
    events.on('sessionsEnded', this.#onSessionsEnded);
  }

  /** Answers what waits, so that the HTTP server can end. */
  async close(): Promise<void> {
    this.#events.off('sessionsEnded', this.#onSessionsEnded);
    this.watch.close();
  }
}
