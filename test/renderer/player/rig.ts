/** The player's page on a real screen, with items whose every frame says which it is. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Programme } from '../../../core/model/programme.ts';
import type { RendererMessage } from '../../../core/protocol/player.ts';
import { until } from '../../../tools/api-client.ts';
import { startPlayerScreen, type PlayerScreen } from '../../support/player-screen.ts';
import { CODED_FPS } from '../../support/coded-media.ts';
import { CODE_STRIP, readCode, type Reading } from '../../support/frame-codes.ts';
import { capture, type ScreenCapture } from '../../support/screen-capture.ts';
import { programmeOf, stateOf, type State } from '../../support/screen-programme.ts';

type Told<T extends RendererMessage['type']> = Extract<RendererMessage, { type: T }> & { atMs: number };

export type Seen = Reading & { atMs: number };

/**
 * How many frames the picture is behind (+) or ahead of (−) where it should be, in whichever of these samples reached
 * us the fastest; NaN if another item is on.
 */
export function framesOff(samples: readonly Seen[], item: number, startMs: number): number {
  const offs = samples.map((seen) =>
    seen.kind === 'frame' && seen.item === item
      ? ((seen.atMs - startMs) * CODED_FPS) / 1000 - seen.frame
      : NaN,
  );
  return offs.reduce(
    (best, off) => (Math.abs(off) < Math.abs(best) || Number.isNaN(off) ? off : best),
    Infinity,
  );
}

/** A page on a desktop larger than the panel it plays for. */
export class Rig {
  readonly folder: string;
  readonly panel: { widthPx: number; heightPx: number };
  readonly screen: PlayerScreen;
  #captures: { stop(): Promise<unknown> }[] = [];

  private constructor(folder: string, panel: Rig['panel'], screen: PlayerScreen) {
    this.folder = folder;
    this.panel = panel;
    this.screen = screen;
  }

  static async begin(panel: Rig['panel'], desktop = { widthPx: 800, heightPx: 480 }): Promise<Rig> {
    const folder = await mkdtemp(join(tmpdir(), 'wawar-page-'));
    return new Rig(folder, panel, await startPlayerScreen(desktop.widthPx, desktop.heightPx));
  }

  async end(): Promise<void> {
    await this.screen.close();
    await rm(this.folder, { recursive: true });
  }

  /** A page that knows nothing yet, and a capture of its codes that begins with black; `script` runs in it first. */
  async fresh(script?: string): Promise<ScreenCapture<Seen>> {
    const { host } = this.screen;
    host.forget();
    await this.screen.show(host.blankUrl);
    const seen = await this.watch(CODE_STRIP, (grey) => ({ ...readCode(grey), atMs: Date.now() }));
    await seen.until((samples) => samples.at(-1)?.kind === 'black');
    if (script !== undefined) host.inject(script);
    await this.screen.show(`${host.url}/`);
    seen.forget();
    return seen;
  }

  /** Reads the top left of the screen until `rest`. */
  async watch<T>(
    size: { widthPx: number; heightPx: number },
    read: (grey: Buffer) => T,
  ): Promise<ScreenCapture<T>> {
    const seen = await capture(this.screen.desktop.display, { x: 0, y: 0, ...size }, read);
    this.#captures.push(seen);
    return seen;
  }

  /** Ends what `fresh` began; to be called after each test. */
  async rest(): Promise<void> {
    for (const capture of this.#captures.splice(0)) await capture.stop();
  }

  programme(effectiveFromMs: number, parts: Parameters<typeof programmeOf>[2]): Programme {
    return programmeOf(this.panel, effectiveFromMs, parts);
  }

  send(programme: Programme | null, parts: Partial<State> = {}): void {
    this.screen.host.send(stateOf(programme, parts));
  }

  /** What the page has said of one kind since the last `fresh`. */
  told<T extends RendererMessage['type']>(type: T): Told<T>[] {
    return this.screen.host.received.filter((message): message is Told<T> => message.type === type);
  }

  /** Settles when the page has said it. */
  async untilTold<T extends RendererMessage['type']>(
    type: T,
    matches: (message: Told<T>) => boolean = () => true,
  ): Promise<Told<T>> {
    return until(() => Promise.resolve(this.told(type).find(matches)), 20_000);
  }
}
