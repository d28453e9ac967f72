import type { Log } from '../log.ts';
import type { PlayerService } from '../player-service.ts';
import type { Shell } from './shell.ts';

/** The page says it is alive twice a second; silent for this long it hangs. */
const SILENCE_MS = 1500;
/** A page that was just opened may take longer for its first sign, on the slowest kiosk. */
const LOADING_MS = 15_000;
const CHECK_EVERY_MS = 200;
/** A check that comes later than this was held up, and so may the page have been: the rest is not its silence. */
const MOST_BETWEEN_CHECKS_MS = 2 * CHECK_EVERY_MS;
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
  /** How much longer the page may be silent. */
  #patienceMs = Number.POSITIVE_INFINITY;
  #checkedAtMs: number;
  #failures = 0;
  #opening: Promise<void> = Promise.resolve();
  #isBusy = false;
  /** Asked for while the window was being opened: what is loading then may be what is to go. */
  #isReloadDue = false;
  #waiting: NodeJS.Timeout | undefined;
  #isCovered = false;
  #isClosed = false;

  constructor(options: AttendOptions) {
    this.#options = options;
    const { service, shell, log } = options;
    this.#checkedAtMs = options.monotonicMs();
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
      this.#patienceMs = SILENCE_MS;
    });
    service.events.on('reload', () => {
      if (this.#isBusy) this.#isReloadDue = true;
      else this.#open('reload');
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
    this.#patienceMs -= Math.min(nowMs - this.#checkedAtMs, MOST_BETWEEN_CHECKS_MS);
    this.#checkedAtMs = nowMs;
    if (this.#isBusy || this.#patienceMs > 0) return;
    this.#options.log.error('page_hangs');
    this.#openLater();
  }

  /** The window is to be started anew; not at once when that brought no life just before. */
  #openLater(): void {
    if (this.#isClosed) return;
    const waitMs =
      this.#failures === 0 ? 0 : Math.min(MOST_WAIT_MS, FIRST_WAIT_MS * 2 ** (this.#failures - 1));
    this.#failures += 1;
    this.#patienceMs = Number.POSITIVE_INFINITY;
    this.#options.service.rendererRestarted();
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => {
      this.#open('restart');
    }, waitMs);
  }

  #open(how: 'show' | 'reload' | 'restart'): void {
    if (this.#isBusy || this.#isClosed) return;
    this.#isBusy = true;
    const { service, shell, log } = this.#options;
    const { entry } = service;
    this.#opening = (how === 'restart' ? shell.restart(entry) : shell.show(entry))
      .then(
        () => {
          this.#patienceMs = LOADING_MS;
          service.captureWith(() => shell.capture(service.output()));
          log.info('page_opened', { how });
        },
        (error: unknown) => {
          log.error('page_not_opened', { how, error });
          // The next window loads the page anew.
          this.#isReloadDue = false;
          this.#openLater();
        },
      )
      .finally(() => {
        this.#isBusy = false;
        if (!this.#isReloadDue) return;
        this.#isReloadDue = false;
        this.#open('reload');
      });
  }
}
