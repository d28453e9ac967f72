import type { ProgrammeItem } from '../../core/model/programme.ts';
import { ImageSurface } from './image-surface.ts';
import { VideoSurface, type Aim } from './video-surface.ts';

export type PictureItem = Extract<ProgrammeItem, { kind: 'video' | 'image' }>;

/** Too faint to change a pixel, yet not hidden: Chromium throttles hidden video. */
const UNSEEN = 0.001;

/**
 * One picture: a place for a video and one for a still that live as long as the page and are re-used for every item.
 * `waiting` loads and decodes, unseen, unless it was opened; `fading` comes on over the picture below, which stays opaque, so that the sum
 * never dips; `shown` is on screen; `leaving` is below the one that replaced it.
 */
export class Layer {
  readonly root = document.createElement('div');
  readonly #video = new VideoSurface();
  readonly #image = new ImageSurface();
  #item: PictureItem | undefined;
  #fade: Animation | undefined;
  /** Goes up with every use, so that callbacks of an earlier use are ignored. */
  #use = 0;

  constructor() {
    this.root.className = 'layer';
    this.root.dataset['stage'] = 'empty';
    this.root.append(this.#video.element, this.#image.element);
  }

  get isReady(): boolean {
    return this.#surface.isReady;
  }

  get failure(): string | undefined {
    return this.#surface.failure;
  }

  get isFading(): boolean {
    return this.#fade !== undefined;
  }

  get droppedFrames(): number {
    return this.#item?.kind === 'video' ? this.#video.droppedFrames : 0;
  }

  /** How far a running video is behind (+) or ahead of (−) its time; undefined where there is nothing to say. */
  get lagMs(): number | undefined {
    return this.#item?.kind === 'video' ? this.#video.lagMs : undefined;
  }

  /** Loads the item and decodes the frame at `positionMs`, unseen. */
  prepare(item: PictureItem, url: string, positionMs: number, aim: Aim): void {
    this.clear();
    this.#item = item;
    this.root.dataset['stage'] = 'waiting';
    if (item.kind === 'video') this.#video.load(url, positionMs, aim);
    else this.#image.load(url);
  }

  /** Comes on as soon as it has a frame: for a place where nothing is. */
  open(): void {
    this.root.dataset['stage'] = 'shown';
  }

  /** Starts the clock of a video, if it is this one still; to be called a little before it is revealed. */
  start(item: PictureItem, pageMs: number): void {
    if (this.#item === item && item.kind === 'video') this.#video.play(pageMs);
  }

  /** Comes on over `durationMs`, of which `elapsedMs` have passed; moved by the compositor. */
  fadeIn(durationMs: number, elapsedMs: number): void {
    this.#video.expectFrames();
    this.root.dataset['stage'] = 'fading';
    this.#fade = this.root.animate([{ opacity: UNSEEN }, { opacity: 1 }], {
      duration: durationMs,
      fill: 'forwards',
    });
    this.#fade.currentTime = elapsedMs;
  }

  /** Is there, at once and whole. */
  reveal(): void {
    if (!this.#fade) this.#video.expectFrames();
    this.#endFade();
    this.root.dataset['stage'] = 'shown';
  }

  /** One animation frame of a layer whose picture should be moving. */
  keepTime(pageMs: number): void {
    if (this.#item?.kind === 'video') this.#video.keepTime(pageMs);
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

  /** Drops the picture at once. */
  clear(): void {
    this.#use += 1;
    this.#endFade();
    this.root.dataset['stage'] = 'empty';
    this.#video.clear();
    this.#image.clear();
    this.#item = undefined;
  }

  get #surface(): VideoSurface | ImageSurface {
    return this.#item?.kind === 'video' ? this.#video : this.#image;
  }

  #endFade(): void {
    this.#fade?.cancel();
    this.#fade = undefined;
  }
}
