import { EventEmitter } from 'node:events';
import { AppError } from '../../../core/model/app-error.ts';
import type { Log } from '../../log.ts';
import { CAPTURE_JPEG_QUALITY, CAPTURE_MAX_WIDTH_PX, type DesktopRect, type Shell } from '../shell.ts';
import type { CdpEvent } from './cdp.ts';
import { startBrowser, type BrowserProcess } from './process.ts';

const START_TIMEOUT_MS = 30_000;
const LOAD_TIMEOUT_MS = 20_000;

export interface ChromiumShellOptions {
  executable: string;
  headless: boolean;
  kiosk: boolean;
  /** What the window covers: a monitor, or part of one. */
  rect: DesktopRect;
  log: Log;
}

interface Open {
  browser: BrowserProcess;
  sessionId: string;
}

/** The page in a Chromium of its own: no profile of anyone, no port, no dialogs. */
export class ChromiumShell implements Shell {
  readonly events: Shell['events'] = new EventEmitter();
  readonly #options: ChromiumShellOptions;
  #open: Open | null = null;
  /** Set from the moment it runs, before it has a window to show. */
  #browser: BrowserProcess | null = null;
  #isClosed = false;
  #onLoaded: () => void = () => undefined;

  constructor(options: ChromiumShellOptions) {
    this.#options = options;
  }

  async show(url: string): Promise<void> {
    if (this.#isClosed) throw new AppError('shell_failed', 'The shell is closed');
    this.#open ??= await this.#start();
    const { browser, sessionId } = this.#open;
    const loaded = Promise.withResolvers<null>();
    this.#onLoaded = () => {
      loaded.resolve(null);
    };
    const { errorText } = await browser.cdp.send('Page.navigate', { url }, sessionId);
    const hasError = typeof errorText === 'string' && errorText !== '';
    const failure = hasError ? errorText : await firstOf(loaded.promise, browser, LOAD_TIMEOUT_MS);
    if (failure !== null) throw new AppError('shell_failed', `The page did not load: ${failure}`);
  }

  async restart(url: string): Promise<void> {
    await this.#end();
    await this.show(url);
  }

  async capture(area: DesktopRect | null): Promise<Buffer> {
    if (this.#open === null) throw new AppError('shell_failed', 'There is no window to capture');
    const { browser, sessionId } = this.#open;
    const { data } = await browser.cdp.send(
      'Page.captureScreenshot',
      {
        format: 'jpeg',
        quality: CAPTURE_JPEG_QUALITY,
        optimizeForSpeed: true,
        // Cutting makes a window on a real display jump for a moment, so only headless does it.
        ...(this.#options.headless && { clip: clipOf(area ?? this.#options.rect) }),
      },
      sessionId,
    );
    return Buffer.from(String(data), 'base64');
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#end();
  }

  async #start(): Promise<Open> {
    const { executable, headless, kiosk, rect, log } = this.#options;
    const pageOpened = Promise.withResolvers<string>();
    const browser = await startBrowser(executable, { headless, kiosk, rect }, (event) => {
      const target = event.params['targetInfo'] as { targetId: string; url: string } | undefined;
      if (event.method.startsWith('Target.target') && target?.url.startsWith('data:')) {
        pageOpened.resolve(target.targetId);
      }
      this.#onEvent(event);
    });
    this.#browser = browser;
    if (this.#isClosed) await this.#end();
    void browser.gone.then((detail) => {
      if (this.#open?.browser === browser) this.#lost(detail);
    });
    try {
      // A fresh profile on a slow kiosk disk takes its time.
      await browser.cdp.send('Target.setDiscoverTargets', { discover: true }, undefined, START_TIMEOUT_MS);
      const failure = await firstOf(
        pageOpened.promise.then(() => null),
        browser,
        START_TIMEOUT_MS,
      );
      if (failure !== null) throw new AppError('shell_failed', `The browser opened no window: ${failure}`);
      return { browser, sessionId: await this.#attach(browser, await pageOpened.promise) };
    } catch (error) {
      await browser.end();
      log.error('chromium_start_failed', { error, detail: await browser.gone });
      throw error;
    }
  }

  async #attach({ cdp }: BrowserProcess, targetId: string): Promise<string> {
    const { sessionId } = await cdp.send('Target.attachToTarget', { targetId, flatten: true });
    const session = String(sessionId);
    await cdp.send('Page.enable', {}, session);
    // Downloads would leave files and bubbles.
    await cdp.send('Browser.setDownloadBehavior', { behavior: 'deny' });
    await cdp.send(
      'Emulation.setDefaultBackgroundColorOverride',
      { color: { r: 0, g: 0, b: 0, a: 1 } },
      session,
    );
    if (this.#options.headless) {
      const { widthPx: width, heightPx: height } = this.#options.rect;
      const metrics = { width, height, deviceScaleFactor: 1, mobile: false };
      await cdp.send('Emulation.setDeviceMetricsOverride', metrics, session);
    }
    return session;
  }

  #onEvent({ method, params }: CdpEvent): void {
    if (method === 'Page.loadEventFired') this.#onLoaded();
    const isCrash = method === 'Inspector.targetCrashed' || method === 'Target.targetCrashed';
    if (isCrash || method === 'Target.detachedFromTarget') this.#lost(method);
    // The page opens none; were one opened, it would cover the wall.
    if (method === 'Page.javascriptDialogOpening' && this.#open) {
      const { browser, sessionId } = this.#open;
      this.#options.log.error('page_dialog', { message: params['message'] });
      void browser.cdp.send('Page.handleJavaScriptDialog', { accept: false }, sessionId);
    }
  }

  #lost(detail: string): void {
    const open = this.#open;
    if (open === null) return;
    void this.#end().then(() => {
      this.events.emit('lost', detail);
    });
  }

  async #end(): Promise<void> {
    const browser = this.#browser;
    this.#browser = null;
    this.#open = null;
    await browser?.end();
  }
}

/** Null once `done`; else why that will not come: the browser's last words, or that it took too long. */
async function firstOf(
  done: Promise<null>,
  browser: BrowserProcess,
  timeoutMs: number,
): Promise<string | null> {
  const late = Promise.withResolvers<string>();
  const timer = setTimeout(() => {
    late.resolve('not in time');
  }, timeoutMs);
  const first = await Promise.race([done, browser.gone, late.promise]);
  clearTimeout(timer);
  return first;
}

function clipOf(area: DesktopRect) {
  const { x, y, widthPx: width, heightPx: height } = area;
  return { x, y, width, height, scale: Math.min(1, CAPTURE_MAX_WIDTH_PX / width) };
}
