import type { Log } from '../log.ts';
import type { PlayerService } from '../service.ts';
import type { Shell } from './shell.ts';

/** The page says it is alive every second; silent for this long it hangs. */
const SILENCE_MS = 3000;
/** A page that was just opened may take longer for its first sign, on the slowest kiosk. */
const LOADING_MS = 15_000;
const CHECK_EVERY_MS = 500;
const FIRST_WAIT_MS = 500;
const MOST_WAIT_MS = 30_000;

export interface AttendOptions {
  service: PlayerService;
  shell: Shell;
  log: Log;
  monotonicMs(): number;
}

/**
 * Keeps the page on the screen: opens it, and starts its window anew when the page hangs, crashed, or is gone. That
 * takes a second or two; to load the page anew in the same window would be quicker, but a crashed page shows the
 * browser's own words until then, and one that hangs cannot be moved. It comes at once for a page that had come to
 * life, and with growing waits up to 30 s for one that never did.
 */
export class Attendant {
  readonly #options: AttendOptions;
  readonly #checking: NodeJS.Timeout;
  #deadlineMs = Number.POSITIVE_INFINITY;
  #failures = 0;
  #opening: Promise<void> = Promise.resolve();
  #isBusy = false;
  #waiting: NodeJS.Timeout | undefined;
  #isCovered = false;
  #isClosed = false;

  constructor(options: AttendOptions) {
    this.#options = options;
    const { service, shell, log } = options;
    // The end of its connection is known some 20 ms before the browser tells of a crash, and paints that.
    service.events.on('parted', () => {
      this.#isCovered = true;
      shell.cover();
    });
    service.events.on('alive', () => {
      if (this.#isCovered) shell.uncover();
      this.#isCovered = false;
      if (this.#isBusy) return;
      this.#failures = 0;
      this.#deadlineMs = options.monotonicMs() + SILENCE_MS;
    });
    service.events.on('reload', () => {
      this.#open('reload');
    });
    shell.events.on('lost', (detail) => {
      log.error('window_lost', { detail });
      service.captureWith(null);
      this.#openLater();
    });
    this.#checking = setInterval(() => {
      this.#check();
    }, CHECK_EVERY_MS);
  }

  start(): void {
    this.#open('show');
  }

  /** Closes the window; safe to call twice. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#checking);
    clearTimeout(this.#waiting);
    this.#options.service.captureWith(null);
    await this.#options.shell.close();
    await this.#opening;
  }

  #check(): void {
    const nowMs = this.#options.monotonicMs();
    if (this.#isBusy || nowMs < this.#deadlineMs) return;
    this.#options.log.error('page_hangs');
    this.#openLater();
  }

  /** The window is to be started anew; not at once when that brought no life just before. */
  #openLater(): void {
    if (this.#isClosed) return;
    const waitMs =
      this.#failures === 0 ? 0 : Math.min(MOST_WAIT_MS, FIRST_WAIT_MS * 2 ** (this.#failures - 1));
    this.#failures += 1;
    this.#deadlineMs = Number.POSITIVE_INFINITY;
    this.#options.service.rendererRestarted();
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => {
      this.#open('restart');
    }, waitMs);
  }

  #open(how: 'show' | 'reload' | 'restart'): void {
    if (this.#isBusy || this.#isClosed) return;
    this.#isBusy = true;
    const { service, shell, log, monotonicMs } = this.#options;
    const url = service.url();
    this.#opening = (how === 'restart' ? shell.restart(url) : shell.show(url))
      .then(
        () => {
          this.#deadlineMs = monotonicMs() + LOADING_MS;
          service.captureWith(() => shell.capture(service.output()));
          log.info('page_opened', { how });
        },
        (error: unknown) => {
          log.error('page_not_opened', { how, error });
          this.#openLater();
        },
      )
      .finally(() => {
        this.#isBusy = false;
      });
  }
}
