import { KeptFiles } from './kept-files.ts';

/** Of all places of the page together. */
const kept = new KeptFiles();

/**
 * One still's place that lives as long as the page. A bitmap of our own, not an `<img>`: Chromium keeps what an `<img>`
 * decoded for later, up to 512 MiB of it, after it has long left the screen.
 */
export class ImageSurface {
  readonly element = document.createElement('canvas');
  readonly #context: ImageBitmapRenderingContext;
  #isDrawn = false;
  #isReady = false;
  #failure: string | undefined;
  #loading: AbortController | undefined;

  constructor() {
    const context = this.element.getContext('bitmaprenderer', { alpha: true });
    if (!context) throw new Error('no canvas to show stills in');
    this.#context = context;
    this.element.hidden = true;
  }

  /** Whether it was presented, unseen as yet. */
  get isReady(): boolean {
    return this.#isReady;
  }

  get failure(): string | undefined {
    return this.#failure;
  }

  load(url: string): void {
    const loading = new AbortController();
    this.#loading = loading;
    this.element.hidden = false;
    decode(url, loading.signal).then(
      (bitmap) => {
        if (loading.signal.aborted) {
          bitmap.close();
          return;
        }
        // Its own shape, which taking a bitmap over does not give it.
        this.element.width = bitmap.width;
        this.element.height = bitmap.height;
        this.#context.transferFromImageBitmap(bitmap);
        this.#isDrawn = true;
        // The next frame presents it; that it did is known with the one after.
        requestAnimationFrame(() => {
          requestAnimationFrame(() => {
            if (!loading.signal.aborted) this.#isReady = true;
          });
        });
      },
      (cause: unknown) => {
        if (!loading.signal.aborted) this.#failure = `cannot be decoded: ${String(cause)}`;
      },
    );
  }

  /** Drops the picture, and its memory. */
  clear(): void {
    this.#loading?.abort();
    this.#loading = undefined;
    if (this.#isDrawn) this.#context.transferFromImageBitmap(null);
    this.element.hidden = true;
    this.#isDrawn = false;
    this.#isReady = false;
    this.#failure = undefined;
  }
}

async function decode(url: string, signal: AbortSignal): Promise<ImageBitmap> {
  return createImageBitmap(await kept.fetch(url, signal));
}
