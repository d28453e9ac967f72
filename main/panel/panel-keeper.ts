import type { Faults } from '../faults.ts';
import type { Log } from '../log.ts';
import { readPanelConfig } from './panel-config.ts';
import { setPanel, type PanelTarget } from './set-panel.ts';

const MINUTE_MS = 60_000;
const RETRY_FIRST_MS = 5000;
const RETRY_MOST_MS = 5 * MINUTE_MS;

export interface PanelKeeperOptions {
  /** The kiosk's own file; none is no panel to drive. */
  configPath: string;
  /** What the panel is to be now. */
  target(): PanelTarget;
  isConnected(): boolean;
  monotonicMs(): number;
  faults: Faults;
  log: Log;
}

/**
 * Keeps the panel as it is to be: says it when it changes, at every start, when the server is back, and again every
 * few minutes, for nobody is there to see that it was switched by hand. What fails is a fault, and tried again.
 */
export class PanelKeeper {
  readonly #options: PanelKeeperOptions;
  readonly #end = new AbortController();
  #running: Promise<void> | null = null;
  #said = '';
  #dueMonotonicMs = -Infinity;
  #failures = 0;
  #wasConnected = false;
  #percent: number | null = null;

  constructor(options: PanelKeeperOptions) {
    this.#options = options;
  }

  /** Percentage the panel was last brought to; 0 when it was switched off, null when that is not known. */
  brightnessPercent(): number | null {
    return this.#percent;
  }

  get isBusy(): boolean {
    return this.#running !== null;
  }

  /** Cheap: to be called every second. */
  tick(): void {
    const { target, isConnected, monotonicMs } = this.#options;
    const connected = isConnected();
    if (connected && !this.#wasConnected) this.#dueMonotonicMs = -Infinity;
    this.#wasConnected = connected;
    if (this.#running !== null || this.#end.signal.aborted) return;
    const { power, brightnessPercent } = target();
    const wanted = JSON.stringify([power, brightnessPercent]);
    if (wanted === this.#said && monotonicMs() < this.#dueMonotonicMs) return;
    this.#said = wanted;
    this.#dueMonotonicMs = Infinity;
    this.#running = this.#apply({ power, brightnessPercent }).finally(() => {
      this.#running = null;
    });
  }

  /** Ends what is under way. */
  async close(): Promise<void> {
    this.#end.abort();
    await this.#running;
  }

  async #apply(target: PanelTarget): Promise<void> {
    const { configPath, faults, log } = this.#options;
    try {
      const config = await readPanelConfig(configPath);
      this.#percent = await setPanel(config, target, this.#end.signal);
      if (this.#failures > 0) faults.settle('panel_failed');
      this.#failures = 0;
      this.#again(config.repeatEveryMin * MINUTE_MS);
      if (config.driver !== 'none') log.info('panel_set', { ...target });
    } catch (error) {
      if (this.#end.signal.aborted) return;
      this.#percent = null;
      this.#again(Math.min(RETRY_MOST_MS, RETRY_FIRST_MS * 2 ** Math.min(this.#failures, 16)));
      this.#failures += 1;
      log.warn('panel_failed', { error });
      faults.raise('panel_failed', error instanceof Error ? error.message : String(error));
    }
  }

  /** Unless the server came back meanwhile: then at once. */
  #again(waitMs: number): void {
    if (this.#dueMonotonicMs === Infinity) this.#dueMonotonicMs = this.#options.monotonicMs() + waitMs;
  }
}
