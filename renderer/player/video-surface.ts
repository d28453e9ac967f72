import { FrameWatch } from './frame-watch.ts';
import { Pace } from './pace.ts';

/** A jump takes about so long until its first frame is on screen. */
const SEEK_TAKES_MS = 150;

/** Place in the content, and speed, that belong to a page time. */
export interface Aim {
  positionMs(pageMs: number): number;
  rate(pageMs: number): number;
  /** Whether other screens show the same at the same time. */
  isGrouped: boolean;
}

/**
 * One `<video>` that lives as long as the page. What it says of itself (`currentTime`, `play()` settled) is not
 * believed: only presented frames count, because audio may play and time pass over a picture that never comes.
 */
export class VideoSurface {
  readonly element = document.createElement('video');
  readonly #watch = new FrameWatch();
  readonly #pace = new Pace();
  #aim: Aim | undefined;
  #isReady = false;
  #failure: string | undefined;
  /** Goes up with every use, so that callbacks of an earlier use are ignored. */
  #use = 0;

  constructor() {
    this.element.preload = 'auto';
    this.element.disablePictureInPicture = true;
    this.element.hidden = true;
  }

  /** Whether a frame was presented. */
  get isReady(): boolean {
    return this.#isReady;
  }

  get failure(): string | undefined {
    return this.#failure ?? (this.#watch.isStalled ? 'the picture stopped moving' : undefined);
  }

  get droppedFrames(): number {
    return this.#use > 0 ? this.element.getVideoPlaybackQuality().droppedVideoFrames : 0;
  }

  /** How far the running video is behind (+) or ahead of (−) its time; undefined until that is known. */
  get lagMs(): number | undefined {
    return this.#pace.lagMs;
  }

  /** Decodes and presents the frame at `positionMs`, paused. */
  load(url: string, positionMs: number, aim: Aim): void {
    this.#use += 1;
    const use = this.#use;
    const { element } = this;
    element.hidden = false;
    this.#aim = aim;
    element.onerror = () => {
      if (use === this.#use) this.#failure = element.error?.message ?? 'the browser cannot play it';
    };
    element.onloadedmetadata = () => {
      if (use === this.#use && element.videoWidth === 0) this.#failure = 'the browser finds no picture in it';
    };
    const onFrame: VideoFrameRequestCallback = (_now, frame) => {
      if (use !== this.#use) return;
      this.#isReady = true;
      this.#watch.frame();
      if (!element.paused && !element.seeking && frame.mediaTime * 1000 > positionMs) {
        this.#pace.frame(aim.positionMs(frame.expectedDisplayTime) - frame.mediaTime * 1000);
      }
      element.requestVideoFrameCallback(onFrame);
    };
    element.requestVideoFrameCallback(onFrame);
    element.src = url;
    if (positionMs > 0) element.currentTime = positionMs / 1000;
  }

  play(pageMs: number): void {
    const use = this.#use;
    this.element.playbackRate = this.#aim?.rate(pageMs) ?? 1;
    this.element.play().catch((cause: unknown) => {
      if (use === this.#use) this.#failure = `play refused: ${String(cause)}`;
    });
  }

  /** From here on, a frame is expected all the time. */
  expectFrames(): void {
    this.#watch.reset();
  }

  /** One animation frame of a video that should be running: notices a stall, and meets its time again. */
  keepTime(pageMs: number): void {
    if (!this.#aim) return;
    this.#watch.look(pageMs);
    const correction = this.#pace.correction(this.#aim.isGrouped);
    if (correction.kind === 'seek') {
      this.#pace.reset();
      this.element.currentTime = this.#aim.positionMs(pageMs + SEEK_TAKES_MS) / 1000;
      return;
    }
    const rate = this.#aim.rate(pageMs) * correction.factor;
    if (Math.abs(this.element.playbackRate - rate) > 0.001) this.element.playbackRate = rate;
  }

  /** Drops the content; without this a re-used element would flash its old last frame. */
  clear(): void {
    if (!this.#aim) return;
    this.#use += 1;
    this.#aim = undefined;
    this.#isReady = false;
    this.#failure = undefined;
    this.#watch.reset();
    this.#pace.reset();
    this.element.pause();
    this.element.removeAttribute('src');
    this.element.load();
    this.element.hidden = true;
  }
}
