/** Lets a phone's question wait until something changes that may concern it. */
import type { LiveMessage } from '../../core/protocol/live.ts';
import type { Events } from '../events.ts';

/** What a crew's day is made from. */
const RELEVANT: ReadonlySet<string> = new Set([
  'announcements',
  'areas',
  'around',
  'city',
  'mobile-units',
  'quiet-places',
  'tours',
  'withdrawal',
]);

export class CrewWatch {
  readonly #events: Events;
  readonly #waiting = new Set<() => void>();
  #closed = false;

  constructor(events: Events) {
    this.#events = events;
    events.on('live', this.#onLive);
  }

  readonly #onLive = (message: LiveMessage): void => {
    if (message.type === 'changed' && RELEVANT.has(message.resource)) this.wake();
  };

  /** Something a day is made from has changed. */
  wake(): void {
    for (const resume of [...this.#waiting]) resume();
  }

  /** Settles at the next change, after `timeoutMs`, when `signal` aborts, or when the server closes. */
  async next(timeoutMs: number, signal: AbortSignal): Promise<'changed' | 'over'> {
    if (this.#closed || signal.aborted || timeoutMs <= 0) return 'over';
    return await new Promise((settle) => {
      const finish = (outcome: 'changed' | 'over') => () => {
        clearTimeout(timer);
        this.#waiting.delete(onChange);
        signal.removeEventListener('abort', onOver);
        settle(this.#closed ? 'over' : outcome);
      };
      const onChange = finish('changed');
      const onOver = finish('over');
      const timer = setTimeout(onOver, timeoutMs);
      this.#waiting.add(onChange);
      signal.addEventListener('abort', onOver, { once: true });
    });
  }

  /** Ends every wait and stops listening. */
  close(): void {
    this.#closed = true;
    this.#events.off('live', this.#onLive);
    this.wake();
  }
}
