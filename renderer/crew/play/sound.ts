import { silenceWav } from './silence.ts';

export type SoundEnd = 'ended' | 'aborted' | 'failed';

interface Listening {
  signal: AbortSignal;
  /** The element's own clock, while sound is heard. */
  onTime?: (positionMs: number, durationMs: number) => void;
}

/**
 * The phone's one way out for sound: a single element, which a tap has unlocked, and which the lock screen's buttons
 * belong to.
 */
export class Sound {
  readonly #element = new Audio();
  #isSounding = false;
  /** What plays was paused or resumed, by the app, the system or a headset. */
  onPauseChange: (isPaused: boolean) => void = () => undefined;

  constructor() {
    this.#element.preload = 'auto';
  }

  /** To be called in the very tap: later sounds need no other one. */
  unlock(): void {
    const url = URL.createObjectURL(silenceWav(50));
    this.#element.src = url;
    this.#element.play().then(
      () => URL.revokeObjectURL(url),
      // What plays next interrupts this one, which is what it is for.
      () => URL.revokeObjectURL(url),
    );
  }

  /** Plays it to its end, however often it is paused in between. */
  async play(blob: Blob, { signal, onTime }: Listening): Promise<SoundEnd> {
    if (signal.aborted) return 'aborted';
    const element = this.#element;
    const url = URL.createObjectURL(blob);
    const listeners = new AbortController();
    const { signal: listening } = listeners;
    this.#isSounding = true;
    try {
      return await new Promise<SoundEnd>((settle) => {
        const on = (name: string, listener: () => void) => {
          element.addEventListener(name, listener, { signal: listening });
        };
        on('ended', () => settle('ended'));
        on('error', () => settle('failed'));
        on('pause', () => {
          if (!element.ended) this.onPauseChange(element.paused);
        });
        on('playing', () => this.onPauseChange(element.paused));
        on('timeupdate', () => {
          const durationMs = Number.isFinite(element.duration) ? element.duration * 1000 : 0;
          onTime?.(element.currentTime * 1000, durationMs);
        });
        signal.addEventListener('abort', () => settle('aborted'), { signal: listening });
        element.src = url;
        element.play().catch((error: unknown) => {
          const isInterrupted = error instanceof DOMException && error.name === 'AbortError';
          if (!isInterrupted) settle('failed');
        });
      });
    } finally {
      listeners.abort();
      this.#isSounding = false;
      element.pause();
      URL.revokeObjectURL(url);
    }
  }

  pause(): void {
    this.#element.pause();
  }

  /** Goes on with what was paused; without that there is nothing to go on with. */
  resume(): void {
    if (!this.#isSounding) return;
    this.#element.play().catch((error: unknown) => {
      // The system keeps the output (a call): the button is there to be pressed again.
      if (error instanceof DOMException) this.onPauseChange(true);
      else throw error;
    });
  }
}
