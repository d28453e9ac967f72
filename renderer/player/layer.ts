import type { ProgrammeItem } from '../../core/model/programme.ts';

export type PictureItem = Extract<ProgrammeItem, { kind: 'video' | 'image' }>;

/** A video that presents nothing for this long while it should run has stalled. */
const STALL_MS = 1000;

/**
 * One picture: a `<video>` and an `<img>` that live as long as the page and are re-used for every item.
 * `waiting` loads and decodes, `ready` has presented its first frame (unseen), `shown` is on screen.
 */
export class Layer {
  readonly root = document.createElement('div');
  readonly #video = document.createElement('video');
  readonly #image = document.createElement('img');
  #item: PictureItem | undefined;
  #ready = false;
  #failure: string | undefined;
  #lastFrameAt = 0;
  /** Goes up with every use, so that callbacks of an earlier use are ignored. */
  #use = 0;

  constructor() {
    this.root.className = 'layer';
    this.root.dataset['stage'] = 'empty';
    this.#video.preload = 'auto';
    this.#video.disablePictureInPicture = true;
    this.#image.alt = '';
    this.root.append(this.#video, this.#image);
  }

  get ready(): boolean {
    return this.#ready;
  }

  get failure(): string | undefined {
    return this.#failure;
  }

  get droppedFrames(): number {
    return this.#item?.kind === 'video' ? this.#video.getVideoPlaybackQuality().droppedVideoFrames : 0;
  }

  /** Loads the item and decodes the frame at `positionMs`, unseen. */
  prepare(item: PictureItem, url: string, positionMs: number): void {
    this.clear();
    const use = this.#use;
    this.#item = item;
    this.root.dataset['stage'] = 'waiting';
    if (item.kind === 'image') {
      this.#prepareImage(url, use);
    } else {
      this.#prepareVideo(url, positionMs, use);
    }
  }

  /** Starts the clock of a video; call about one frame before it is revealed. */
  start(): void {
    const use = this.#use;
    this.#lastFrameAt = performance.now();
    if (this.#item?.kind !== 'video') return;
    this.#video.play().catch((cause: unknown) => {
      if (use === this.#use) this.#failure = `play refused: ${String(cause)}`;
    });
  }

  reveal(): void {
    this.#lastFrameAt = performance.now();
    this.root.dataset['stage'] = 'shown';
  }

  /** Steps behind the picture that replaces it; goes once that one is certainly painted: two frames later. */
  leave(): void {
    this.root.dataset['stage'] = 'leaving';
    const use = this.#use;
    requestAnimationFrame(() => {
      requestAnimationFrame(() => {
        if (use === this.#use) this.clear();
      });
    });
  }

  /** Whether the picture stands although it should move. */
  get stalled(): boolean {
    return (
      this.#item?.kind === 'video' &&
      this.root.dataset['stage'] === 'shown' &&
      !this.#video.ended &&
      performance.now() - this.#lastFrameAt > STALL_MS
    );
  }

  /** Drops the picture; without this a re-used element would flash its old last frame. */
  clear(): void {
    this.#use += 1;
    this.#ready = false;
    this.#failure = undefined;
    this.root.dataset['stage'] = 'empty';
    if (this.#item?.kind === 'video') {
      this.#video.pause();
      this.#video.removeAttribute('src');
      this.#video.load();
    } else if (this.#item) {
      this.#image.removeAttribute('src');
    }
    this.#item = undefined;
  }

  #prepareVideo(url: string, positionMs: number, use: number): void {
    this.#video.hidden = false;
    this.#image.hidden = true;
    this.#video.onerror = () => {
      if (use === this.#use) this.#failure = this.#video.error?.message ?? 'the browser cannot play it';
    };
    const onFrame = () => {
      if (use !== this.#use) return;
      this.#ready = true;
      this.#lastFrameAt = performance.now();
      this.#video.requestVideoFrameCallback(onFrame);
    };
    this.#video.requestVideoFrameCallback(onFrame);
    this.#video.src = url;
    if (positionMs > 0) this.#video.currentTime = positionMs / 1000;
  }

  #prepareImage(url: string, use: number): void {
    this.#video.hidden = true;
    this.#image.hidden = false;
    this.#image.src = url;
    this.#image.decode().then(
      () => {
        if (use === this.#use) this.#ready = true;
      },
      (cause: unknown) => {
        if (use === this.#use) this.#failure = `cannot be decoded: ${String(cause)}`;
      },
    );
  }
}
