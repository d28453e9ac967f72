/** The player's page on a real screen, with items whose every frame says which it is. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Programme } from '../../../core/model/programme.ts';
import type { RendererMessage } from '../../../core/protocol/player.ts';
import { until } from '../../../tools/api-client.ts';
import { startPlayerScreen, type PlayerScreen } from '../../support/player-screen.ts';
import { captureCodes, type ScreenCapture } from '../../support/screen-capture.ts';
import { programmeOf, stateOf, type State } from '../../support/screen-programme.ts';

type Told<T extends RendererMessage['type']> = Extract<RendererMessage, { type: T }> & { atMs: number };

/** A page on a desktop larger than the panel it plays for. */
export class Rig {
  readonly folder: string;
  readonly panel: { widthPx: number; heightPx: number };
  readonly screen: PlayerScreen;
  #captures: ScreenCapture[] = [];

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

  /** A page that knows nothing yet, and a capture of its codes that begins with black. */
  async fresh(): Promise<ScreenCapture> {
    const { host, desktop } = this.screen;
    host.forget();
    await this.screen.show(host.blankUrl);
    const capture = await captureCodes(desktop.display, 0, 0);
    this.#captures.push(capture);
    await capture.until((samples) => samples.at(-1)?.kind === 'black');
    await this.screen.show(`${host.url}/`);
    capture.forget();
    return capture;
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
