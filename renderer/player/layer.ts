import type { ProgrammeItem } from '../../core/model/programme.ts';

export type PictureItem = Extract<ProgrammeItem, { kind: 'video' | 'image' }>;

/** A video that presents nothing for this long while it should run has stalled. */
const STALL_MS = 1000;
/** Weight of one frame's time in the running estimate; frames come unevenly on a busy machine. */
const FRAME_WEIGHT = 0.1;
/** Further from its time than this, a video runs a little faster or slower until it is back within the second. */
const DRIFT_MS = 60;
const BACK_MS = 10;
const CATCH_UP_RATE = 0.08;

/**
 * One picture: a `<video>` and an `<img>` that live as long as the page and are re-used for every item.
 * `waiting` loads and decodes, `ready` has presented its first frame (unseen), `shown` is on screen.
 */
export class Layer {
  readonly root = document.createElement('div');
  readonly #video = document.createElement('video');
  readonly #image = document.createElement('img');
  #item: PictureItem | undefined;
  #isReady = false;
  #failure: string | undefined;
  #lastFrameAt = 0;
  #originMs: number | undefined;
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

  get isReady(): boolean {
    return this.#isReady;
  }

  get failure(): string | undefined {
    if (this.#failure !== undefined) return this.#failure;
    return this.#isStalled ? 'the picture stopped moving' : undefined;
  }

  get droppedFrames(): number {
    return this.#item?.kind === 'video' ? this.#video.getVideoPlaybackQuality().droppedVideoFrames : 0;
  }

  /** Page time at which a running video was, or would have been, at its beginning. */
  get originMs(): number | undefined {
    return this.#originMs;
  }

  /** Loads the item and decodes the frame at `positionMs`, unseen. */
  prepare(item: PictureItem, url: string, positionMs: number): void {
    this.clear();
    this.#item = item;
    this.root.dataset['stage'] = 'waiting';
    if (item.kind === 'image') this.#prepareImage(url);
    else this.#prepareVideo(url, positionMs);
  }

  /** Starts the clock of a video; to be called a little before it is revealed. */
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

  /** `lagMs`: how far the video is behind (+) or ahead of (−) its time. */
  keepTime(lagMs: number): void {
    const isOff = Math.abs(lagMs) > (this.#video.playbackRate === 1 ? DRIFT_MS : BACK_MS);
    const rate = isOff ? 1 + Math.sign(lagMs) * CATCH_UP_RATE : 1;
    if (this.#video.playbackRate !== rate) this.#video.playbackRate = rate;
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

  /** Drops the picture; without this a re-used element would flash its old last frame. */
  clear(): void {
    this.#use += 1;
    this.#isReady = false;
    this.#failure = undefined;
    this.#originMs = undefined;
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

  get #isStalled(): boolean {
    return (
      this.#item?.kind === 'video' &&
      this.root.dataset['stage'] === 'shown' &&
      !this.#video.ended &&
      performance.now() - this.#lastFrameAt > STALL_MS
    );
  }

  #prepareVideo(url: string, positionMs: number): void {
    const use = this.#use;
    this.#video.hidden = false;
    this.#image.hidden = true;
    this.#video.onerror = () => {
      if (use === this.#use) this.#failure = this.#video.error?.message ?? 'the browser cannot play it';
    };
    const onFrame: VideoFrameRequestCallback = (_now, frame) => {
      if (use !== this.#use) return;
      this.#isReady = true;
      this.#lastFrameAt = performance.now();
      if (!this.#video.paused && frame.mediaTime * 1000 > positionMs) this.#time(frame);
      this.#video.requestVideoFrameCallback(onFrame);
    };
    this.#video.requestVideoFrameCallback(onFrame);
    this.#video.playbackRate = 1;
    this.#video.src = url;
    if (positionMs > 0) this.#video.currentTime = positionMs / 1000;
  }

  #time({ expectedDisplayTime, mediaTime }: VideoFrameCallbackMetadata): void {
    const originMs = expectedDisplayTime - mediaTime * 1000;
    this.#originMs =
      this.#originMs === undefined ? originMs : this.#originMs + (originMs - this.#originMs) * FRAME_WEIGHT;
  }

  #prepareImage(url: string): void {
    const use = this.#use;
    this.#video.hidden = true;
    this.#image.hidden = false;
    this.#image.src = url;
    this.#image.decode().then(
      () => {
        if (use === this.#use) this.#isReady = true;
      },
      (cause: unknown) => {
        if (use === this.#use) this.#failure = `cannot be decoded: ${String(cause)}`;
      },
    );
  }
}
